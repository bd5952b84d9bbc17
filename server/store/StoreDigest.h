// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/journal/Database.h"

namespace wenyi::server {

/// SM3 over every row of every table, in an order that the content alone decides; without the place in the log. Two
/// stores made from the same sets of changes have the same. Reads everything.
Result<Digest> digestOfTables(journal::Database &database);

} // namespace wenyi::server
