// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/seal/SealFixtures.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::tests {

using namespace Qt::StringLiterals;
using crypto::CertificateAuthority;
using crypto::CertificatePurpose;

static CertificateAuthority makeRoot(const QString &name, RandomSource &random)
{
    return must(
        CertificateAuthority::createRoot({name, u"样例CA"_s, u"root"_s}, day(2019, 1, 1), day(2045, 1, 1), random));
}

SealDomain::SealDomain()
    : root(makeRoot(u"样例根证书"_s, random))
    , foreignRoot(makeRoot(u"别处根证书"_s, random))
    , maker(signer(root, u"样例制章单位"_s, CertificatePurpose::SealMaker))
    , office(signer(root, u"样例县人民政府办公室"_s, CertificatePurpose::Unit))
    , finance(signer(root, u"样例县财政局"_s, CertificatePurpose::Unit))
{
}

SealDomain::SignerPointer SealDomain::signer(
    const CertificateAuthority &authority, const QString &name, CertificatePurpose purpose, Instant from, Instant to)
{
    crypto::PrivateKey key = must(crypto::PrivateKey::generate());
    const crypto::Certificate certificate =
        must(authority.issue({name, u"样例县"_s, u"unit"_s}, purpose, key.publicKey(), from, to, random));
    return std::make_unique<crypto::KeySigner>(std::move(key), certificate);
}

seal::SealInfo SealDomain::officeSeal() const
{
    seal::SealInfo info;
    info.vendor = u"WENYI"_s;
    info.id = u"33010000000001"_s;
    info.name = u"样例县人民政府办公室"_s;
    info.signerCertificates = {office->certificate().toDer()};
    info.created = day(2024, 1, 1);
    info.validFrom = day(2024, 1, 1);
    info.validTo = day(2029, 1, 1);
    info.face = {u"PNG"_s, "\x89PNG not looked into", 42, 42};
    return info;
}

crypto::TrustStore SealDomain::trust(const QList<crypto::RevokedCertificate> &revoked) const
{
    crypto::TrustStore store;
    store.addRoot(root.certificate());
    const QByteArray list = must(root.revocationList(revoked, 1, day(2026, 11, 1), day(2040, 1, 1)));
    if (const auto taken = store.addRevocationList(list); !taken)
        qFatal("%s", qPrintable(describe(taken.error())));
    return store;
}

QByteArray rawValue(const QByteArray &der)
{
    crypto::DerReader reader(der);
    auto fields = must(reader.enter());
    QByteArray raw;
    for (int i = 0; i < 2; ++i) {
        const QByteArray number = must(fields.element(crypto::DerTag::Integer)).content.toByteArray();
        raw += number.size() > 32 ? number.last(32) : number.rightJustified(32, '\0');
    }
    return raw;
}

QByteArray signedFreely(const FreeSignature &signature)
{
    crypto::DerWriter toSign;
    toSign.integer(4)
        .raw(signature.seal.toDer())
        .generalizedTime(signature.at)
        .bitString(crypto::sm3(signature.content).view())
        .ia5String(signature.path)
        .raw(signature.extensions);
    const QByteArray part = crypto::DerWriter().sequence(toSign).bytes();
    QByteArray value = signature.sign ? signature.sign(part) : must(signature.signer->sign(part));
    if (signature.value)
        value = signature.value(value);
    crypto::DerWriter fields;
    fields.raw(part)
        .octetString(signature.signer->certificate().toDer())
        .objectIdentifier("1.2.156.10197.1.501")
        .wrapped(crypto::DerTag::BitString, QByteArray(1, signature.unusedBits) + value);
    const std::optional<QByteArray> stamp = signature.stamper ? signature.stamper(value) : signature.stamp;
    if (stamp)
        fields.explicitTag(0, crypto::DerWriter().bitString(*stamp));
    return crypto::DerWriter().sequence(fields).bytes();
}

} // namespace wenyi::tests
