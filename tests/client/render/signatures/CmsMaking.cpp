// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/render/signatures/CmsMaking.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::tests {

using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;

namespace {

constexpr auto Data = "1.2.840.113549.1.7.1";
constexpr auto SignedData = "1.2.840.113549.1.7.2";
constexpr auto Sm3 = "1.2.156.10197.1.401";
constexpr auto Sm2WithSm3 = "1.2.156.10197.1.501";

QByteArray attribute(const char *type, const DerWriter &value)
{
    DerWriter inner;
    inner.objectIdentifier(type).wrapped(DerTag::Set, value.bytes());
    return DerWriter().sequence(inner).bytes();
}

DerWriter algorithm(const char *identifier)
{
    DerWriter inner;
    inner.objectIdentifier(identifier);
    return DerWriter().sequence(inner);
}

/// RFC 5652 10.2.4, out of the certificate's own bytes.
QByteArray issuerAndSerial(const QByteArray &certificate)
{
    DerReader outer = DerReader(certificate).enter().value();
    DerReader signedPart = outer.enter().value();
    (void)signedPart.element(); // Version.
    const QByteArrayView serial = signedPart.element(DerTag::Integer).value().raw;
    (void)signedPart.element(); // Algorithm.
    const QByteArrayView issuer = signedPart.element(DerTag::Sequence).value().raw;
    DerWriter both;
    both.raw(issuer).raw(serial);
    return DerWriter().sequence(both).bytes();
}

} // namespace

QByteArray sm2Cms(const crypto::KeySigner &signer, Instant signedAt, const QByteArray &content)
{
    const QByteArray attributes =
        attribute("1.2.840.113549.1.9.3", DerWriter().objectIdentifier(Data))
        + attribute("1.2.840.113549.1.9.5", DerWriter().utcTime(signedAt))
        + attribute("1.2.840.113549.1.9.4", DerWriter().octetString(crypto::sm3(content).view()));
    const QByteArray value = signer.key().sign(DerWriter().wrapped(DerTag::Set, attributes).bytes()).value();
    DerWriter info;
    info.integer(1)
        .raw(issuerAndSerial(signer.certificate().toDer()))
        .raw(algorithm(Sm3).bytes())
        .wrapped(crypto::contextTag(0), attributes)
        .raw(algorithm(Sm2WithSm3).bytes())
        .octetString(value);
    DerWriter data;
    data.integer(1)
        .wrapped(DerTag::Set, algorithm(Sm3).bytes())
        .raw(algorithm(Data).bytes())
        .wrapped(crypto::contextTag(0), signer.certificate().toDer())
        .wrapped(DerTag::Set, DerWriter().sequence(info).bytes());
    DerWriter outer;
    outer.objectIdentifier(SignedData).explicitTag(0, DerWriter().sequence(data));
    return DerWriter().sequence(outer).bytes();
}

SigningUnit::SigningUnit()
    : m_signer(m_hierarchy.issue(u"江阴市人民政府办公室"_s, u"11320281014033000A"_s, crypto::CertificatePurpose::Unit))
    , m_trust(m_hierarchy.trust())
{
    for (const crypto::CertificateAuthority *authority : {&m_hierarchy.root(), &m_hierarchy.operating()}) {
        m_lists << authority->revocationList({}, 1, Hierarchy::days(-10), Hierarchy::days(3000)).value();
        if (!m_trust.addRevocationList(m_lists.constLast()))
            qFatal("The list does not hold");
    }
}

SignBytes SigningUnit::sign() const
{
    return [this](const QByteArray &content) { return sm2Cms(*m_signer, Hierarchy::now(), content); };
}

void CmsProgram::makeKey(const QString &name, const QStringList &algorithm)
{
    const auto made = m_program.run(
        QStringList{u"req"_s, u"-x509"_s, u"-nodes"_s, u"-days"_s, u"3650"_s, u"-subj"_s, u"/O=Sample/CN="_s + name,
            u"-keyout"_s, m_program.path(name + u".key"_s), u"-out"_s, m_program.path(name + u".pem"_s), u"-newkey"_s}
        + algorithm);
    if (!made)
        qFatal("openssl makes no key: %s", m_program.complaint());
}

SignBytes CmsProgram::signer(const QString &name, const QStringList &arguments)
{
    return [this, name, arguments](const QByteArray &content) {
        const QString file = m_program.write(u"content"_s, content);
        const auto cms = m_program.run(
            QStringList{u"cms"_s, u"-sign"_s, u"-binary"_s, u"-outform"_s, u"DER"_s, u"-in"_s, file, u"-signer"_s,
                m_program.path(name + u".pem"_s), u"-inkey"_s, m_program.path(name + u".key"_s)}
            + arguments);
        if (!cms)
            qFatal("openssl signs nothing: %s", m_program.complaint());
        return *cms;
    };
}

} // namespace wenyi::tests
