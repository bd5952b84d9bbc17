// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Certificate.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/PlainCertificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestDer = 64 * 1024;
constexpr qsizetype LargestPem = 16 * 1024 * 1024;
constexpr qsizetype MostInPem = 1000;

Error malformed(const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, "certificate.form", detail.isEmpty() ? takeOpenSslErrors() : detail};
}

/// The one value of an attribute; empty where it is absent. Two values leave open which one is meant.
Result<QString> attribute(const X509_NAME *name, int nid)
{
    const int index = X509_NAME_get_index_by_NID(name, nid, -1);
    if (index < 0)
        return QString();
    if (X509_NAME_get_index_by_NID(name, nid, index) >= 0)
        return malformed(QStringLiteral("attribute twice"));
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    if (size < 0)
        return malformed();
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(utf8), size);
    OPENSSL_free(utf8);
    return text;
}

/// A NUL ends a text for many programs, which would then show another name than the one that was certified.
Result<void> holdsNoNul(const X509_NAME *name)
{
    for (int index = 0; index < X509_NAME_entry_count(name); ++index) {
        unsigned char *utf8 = nullptr;
        const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
        const bool hasNul = size > 0 && std::find(utf8, utf8 + size, '\0') != utf8 + size;
        if (size >= 0)
            OPENSSL_free(utf8);
        if (hasNul)
            return Error{ErrorCode::Corrupt, "certificate.name", {}};
    }
    return {};
}

Result<void> readNames(const X509 *certificate, CertificateFacts &facts)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const X509_NAME *issuer = X509_get_issuer_name(certificate);
    WENYI_CHECK(holdsNoNul(subject));
    WENYI_CHECK(holdsNoNul(issuer));
    facts.subject = facts.keep(toDerBytes<i2d_X509_NAME>(subject));
    facts.issuer = facts.keep(toDerBytes<i2d_X509_NAME>(issuer));
    WENYI_TRY(facts.commonName, attribute(subject, NID_commonName));
    WENYI_TRY(facts.organization, attribute(subject, NID_organizationName));
    WENYI_TRY(facts.subjectId, attribute(subject, NID_serialNumber));
    WENYI_TRY(facts.issuerCommonName, attribute(issuer, NID_commonName));
    return {};
}

bool isKnownExtension(int nid)
{
    return nid == NID_basic_constraints || nid == NID_key_usage || nid == NID_ext_key_usage;
}

QByteArray dottedText(const ASN1_OBJECT *object)
{
    char text[256];
    const int size = OBJ_obj2txt(text, sizeof text, object, 1);
    return size > 0 && size < int(sizeof text) ? QByteArray(text, size) : QByteArray();
}

QByteArray octetsOf(const ASN1_STRING *text)
{
    if (!text)
        return {};
    return {reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text)};
}

Result<void> readExtensions(X509 *certificate, CertificateFacts &facts)
{
    for (int index = 0; index < X509_get_ext_count(certificate); ++index) {
        X509_EXTENSION *extension = X509_get_ext(certificate, index);
        const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
        // Name constraints are not looked at here, so that whoever wrote some would be passed over (RFC 5280 4.2.1.10
        // wants them critical).
        const bool isPassedOver = X509_EXTENSION_get_critical(extension) && !isKnownExtension(nid);
        if (isPassedOver || nid == NID_name_constraints)
            return Error{ErrorCode::Unsupported, "certificate.extension",
                QString::fromLatin1(dottedText(X509_EXTENSION_get_object(extension)))};
    }
    const quint32 flags = X509_get_extension_flags(certificate); // Reads and keeps them all.
    if (flags & (EXFLAG_INVALID | EXFLAG_NO_FINGERPRINT))
        return malformed(QStringLiteral("extensions"));
    facts.isAuthority = (flags & EXFLAG_BCONS) && (flags & EXFLAG_CA);
    facts.pathLength = static_cast<int>(X509_get_pathlen(certificate));
    facts.usage = X509_get_key_usage(certificate);
    facts.subjectKeyId = facts.keep(octetsOf(X509_get0_subject_key_id(certificate)));
    facts.authorityKeyId = facts.keep(octetsOf(X509_get0_authority_key_id(certificate)));
    using UsagesGuard = Guard<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
    int critical = 0;
    const UsagesGuard usages(
        static_cast<EXTENDED_KEY_USAGE *>(X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
    facts.isExtendedUsageCritical = critical == 1;
    for (int index = 0; usages && index < sk_ASN1_OBJECT_num(usages.get()); ++index)
        facts.extendedUsages.append(dottedText(sk_ASN1_OBJECT_value(usages.get(), index)));
    return {};
}

Result<void> readSignature(X509 *certificate, CertificateFacts &facts)
{
    const ASN1_BIT_STRING *signature = nullptr;
    const X509_ALGOR *algorithm = nullptr;
    X509_get0_signature(&signature, &algorithm, certificate);
    // RFC 5280 4.1.1.2: the name outside must equal the signed one.
    if (X509_ALGOR_cmp(algorithm, X509_get0_tbs_sigalg(certificate)) != 0)
        return malformed(QStringLiteral("signature algorithms differ"));
    const int method = OBJ_obj2nid(algorithm->algorithm);
    if (method == NID_SM2_with_SM3)
        facts.signedUnder = Suite::Sm2WithSm3;
    else if (method == NID_ecdsa_with_SHA256)
        facts.signedUnder = Suite::EcdsaP256WithSha256;
    facts.signature = facts.keep(wholeOctets(signature));
    unsigned char *bytes = nullptr;
    const int size = i2d_re_X509_tbs(certificate, &bytes);
    if (size <= 0)
        return malformed();
    facts.signedPart = facts.keep({reinterpret_cast<const char *>(bytes), size});
    OPENSSL_free(bytes);
    return {};
}

Result<std::shared_ptr<const CertificateFacts>> readFacts(X509 *certificate, const QByteArray &der, TakenSuites taken)
{
    const X509_PUBKEY *keyInfo = X509_get_X509_PUBKEY(certificate);
    const Result<PublicKey> key = PublicKey::fromDer(toDerBytes<i2d_X509_PUBKEY>(keyInfo), taken);
    if (!key)
        return Error{ErrorCode::Unsupported, "certificate.key", describe(key.error())};
    auto facts = std::make_shared<CertificateFacts>(*key);
    facts->der = der;
    facts->fingerprint = sm3(der);
    WENYI_CHECK(readNames(certificate, *facts));
    WENYI_TRY(const QByteArray serial, serialOctets(X509_get0_serialNumber(certificate)));
    facts->serialOctets = facts->keep(serial);
    WENYI_TRY(facts->notBefore, instantOf(X509_get0_notBefore(certificate)));
    WENYI_TRY(facts->notAfter, instantOf(X509_get0_notAfter(certificate)));
    if (facts->notAfter < facts->notBefore)
        return malformed(QStringLiteral("validity"));
    WENYI_CHECK(readExtensions(certificate, *facts));
    WENYI_CHECK(readSignature(certificate, *facts));
    return facts;
}

} // namespace

Result<QByteArray> serialOctets(const ASN1_INTEGER *number)
{
    const Error refused{ErrorCode::Corrupt, "certificate.serial", {}};
    if (ASN1_STRING_length(number) > 64)
        return refused;
    const BignumGuard value(ASN1_INTEGER_to_BN(number, nullptr));
    if (!value || BN_is_negative(value.get()))
        return refused;
    QByteArray bytes(BN_num_bytes(value.get()), Qt::Uninitialized);
    BN_bn2bin(value.get(), octets(bytes.data()));
    return bytes;
}

Result<Instant> instantOf(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return Error{ErrorCode::Corrupt, "certificate.time", takeOpenSslErrors()};
    const std::chrono::year_month_day day(std::chrono::year(parts.tm_year + 1900),
        std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
        std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
    return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) + std::chrono::minutes(parts.tm_min)
           + std::chrono::seconds(parts.tm_sec);
}

Certificate::Certificate(std::shared_ptr<const CertificateFacts> facts)
    : m_facts(std::move(facts))
{
}

Result<std::shared_ptr<const CertificateFacts>> readCertificateByLibrary(const QByteArray &der, TakenSuites taken)
{
    ERR_clear_error();
    const unsigned char *position = octets(der.data());
    const unsigned char *end = position + der.size();
    const X509Guard certificate(d2i_X509(nullptr, &position, static_cast<long>(der.size())));
    if (!certificate || position != end)
        return malformed();
    if (X509_get_version(certificate.get()) != X509_VERSION_3)
        return malformed(QStringLiteral("version"));
    auto facts = readFacts(certificate.get(), der, taken);
    ERR_clear_error();
    if (!facts)
        return facts.error();
    // The library reads looser forms too and has now written all of it anew. A certificate has one form only: its
    // digest names it, and its signature was over these very bytes.
    if (toDerBytes<i2d_X509>(certificate.get()) != der)
        return malformed(QStringLiteral("not DER"));
    return facts;
}

Result<Certificate> Certificate::fromDer(QByteArrayView bytes, TakenSuites taken)
{
    if (bytes.isEmpty() || bytes.size() > LargestDer)
        return Error{ErrorCode::TooLarge, "certificate.size", QString::number(bytes.size())};
    const QByteArray der = bytes.toByteArray();
    if (auto plain = readPlainCertificate(der))
        return Certificate(std::move(plain));
    WENYI_TRY(auto facts, readCertificateByLibrary(der, taken));
    return Certificate(std::move(facts));
}

Result<QList<Certificate>> Certificate::listFromPem(QByteArrayView pem, TakenSuites taken)
{
    if (pem.size() > LargestPem)
        return Error{ErrorCode::TooLarge, "certificate.size", QString::number(pem.size())};
    const BioGuard source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    QList<Certificate> certificates;
    for (;;) {
        unsigned char *bytes = nullptr;
        long size = 0;
        if (!source || PEM_bytes_read_bio(&bytes, &size, nullptr, PEM_STRING_X509, source.get(), nullptr, nullptr) != 1)
            break;
        const Guard<unsigned char, [](unsigned char *block) { OPENSSL_free(block); }> block(bytes);
        WENYI_TRY(Certificate certificate, fromDer({reinterpret_cast<const char *>(bytes), size}, taken));
        certificates.append(std::move(certificate));
        if (certificates.size() > MostInPem)
            return Error{ErrorCode::TooLarge, "certificate.pem", {}};
    }
    // The end of the file is "no start line"; anything else is a torn block.
    const unsigned long reason = ERR_peek_last_error();
    const bool atEnd = ERR_GET_LIB(reason) == ERR_LIB_PEM && ERR_GET_REASON(reason) == PEM_R_NO_START_LINE;
    const QString detail = takeOpenSslErrors();
    if (!atEnd || certificates.isEmpty())
        return Error{ErrorCode::Corrupt, "certificate.pem", detail};
    return certificates;
}

Result<Certificate> Certificate::fromPem(QByteArrayView pem, TakenSuites taken)
{
    WENYI_TRY(const QList<Certificate> certificates, listFromPem(pem, taken));
    if (certificates.size() != 1)
        return Error{ErrorCode::Corrupt, "certificate.pem", QString::number(certificates.size())};
    return certificates.first();
}

const QByteArray &Certificate::toDer() const
{
    return m_facts->der;
}

QByteArray Certificate::toPem() const
{
    const QByteArray text = m_facts->der.toBase64();
    QByteArray pem = "-----BEGIN CERTIFICATE-----\n";
    for (qsizetype at = 0; at < text.size(); at += 64)
        pem += text.mid(at, 64) + '\n';
    return pem + "-----END CERTIFICATE-----\n";
}

QString Certificate::commonName() const
{
    return m_facts->commonName;
}

QString Certificate::organization() const
{
    return m_facts->organization;
}

QString Certificate::subjectId() const
{
    return m_facts->subjectId;
}

QString Certificate::issuerCommonName() const
{
    return m_facts->issuerCommonName;
}

QByteArray Certificate::serialNumber() const
{
    return m_facts->serialOctets.isEmpty() ? QByteArray("0") : m_facts->serialOctets.toByteArray().toHex();
}

Instant Certificate::notBefore() const
{
    return m_facts->notBefore;
}

Instant Certificate::notAfter() const
{
    return m_facts->notAfter;
}

Result<CertificatePurpose> Certificate::purpose() const
{
    const CertificateFacts &facts = *m_facts;
    if (facts.isAuthority && (facts.usage & keyUsage::CertificateSign))
        return facts.subject == facts.issuer ? CertificatePurpose::RootAuthority
                                             : CertificatePurpose::OperatingAuthority;
    for (const CertificateProfile &profile : certificateProfiles()) {
        if (profile.extendedUsage && !facts.isAuthority && facts.usage == profile.usage && profile.suite == suite()
            && facts.extendedUsages == QByteArray(profile.extendedUsage).split(',')
            && (facts.isExtendedUsageCritical || !profile.isExtendedUsageCritical))
            return profile.purpose;
    }
    return Error{ErrorCode::NotTrusted, "certificate.purpose", facts.commonName};
}

const PublicKey &Certificate::publicKey() const
{
    return m_facts->publicKey;
}

Digest Certificate::fingerprint() const
{
    return m_facts->fingerprint;
}

} // namespace wenyi::crypto
