// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/EnvelopeBuilder.h"

#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

namespace wenyi::exchange {

namespace {

Result<QByteArray> wrap(const SecretBytes &contentKey, const crypto::Certificate &certificate)
{
    const auto purpose = certificate.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::UnitEncryption)
        return Error{ErrorCode::NotTrusted, "envelope.recipient-certificate", certificate.commonName()};
    return certificate.publicKey().encrypt(contentKey.view());
}

Result<EnvelopeRecipient> wrapFor(const Addressee &addressee, const SecretBytes &contentKey)
{
    const crypto::Certificate &certificate = addressee.encryption;
    WENYI_TRY(QByteArray wrapped, wrap(contentKey, certificate));
    return EnvelopeRecipient{UnitCode(certificate.subjectId()), std::move(wrapped), addressee.copies,
        addressee.printQuota, addressee.position};
}

} // namespace

EnvelopeBuilder::EnvelopeBuilder(EnvelopeRouting routing, SecretBytes contentKey, RandomSource &random)
    : m_routing(std::move(routing))
    , m_contentKey(std::move(contentKey))
    , m_random(&random)
{
}

Result<EnvelopeBuilder> EnvelopeBuilder::begin(EnvelopeOrder order, RandomSource &random)
{
    if (order.addressees.isEmpty() || order.addressees.size() > bounds::Recipients)
        return Error{ErrorCode::InvalidInput, "envelope.recipients", QString::number(order.addressees.size())};
    SecretBytes contentKey = random.secret(crypto::ContentKeySize);
    EnvelopeRouting routing;
    routing.id = order.id;
    routing.sender = order.sender;
    routing.desktop = order.desktop;
    routing.created = order.created;
    routing.urgency = order.urgency;
    routing.secrecy = order.secrecy;
    for (const Addressee &addressee : order.addressees) {
        WENYI_TRY(EnvelopeRecipient recipient, wrapFor(addressee, contentKey));
        routing.recipients.append(std::move(recipient));
    }
    return EnvelopeBuilder(std::move(routing), std::move(contentKey), random);
}

Result<void> EnvelopeBuilder::addPart(PartRole role, const QString &name, QByteArrayView content)
{
    if (!isFileName(name))
        return Error{ErrorCode::InvalidInput, "envelope.part-name", name};
    const qint64 size = crypto::protectedSize(content.size());
    if (m_parts.size() >= bounds::Parts || size > bounds::Part || m_size + size > bounds::AllParts)
        return Error{ErrorCode::TooLarge, "envelope.too-large", name};
    const QByteArray context = partContext(m_routing.id, m_parts.size(), role);
    WENYI_TRY(QByteArray encrypted, crypto::protect(m_contentKey, content, context, *m_random));
    m_manifest.append({role, name, content.size(), crypto::sm3(content)});
    m_routing.parts.append({role, encrypted.size(), crypto::contentDigest(encrypted)});
    m_parts.append(std::move(encrypted));
    m_size += size;
    return {};
}

Result<QByteArray> EnvelopeBuilder::keyFor(const crypto::Certificate &encryption) const
{
    return wrap(m_contentKey, encryption);
}

Result<Envelope> EnvelopeBuilder::close(crypto::Signer &unit) &&
{
    WENYI_TRY(const EnvelopeManifest manifest, EnvelopeManifest::sign(m_routing, std::move(m_manifest), unit));
    const QByteArray context = manifestContext(m_routing.id);
    WENYI_TRY(m_routing.sealedManifest, crypto::protect(m_contentKey, manifest.toBytes(), context, *m_random));
    WENYI_TRY(EnvelopeHeader header, EnvelopeHeader::sign(std::move(m_routing), unit));
    return Envelope{std::move(header), std::move(m_parts)};
}

} // namespace wenyi::exchange
