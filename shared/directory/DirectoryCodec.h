// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryContent.h"

#include <QByteArrayView>

namespace wenyi::directory {

/// Canonical CBOR of the content: in form 5 with peers, 4 with an authority for PDFs and none, 3 with neither.
QByteArray encodeContent(const DirectoryContent &content);
/// Reads forms 2 to 5; of a seal that form 2 says is revoked it is not known since when. Bounded: 10,000 units, 1,000
/// groups, 10,000 aliases, 100,000 members, desktops and seals, 256 peers. Fails with Corrupt or TooLarge "cbor.…",
/// Unsupported "directory.version-form", Corrupt "directory.peers-missing", InvalidInput "directory.role".
Result<DirectoryContent> decodeContent(QByteArrayView bytes);

} // namespace wenyi::directory
