// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/EnvelopeReader.h"

#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::exchange {

namespace {

Error altered(const EnvelopeRouting &routing, qsizetype index)
{
    return Error{ErrorCode::NotTrusted, "envelope.part-altered",
        QStringLiteral("%1 part %2").arg(routing.id.toString()).arg(index + 1)};
}

Result<OpenedPart> openPart(const EnvelopeRouting &routing, const ManifestPart &promised, qsizetype index,
    const SecretBytes &contentKey, const PartSource &source)
{
    const EnvelopePart &part = routing.parts.at(index);
    WENYI_TRY(const QByteArray encrypted, source(part));
    if (encrypted.size() != part.size || !crypto::isNamed(encrypted, part.digest))
        return altered(routing, index);
    auto content = crypto::unprotect(contentKey, encrypted, partContext(routing.id, index, part.role));
    if (!content || content->size() != promised.size || crypto::sm3(*content) != promised.digest)
        return altered(routing, index);
    return OpenedPart{promised.role, promised.name, std::move(*content)};
}

} // namespace

EnvelopeReader::EnvelopeReader(UnitCode unit, const crypto::PrivateKey &encryptionKey)
    : m_unit(std::move(unit))
    , m_key(encryptionKey)
{
}

Result<EnvelopeManifest> EnvelopeReader::openManifest(
    const EnvelopeRouting &routing, const SecretBytes &contentKey, const crypto::Certificate &senderUnit) const
{
    const auto bytes = crypto::unprotect(contentKey, routing.sealedManifest, manifestContext(routing.id));
    if (!bytes)
        return Error{ErrorCode::NotTrusted, "envelope.manifest-altered", routing.id.toString()};
    WENYI_TRY(EnvelopeManifest manifest, EnvelopeManifest::fromBytes(*bytes));
    WENYI_CHECK(manifest.verify(routing, senderUnit));
    return manifest;
}

Result<OpenedEnvelope> EnvelopeReader::open(
    const EnvelopeHeader &header, const crypto::Certificate &senderUnit, const PartSource &source) const
{
    WENYI_CHECK(header.verify(senderUnit));
    const EnvelopeRouting &routing = header.routing();
    const EnvelopeRecipient *recipient = routing.recipient(m_unit);
    if (!recipient)
        return Error{ErrorCode::NotAllowed, "envelope.not-for-you", m_unit.toString()};
    return openBy(header, *recipient, senderUnit, source);
}

Result<OpenedEnvelope> EnvelopeReader::openOwn(const EnvelopeHeader &header, const QByteArray &wrappedKey,
    const crypto::Certificate &senderUnit, const PartSource &source) const
{
    WENYI_CHECK(header.verify(senderUnit));
    if (header.routing().sender != m_unit)
        return Error{ErrorCode::NotAllowed, "envelope.not-for-you", m_unit.toString()};
    EnvelopeRecipient own;
    own.unit = m_unit;
    own.wrappedKey = wrappedKey;
    return openBy(header, own, senderUnit, source);
}

Result<OpenedEnvelope> EnvelopeReader::openBy(const EnvelopeHeader &header, const EnvelopeRecipient &recipient,
    const crypto::Certificate &senderUnit, const PartSource &source) const
{
    const EnvelopeRouting &routing = header.routing();
    const auto contentKey = m_key.decrypt(recipient.wrappedKey);
    if (!contentKey || contentKey->size() != crypto::ContentKeySize)
        return Error{ErrorCode::NotTrusted, "envelope.key-altered", routing.id.toString()};
    WENYI_TRY(EnvelopeManifest manifest, openManifest(routing, *contentKey, senderUnit));
    QList<OpenedPart> parts;
    for (qsizetype i = 0; i < routing.parts.size(); ++i) {
        WENYI_TRY(OpenedPart part, openPart(routing, manifest.parts().at(i), i, *contentKey, source));
        parts.append(std::move(part));
    }
    return OpenedEnvelope{header, recipient, std::move(manifest), std::move(parts)};
}

} // namespace wenyi::exchange
