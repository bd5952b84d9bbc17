// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace wenyi::directory {

/// 对等域名片: what one exchange domain hands to another so that their units can write to each other (decision 40). It
/// proves nothing by itself: whoever takes it compares rootFingerprint() with what the other domain says on paper.
struct PeerCard
{
    QString domain;
    QByteArray root;               ///< DER of the domain's root certificate.
    QList<QByteArray> authorities; ///< DER of the operating CAs that issued what the excerpt names.
    QByteArray excerpt;            ///< As Directory::signExcerpt() gives it.

    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "directory.card-form".
    static Result<PeerCard> fromBytes(QByteArrayView bytes);
    QByteArray toBytes() const;
    /// SM3 of the root certificate.
    Digest rootFingerprint() const;
    friend bool operator==(const PeerCard &, const PeerCard &) = default;
};

} // namespace wenyi::directory
