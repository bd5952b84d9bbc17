// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/Directory.h"
#include "shared/exchange/Routing.h"

namespace wenyi::exchange {

/// Finds units by code, name, short name, alias or group as a directory has them. Holds a copy of the directory, which
/// is a shared value. Fails as directory::Directory::resolve() does.
NameResolver resolverOf(const directory::Directory &directory);

} // namespace wenyi::exchange
