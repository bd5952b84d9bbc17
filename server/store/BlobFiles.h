// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/BlobTable.h"

namespace wenyi::server {

/// Takes the blobs of a store of the form before the segment log, a file each, into the log, and removes the files.
/// Goes on where it was interrupted. A file that is not what its name says stays where it is and is told in the
/// server's log.
Result<void> takeBlobFiles(journal::Database &database, BlobTable &blobs, const QString &folder);

} // namespace wenyi::server
