// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleHeader.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Identifier.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.bundle.1";

Error refused(const QByteArray &reason, const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, reason, detail};
}

Result<void> check(const BundleFacts &facts)
{
    for (const QString &id : {facts.id, facts.fromUnit.toString(), facts.toUnit.toString()}) {
        if (!isIdentifier(id))
            return refused("bundle.identifier", id);
    }
    for (const QString &id : {facts.fromDesktop.toString(), facts.toDesktop.toString()}) {
        if (!isScopedIdentifier(id))
            return refused("bundle.identifier", id);
    }
    if (toMilliseconds(facts.created) < 0 || facts.expires <= facts.created
        || toMilliseconds(facts.expires) > bounds::LatestInstant)
        return refused("bundle.time");
    if (facts.position.sequence == 0 || (facts.position.sequence == 1) == facts.position.previous.has_value())
        return refused("bundle.position", QString::number(facts.position.sequence));
    if (facts.wrappedKey.isEmpty() || facts.wrappedKey.size() > bounds::WrappedKey || facts.manifestSize <= 0)
        return refused("bundle.manifest");
    if (facts.manifestSize > crypto::protectedSize(bounds::BundleManifest))
        return Error{ErrorCode::TooLarge, "bundle.manifest", QString::number(facts.manifestSize)};
    return {};
}

QByteArray toBody(const BundleFacts &facts)
{
    CborWriter out;
    out.startArray(16);
    out.unsignedInteger(Version);
    out.text(SuiteName);
    out.text(facts.id);
    out.id(facts.fromUnit);
    out.id(facts.fromDesktop);
    out.digest(facts.signer);
    out.id(facts.toUnit);
    out.id(facts.toDesktop);
    out.digest(facts.addressee);
    out.instant(facts.created);
    out.instant(facts.expires);
    out.unsignedInteger(facts.position.sequence);
    if (facts.position.previous)
        out.digest(*facts.position.previous);
    else
        out.null();
    out.bytes(facts.wrappedKey);
    out.unsignedInteger(static_cast<quint64>(facts.manifestSize));
    out.digest(facts.manifestDigest);
    out.endArray();
    return out.take();
}

Result<BundleFacts> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(16);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "bundle.version", QString::number(version));
    if (const QString suite = in.text(64); in.ok() && suite != SuiteName)
        in.fail(ErrorCode::Unsupported, "bundle.suite", suite);
    BundleFacts facts;
    facts.id = in.text(256);
    facts.fromUnit = in.id<UnitCode>();
    facts.fromDesktop = in.id<DesktopId>();
    facts.signer = in.digest();
    facts.toUnit = in.id<UnitCode>();
    facts.toDesktop = in.id<DesktopId>();
    facts.addressee = in.digest();
    facts.created = in.instant();
    facts.expires = in.instant();
    facts.position.sequence = in.unsignedInteger();
    if (!in.takeNull())
        facts.position.previous = in.digest();
    facts.wrappedKey = in.bytes(bounds::WrappedKey);
    facts.manifestSize = static_cast<qint64>(in.unsignedInteger(std::numeric_limits<qint64>::max()));
    facts.manifestDigest = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(facts));
    return facts;
}

} // namespace

BundleHeader::BundleHeader(BundleFacts facts, SignedBody signedBody)
    : m_facts(std::move(facts))
    , m_signed(std::move(signedBody))
{
}

Result<BundleHeader> BundleHeader::sign(BundleFacts facts, crypto::Signer &desktop)
{
    facts.signer = desktop.certificate().fingerprint();
    WENYI_CHECK(check(facts));
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(toBody(facts), Use, desktop));
    BundleHeader header(std::move(facts), std::move(signedBody));
    WENYI_CHECK(header.verify({header.facts().fromUnit, desktop.certificate()}));
    return header;
}

Result<BundleHeader> BundleHeader::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(bytes, bounds::BundleHeader));
    WENYI_TRY(BundleFacts facts, fromBody(signedBody.body));
    return BundleHeader(std::move(facts), std::move(signedBody));
}

Digest BundleHeader::digest() const
{
    return crypto::sm3(m_signed.body);
}

Result<void> BundleHeader::verify(const BundlePeer &sender) const
{
    const auto purpose = sender.desktop.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Desktop || sender.unit != m_facts.fromUnit
        || sender.desktop.subjectId() != m_facts.fromDesktop.toString())
        return Error{ErrorCode::NotTrusted, "bundle.impersonated", sender.desktop.subjectId()};
    if (sender.desktop.fingerprint() != m_facts.signer)
        return Error{ErrorCode::NotTrusted, "bundle.signer", sender.desktop.subjectId()};
    if (!m_signed.verify(Use, sender.desktop.publicKey()))
        return Error{ErrorCode::NotTrusted, "bundle.signature", m_facts.id};
    return {};
}

} // namespace wenyi::exchange
