// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/PeerCard.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::directory {

namespace {

constexpr quint64 Form = 1;
constexpr qsizetype LongestCardName = 1024; ///< Bytes.
constexpr qsizetype LargestCardCertificate = 16 * limits::KiB;
constexpr qsizetype MostAuthorities = 16;
constexpr qsizetype LargestExcerpt = 16 * limits::MiB;

} // namespace

Result<PeerCard> PeerCard::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    PeerCard card;
    in.startArray(5);
    const quint64 form = in.unsignedInteger();
    if (in.ok() && form != Form)
        in.fail(ErrorCode::Unsupported, "directory.card-form", QString::number(form));
    card.domain = in.text(LongestCardName);
    card.root = in.bytes(LargestCardCertificate);
    for (qsizetype left = in.startList(MostAuthorities); left > 0 && in.ok(); --left)
        card.authorities.append(in.bytes(LargestCardCertificate));
    in.endArray();
    card.excerpt = in.bytes(LargestExcerpt);
    in.endArray();
    WENYI_CHECK(in.finish());
    return card;
}

QByteArray PeerCard::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(Form);
    out.text(domain);
    out.bytes(root);
    out.startArray(authorities.size());
    for (const QByteArray &authority : authorities)
        out.bytes(authority);
    out.endArray();
    out.bytes(excerpt);
    out.endArray();
    return out.take();
}

Digest PeerCard::rootFingerprint() const
{
    return crypto::sm3(root);
}

} // namespace wenyi::directory
