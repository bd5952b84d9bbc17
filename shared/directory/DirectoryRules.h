// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryContent.h"

namespace wenyi::directory {

/// Whether a content is one that may be signed and taken in: every identifier and name visible and unique, every
/// reference resolved, no unit its own ancestor or successor, the three officers separate people. Pure; certificates
/// are Directory's to check. Fails with InvalidInput "directory.head", "directory.identifier", "directory.name",
/// "directory.duplicate", "directory.reference", "directory.cycle", "directory.successor", "directory.three-officers",
/// "directory.curve-key", "directory.keeper", "directory.seal-state", "directory.endpoint"; `detail` names the
/// offender.
Result<void> checkContent(const DirectoryContent &content);

} // namespace wenyi::directory
