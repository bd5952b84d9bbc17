// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/crypto/FreeForms.h"

namespace wenyi::tests {

using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;

static QByteArray sm2WithSm3()
{
    return DerWriter().sequence(DerWriter().objectIdentifier("1.2.156.10197.1.501")).bytes();
}

static QByteArray signedBy(const crypto::PrivateKey &key, const QByteArray &part, const QByteArray &algorithm)
{
    return DerWriter().sequence(DerWriter().raw(part).raw(algorithm).bitString(*key.sign(part))).bytes();
}

QByteArray extension(QByteArrayView id, bool isCritical, QByteArrayView value)
{
    DerWriter fields;
    fields.objectIdentifier(id);
    if (isCritical)
        fields.boolean(true);
    return DerWriter().sequence(fields.octetString(value)).bytes();
}

QByteArray nameOf(QByteArrayView attribute, DerTag tag, QByteArrayView value)
{
    const QByteArray pair = DerWriter().sequence(DerWriter().objectIdentifier(attribute).wrapped(tag, value)).bytes();
    return DerWriter().sequence(DerWriter().wrapped(DerTag::Set, pair)).bytes();
}

QByteArray subjectOf(const crypto::Certificate &certificate)
{
    DerReader outer(certificate.toDer());
    DerReader fields = *outer.enter();
    DerReader part = *fields.enter();
    // Version, serial number, algorithm, issuer and validity stand before it.
    for (int i = 0; i < 5; ++i)
        (void)part.element();
    return part.element()->raw.toByteArray();
}

QByteArray listEntry(QByteArrayView serial, Instant at, QByteArrayView extensions)
{
    DerWriter fields;
    fields.wrapped(DerTag::Integer, serial).utcTime(at);
    if (!extensions.isEmpty())
        fields.wrapped(DerTag::Sequence, extensions);
    return DerWriter().sequence(fields).bytes();
}

QByteArray reasonExtension(int reason, bool isCritical)
{
    const QByteArray value = DerWriter().wrapped(DerTag::Enumerated, QByteArray(1, static_cast<char>(reason))).bytes();
    return extension("2.5.29.21", isCritical, value);
}

QByteArray signedList(const FreeList &list, const crypto::CertificateAuthority &authority)
{
    const auto orOurs = [](const QByteArray &algorithm) { return algorithm.isEmpty() ? sm2WithSm3() : algorithm; };
    DerWriter fields;
    if (list.version)
        fields.integer(*list.version);
    fields.raw(orOurs(list.algorithmInside));
    fields.raw(list.issuer.isEmpty() ? subjectOf(authority.certificate()) : list.issuer).utcTime(list.thisUpdate);
    if (list.nextUpdate)
        fields.utcTime(*list.nextUpdate);
    if (!list.entries.isEmpty())
        fields.wrapped(DerTag::Sequence, list.entries);
    if (!list.extensions.isEmpty())
        fields.explicitTag(0, DerWriter().wrapped(DerTag::Sequence, list.extensions));
    return signedBy(authority.key(), DerWriter().sequence(fields).bytes(), orOurs(list.algorithmOutside));
}

QByteArray signedCertificate(
    const FreeCertificate &certificate, const crypto::PrivateKey &key, const crypto::Certificate *authority)
{
    DerWriter fields;
    fields.explicitTag(0, DerWriter().integer(certificate.version)).wrapped(DerTag::Integer, certificate.serial);
    fields.raw(sm2WithSm3());
    fields.raw(certificate.issuer.isEmpty() && authority ? subjectOf(*authority) : certificate.issuer);
    fields.sequence(DerWriter().utcTime(certificate.notBefore).utcTime(certificate.notAfter));
    fields.raw(certificate.subject).raw(certificate.key);
    if (!certificate.extensions.isEmpty())
        fields.explicitTag(3, DerWriter().wrapped(DerTag::Sequence, certificate.extensions));
    return signedBy(key, DerWriter().sequence(fields).bytes(), sm2WithSm3());
}

} // namespace wenyi::tests
