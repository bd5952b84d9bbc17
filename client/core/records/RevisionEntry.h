// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QList>

namespace wenyi::core {

/// Payload of the journal's "draft.revision" entries: which revision, of which others it was made and where it lies.
struct RevisionEntry
{
    Digest revision;       ///< SM3 of the revision's JSON.
    QList<Digest> parents; ///< As the revision names them.
    Digest blob;           ///< Of the encrypted bytes.
    Digest document;       ///< SM3 of the document's JSON: what personal signatures name.

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "draft.entry-version".
    static Result<RevisionEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const RevisionEntry &, const RevisionEntry &) = default;
};

} // namespace wenyi::core
