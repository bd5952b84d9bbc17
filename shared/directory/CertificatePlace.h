// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryChange.h"

/// Internal to shared/directory.
namespace wenyi::directory {

/// The certificate in the content whose place this one takes: its subject's for its purpose. A unit's seal has a
/// certificate of the same purpose and subject as its envelopes; the key tells them apart. Fails as applyChange() says.
Result<QByteArray *> placeOf(DirectoryContent &content, const QByteArray &certificate, KeyChange key);

} // namespace wenyi::directory
