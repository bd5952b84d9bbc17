// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PlainCertificate.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::crypto {

namespace {

constexpr qsizetype LongestPlainSerial = 64;
constexpr qsizetype LongestPlainText = 1024;
constexpr qsizetype LongestPlainIdentifier = 200;
constexpr qint64 MostAuthoritiesBelow = 100;

// Object identifiers as they are encoded.
constexpr QByteArrayView IdOfCommonName("\x55\x04\x03", 3);
constexpr QByteArrayView IdOfSerialNumber("\x55\x04\x05", 3);
constexpr QByteArrayView IdOfOrganization("\x55\x04\x0a", 3);
constexpr QByteArrayView IdOfSubjectKey("\x55\x1d\x0e", 3);
constexpr QByteArrayView IdOfKeyUsage("\x55\x1d\x0f", 3);
constexpr QByteArrayView IdOfBasicConstraints("\x55\x1d\x13", 3);
constexpr QByteArrayView IdOfAuthorityKey("\x55\x1d\x23", 3);
constexpr QByteArrayView IdOfExtendedKeyUsage("\x55\x1d\x25", 3);
/// AlgorithmIdentifier of SM2 with SM3, without parameters.
constexpr QByteArrayView SignedUnderSm2("\x30\x0a\x06\x08\x2a\x81\x1c\xcf\x55\x01\x83\x75", 12);

/// Of no account: whoever gets it asks the library.
Error notPlain()
{
    return Error{ErrorCode::Unsupported, "certificate.not-plain", {}};
}

struct PlainName
{
    QString commonName;
    QString organization;
    QString serialNumber;

    /// Null for an attribute that our authorities do not write.
    QString *placeOf(QByteArrayView attribute)
    {
        if (attribute == IdOfCommonName)
            return &commonName;
        if (attribute == IdOfOrganization)
            return &organization;
        return attribute == IdOfSerialNumber ? &serialNumber : nullptr;
    }
};

Result<PlainName> readName(const DerReader &around, const DerElement &element)
{
    WENYI_TRY(DerReader list, around.inside(element));
    PlainName name;
    while (!list.atEnd()) {
        WENYI_TRY(DerReader set, list.enter(DerTag::Set));
        WENYI_TRY(DerReader pair, set.enter());
        WENYI_CHECK(set.finish());
        WENYI_TRY(const DerElement id, pair.element(DerTag::ObjectIdentifier));
        if (!pair.isNext(DerTag::Utf8String) && !pair.isNext(DerTag::PrintableString))
            return notPlain();
        WENYI_TRY(const QString text, pair.text(LongestPlainText));
        WENYI_CHECK(pair.finish());
        QString *place = name.placeOf(id.content);
        if (!place || !place->isEmpty() || text.isEmpty() || text.contains(QChar(0)))
            return notPlain();
        *place = text;
    }
    return name;
}

/// RFC 5280 4.1.2.5: with seconds and without a fraction.
Result<Instant> readTime(DerReader &validity)
{
    WENYI_TRY(const DerElement time, validity.element());
    if (time.content.size() != (time.tag == DerTag::UtcTime ? 13 : 15))
        return notPlain();
    return DerReader(time.raw).time();
}

Result<void> readValidity(DerReader &fields, CertificateFacts &facts)
{
    WENYI_TRY(DerReader validity, fields.enter());
    WENYI_TRY(facts.notBefore, readTime(validity));
    WENYI_TRY(facts.notAfter, readTime(validity));
    WENYI_CHECK(validity.finish());
    return facts.notAfter < facts.notBefore ? Result<void>(notPlain()) : Result<void>();
}

Result<void> readConstraints(DerReader &value, CertificateFacts &facts)
{
    WENYI_TRY(DerReader fields, value.enter());
    if (fields.isNext(DerTag::Boolean)) {
        WENYI_TRY(facts.isAuthority, fields.boolean());
    }
    if (!fields.atEnd()) {
        WENYI_TRY(const qint64 below, fields.integer());
        if (!facts.isAuthority || below < 0 || below > MostAuthoritiesBelow)
            return notPlain();
        facts.pathLength = static_cast<int>(below);
    }
    return fields.finish();
}

Result<void> readUsage(DerReader &value, CertificateFacts &facts)
{
    WENYI_TRY(const DerBitString bits, value.bitString());
    if (bits.octets.size() != 1)
        return notPlain();
    facts.usage = static_cast<quint8>(bits.octets[0]);
    const quint32 unused = (1U << bits.unusedBits) - 1;
    return facts.usage == 0 || (facts.usage & unused) != 0 ? Result<void>(notPlain()) : Result<void>();
}

Result<void> readExtendedUsages(DerReader &value, CertificateFacts &facts)
{
    WENYI_TRY(DerReader list, value.enter());
    if (list.atEnd())
        return notPlain();
    while (!list.atEnd()) {
        WENYI_TRY(QByteArray usage, list.objectIdentifier());
        if (usage.size() > LongestPlainIdentifier)
            return notPlain();
        facts.extendedUsages.append(std::move(usage));
    }
    return {};
}

Result<void> readAuthorityKeyId(DerReader &value, CertificateFacts &facts)
{
    constexpr auto KeyIdentifier = static_cast<DerTag>(0x80);
    WENYI_TRY(DerReader fields, value.enter());
    WENYI_TRY(const DerElement id, fields.element(KeyIdentifier));
    WENYI_CHECK(fields.finish());
    facts.authorityKeyId = id.content;
    return {};
}

Result<void> readValue(QByteArrayView id, bool isCritical, QByteArrayView der, CertificateFacts &facts)
{
    DerReader value(der);
    if (id == IdOfBasicConstraints) {
        WENYI_CHECK(readConstraints(value, facts));
    } else if (id == IdOfKeyUsage) {
        WENYI_CHECK(readUsage(value, facts));
    } else if (id == IdOfExtendedKeyUsage) {
        facts.isExtendedUsageCritical = isCritical;
        WENYI_CHECK(readExtendedUsages(value, facts));
    } else if (id == IdOfSubjectKey && !isCritical) {
        WENYI_TRY(facts.subjectKeyId, value.octetString());
    } else if (id == IdOfAuthorityKey && !isCritical) {
        WENYI_CHECK(readAuthorityKeyId(value, facts));
    } else {
        return notPlain();
    }
    return value.finish();
}

Result<void> readExtensions(DerReader &fields, CertificateFacts &facts)
{
    WENYI_TRY(DerReader tagged, fields.enter(contextTag(3)));
    WENYI_TRY(DerReader list, tagged.enter());
    WENYI_CHECK(tagged.finish());
    if (list.atEnd())
        return notPlain();
    QList<QByteArrayView> seen;
    while (!list.atEnd()) {
        WENYI_TRY(DerReader extension, list.enter());
        WENYI_TRY(const DerElement id, extension.element(DerTag::ObjectIdentifier));
        bool isCritical = false;
        if (extension.isNext(DerTag::Boolean)) {
            // X.690 11.1 and 11.5: TRUE is one octet of ones, and FALSE is left out.
            WENYI_TRY(const DerElement critical, extension.element());
            if (critical.content != QByteArrayView("\xff", 1))
                return notPlain();
            isCritical = true;
        }
        WENYI_TRY(const QByteArrayView value, extension.octetString());
        WENYI_CHECK(extension.finish());
        if (seen.contains(id.content))
            return notPlain();
        seen.append(id.content);
        WENYI_CHECK(readValue(id.content, isCritical, value, facts));
    }
    return {};
}

/// The fields before the key (RFC 5280 4.1), which tell whose it is and until when.
struct Beginning
{
    QByteArrayView serial;
    DerElement issuer;
    DerElement subject;
    DerElement validity;
};

Result<Beginning> readBeginning(DerReader &fields)
{
    Beginning beginning;
    WENYI_TRY(DerReader tagged, fields.enter(contextTag(0)));
    WENYI_TRY(const qint64 version, tagged.integer());
    WENYI_CHECK(tagged.finish());
    WENYI_TRY(beginning.serial, fields.unsignedInteger(LongestPlainSerial));
    WENYI_TRY(const DerElement algorithm, fields.element(DerTag::Sequence));
    if (version != 2 || beginning.serial.isEmpty() || algorithm.raw != SignedUnderSm2)
        return notPlain();
    WENYI_TRY(beginning.issuer, fields.element(DerTag::Sequence));
    WENYI_TRY(beginning.validity, fields.element(DerTag::Sequence));
    WENYI_TRY(beginning.subject, fields.element(DerTag::Sequence));
    return beginning;
}

Result<void> readNames(const DerReader &around, const Beginning &beginning, CertificateFacts &facts)
{
    WENYI_TRY(const PlainName issuer, readName(around, beginning.issuer));
    WENYI_TRY(const PlainName subject, readName(around, beginning.subject));
    facts.issuer = beginning.issuer.raw;
    facts.subject = beginning.subject.raw;
    facts.issuerCommonName = issuer.commonName;
    facts.commonName = subject.commonName;
    facts.organization = subject.organization;
    facts.subjectId = subject.serialNumber;
    return {};
}

Result<std::shared_ptr<const CertificateFacts>> readPlain(const QByteArray &der)
{
    DerReader outer(der);
    WENYI_TRY(DerReader certificate, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const DerElement signedPart, certificate.element(DerTag::Sequence));
    WENYI_TRY(const DerElement algorithm, certificate.element(DerTag::Sequence));
    WENYI_TRY(const DerBitString signature, certificate.bitString());
    WENYI_CHECK(certificate.finish());
    if (algorithm.raw != SignedUnderSm2 || signature.unusedBits != 0)
        return notPlain();
    WENYI_TRY(DerReader fields, certificate.inside(signedPart));
    WENYI_TRY(const Beginning beginning, readBeginning(fields));
    WENYI_TRY(const DerElement keyInfo, fields.element(DerTag::Sequence));
    WENYI_TRY(PublicKey key, PublicKey::fromDer(keyInfo.raw));
    auto facts = std::make_shared<CertificateFacts>(std::move(key));
    facts->signedUnder = Suite::Sm2WithSm3;
    facts->signedPart = signedPart.raw;
    facts->signature = signature.octets;
    facts->serialOctets = beginning.serial;
    WENYI_CHECK(readNames(fields, beginning, *facts));
    DerReader validity(beginning.validity.raw);
    WENYI_CHECK(readValidity(validity, *facts));
    WENYI_CHECK(readExtensions(fields, *facts));
    WENYI_CHECK(fields.finish());
    facts->der = der; // Shared, not copied: the views look into it.
    facts->fingerprint = sm3(der);
    return facts;
}

} // namespace

std::shared_ptr<const CertificateFacts> readPlainCertificate(const QByteArray &der)
{
    auto facts = readPlain(der);
    return facts ? std::move(*facts) : nullptr;
}

} // namespace wenyi::crypto
