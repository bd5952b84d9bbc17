// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "shared/document/OfficialDocument.h"

namespace wenyi::cli {

/// The bytes of the text to be measured; our own notice where none was named.
Result<QByteArray> readBenchText(const std::string &source, const Context &context);

/// What people filled in by the time that the pages are set, where the text did not have it.
void fillIn(document::OfficialDocument &document);

} // namespace wenyi::cli
