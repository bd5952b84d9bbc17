// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/FormatRules.h"

#include <optional>

namespace wenyi::document {

/// 一键修正: the document with this one fault put right; nothing where only a person can tell how. What it gives no
/// longer has the fault.
std::optional<OfficialDocument> mendFault(const OfficialDocument &document, const FormatFault &fault);

/// The document with all faults put right that can be, and how many.
struct Mending
{
    OfficialDocument document;
    int mended = 0;
};
Mending mendFaults(const OfficialDocument &document);

/// The text that a fault lies in: of the entry, the block or the element; null where it is a list or a date as a whole.
std::optional<QString> faultyText(const OfficialDocument &document, const FormatFault &fault);

} // namespace wenyi::document
