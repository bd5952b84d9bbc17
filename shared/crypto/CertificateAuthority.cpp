// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"

#include "shared/base/VisibleText.h"
#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/OpenSslHandles.h"

#include <algorithm>

namespace wenyi::crypto {

namespace {

/// RFC 5280 A.1: ub-common-name, ub-organization-name, ub-serial-number.
constexpr qsizetype SerialSize = 16;
constexpr qsizetype KeyIdSize = 20;
constexpr qsizetype MostRevoked = 100'000;

Error libraryFailure()
{
    return Error{ErrorCode::Internal, "certificate.build", takeOpenSslErrors()};
}

bool isPrintableString(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar character) {
        const ushort code = character.unicode();
        return (code < 128 && (character.isLetterOrNumber())) || QStringView(u" '()+,-./:=?").contains(character);
    });
}

Result<void> addAttribute(X509_NAME *name, int nid, const QString &text)
{
    if (text.isEmpty())
        return {};
    if (text.toUcs4().size() > LongestAttribute || !isVisibleText(text))
        return Error{ErrorCode::InvalidInput, "certificate.subject", text.left(LongestAttribute)};
    const QByteArray utf8 = text.toUtf8();
    // X.520 has serialNumber as a PrintableString; an id of other letters is told in UTF-8 all the same.
    const bool isPrintable = nid == NID_serialNumber && isPrintableString(text);
    const int type = isPrintable ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING;
    if (X509_NAME_add_entry_by_NID(name, nid, type, octets(utf8.constData()), static_cast<int>(utf8.size()), -1, 0)
        != 1)
        return libraryFailure();
    return {};
}

Result<void> setSubject(X509 *certificate, const CertificateSubject &subject)
{
    if (subject.commonName.isEmpty())
        return Error{ErrorCode::InvalidInput, "certificate.subject", {}};
    X509_NAME *name = X509_get_subject_name(certificate); // Belongs to the certificate.
    WENYI_CHECK(addAttribute(name, NID_organizationName, subject.organization));
    WENYI_CHECK(addAttribute(name, NID_commonName, subject.commonName));
    return addAttribute(name, NID_serialNumber, subject.subjectId);
}

Result<TimeGuard> timeOf(Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
    TimeGuard time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(seconds)));
    if (!time)
        return Error{ErrorCode::InvalidInput, "certificate.time", takeOpenSslErrors()};
    return time;
}

Result<void> setValidity(X509 *certificate, Instant notBefore, Instant notAfter)
{
    if (notAfter < notBefore)
        return Error{ErrorCode::InvalidInput, "certificate.time", {}};
    WENYI_TRY(const TimeGuard from, timeOf(notBefore));
    WENYI_TRY(const TimeGuard to, timeOf(notAfter));
    if (X509_set1_notBefore(certificate, from.get()) != 1 || X509_set1_notAfter(certificate, to.get()) != 1)
        return libraryFailure();
    return {};
}

Result<void> setSerial(X509 *certificate, RandomSource &random)
{
    QByteArray bytes = random.bytes(SerialSize);
    bytes[0] = static_cast<char>((bytes[0] & 0x3f) | 0x40); // Positive, and of the same length for all.
    const BignumGuard number(BN_bin2bn(octets(bytes.constData()), SerialSize, nullptr));
    if (!number || !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)))
        return libraryFailure();
    return {};
}

Result<void> addExtension(X509 *certificate, int nid, const char *text)
{
    const ExtensionGuard extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, text));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
        return libraryFailure();
    return {};
}

/// RFC 5280 4.2.1.2 leaves the method open; the first 160 bits of SM3 over the point.
QByteArray keyIdOf(const PublicKey &key)
{
    return sm3(key.point()).toBytes().left(KeyIdSize);
}

using AuthorityKeyIdGuard = Guard<AUTHORITY_KEYID, AUTHORITY_KEYID_free>;

Result<AuthorityKeyIdGuard> authorityKeyId(const QByteArray &issuerKeyId)
{
    AuthorityKeyIdGuard value(AUTHORITY_KEYID_new());
    if (!value || !(value->keyid = ASN1_OCTET_STRING_new())
        || ASN1_OCTET_STRING_set(value->keyid, octets(issuerKeyId.constData()), static_cast<int>(issuerKeyId.size()))
               != 1)
        return libraryFailure();
    return value;
}

Result<void> addExtensions(
    X509 *certificate, const CertificateProfile &profile, const PublicKey &key, const QByteArray &issuerKeyId)
{
    WENYI_CHECK(addExtension(certificate, NID_basic_constraints, profile.basicConstraints));
    WENYI_CHECK(addExtension(certificate, NID_key_usage, profile.usageText));
    if (profile.extendedUsage) {
        const QByteArray usage = QByteArray(profile.isExtendedUsageCritical ? "critical," : "") + profile.extendedUsage;
        WENYI_CHECK(addExtension(certificate, NID_ext_key_usage, usage.constData()));
    }
    const QByteArray keyId = keyIdOf(key);
    const OctetsGuard subjectId(ASN1_OCTET_STRING_new());
    WENYI_TRY(const AuthorityKeyIdGuard issuerId, authorityKeyId(issuerKeyId));
    if (!subjectId || ASN1_OCTET_STRING_set(subjectId.get(), octets(keyId.constData()), KeyIdSize) != 1
        || X509_add1_ext_i2d(certificate, NID_subject_key_identifier, subjectId.get(), 0, 0) != 1
        || X509_add1_ext_i2d(certificate, NID_authority_key_identifier, issuerId.get(), 0, 0) != 1)
        return libraryFailure();
    return {};
}

struct Request
{
    const CertificateSubject &subject;
    CertificatePurpose purpose;
    const PublicKey &key;
    Instant notBefore;
    Instant notAfter;
};

/// Signs what is asked for; without an issuer the certificate is its own.
Result<Certificate> build(
    const Request &request, const PrivateKey &issuerKey, const Certificate *issuer, RandomSource &random)
{
    const X509Guard certificate(X509_new());
    X509 *raw = certificate.get();
    if (!raw || X509_set_version(raw, X509_VERSION_3) != 1
        || X509_set_pubkey(raw, KeyAccess::handleOf(request.key)) != 1)
        return libraryFailure();
    WENYI_CHECK(setSerial(raw, random));
    WENYI_CHECK(setSubject(raw, request.subject));
    WENYI_CHECK(setValidity(raw, request.notBefore, request.notAfter));
    X509Guard issuerHandle;
    if (issuer) {
        const unsigned char *position = octets(issuer->toDer().constData());
        issuerHandle.reset(d2i_X509(nullptr, &position, static_cast<long>(issuer->toDer().size())));
    }
    if ((issuer && !issuerHandle)
        || X509_set_issuer_name(raw, X509_get_subject_name(issuer ? issuerHandle.get() : raw)) != 1)
        return libraryFailure();
    const QByteArray issuerKeyId =
        issuer ? CertificateAccess::of(*issuer).subjectKeyId.toByteArray() : keyIdOf(issuerKey.publicKey());
    WENYI_CHECK(addExtensions(raw, profileOf(request.purpose), request.key, issuerKeyId));
    WENYI_TRY(const MdContextGuard context, beginSigning(issuerKey));
    if (X509_sign_ctx(raw, context.get()) <= 0)
        return libraryFailure();
    return Certificate::fromDer(toDerBytes<i2d_X509>(raw), TakenSuites::Sm2AndP256);
}

Result<RevokedGuard> revokedEntry(const RevokedCertificate &revoked)
{
    BIGNUM *parsed = nullptr;
    const bool isHex = BN_hex2bn(&parsed, revoked.serialNumber.constData()) == revoked.serialNumber.size();
    const BignumGuard number(parsed);
    if (!isHex || revoked.serialNumber.isEmpty() || revoked.serialNumber.size() > 128 || BN_is_negative(parsed))
        return Error{
            ErrorCode::InvalidInput, "certificate.serial", QString::fromLatin1(revoked.serialNumber.left(128))};
    const IntegerGuard serial(BN_to_ASN1_INTEGER(number.get(), nullptr));
    WENYI_TRY(const TimeGuard time, timeOf(revoked.revokedAt));
    RevokedGuard entry(X509_REVOKED_new());
    if (!entry || !serial || X509_REVOKED_set_serialNumber(entry.get(), serial.get()) != 1
        || X509_REVOKED_set_revocationDate(entry.get(), time.get()) != 1)
        return libraryFailure();
    // RFC 5280 5.3.1: "unspecified" is said by leaving the reason out.
    if (revoked.reason != RevocationReason::Unspecified) {
        const EnumeratedGuard reason(ASN1_ENUMERATED_new());
        if (!reason || ASN1_ENUMERATED_set(reason.get(), static_cast<long>(revoked.reason)) != 1
            || X509_REVOKED_add1_ext_i2d(entry.get(), NID_crl_reason, reason.get(), 0, 0) != 1)
            return libraryFailure();
    }
    return entry;
}

Result<void> setListHead(X509_CRL *list, const Certificate &issuer, Instant thisUpdate, Instant nextUpdate)
{
    const unsigned char *position = octets(issuer.toDer().constData());
    const X509Guard handle(d2i_X509(nullptr, &position, static_cast<long>(issuer.toDer().size())));
    WENYI_TRY(const TimeGuard from, timeOf(thisUpdate));
    WENYI_TRY(const TimeGuard to, timeOf(nextUpdate));
    if (!handle || X509_CRL_set_version(list, X509_CRL_VERSION_2) != 1
        || X509_CRL_set_issuer_name(list, X509_get_subject_name(handle.get())) != 1
        || X509_CRL_set1_lastUpdate(list, from.get()) != 1 || X509_CRL_set1_nextUpdate(list, to.get()) != 1)
        return libraryFailure();
    return {};
}

Result<void> addListNumber(X509_CRL *list, int nid, quint64 number, bool isCritical)
{
    const IntegerGuard value(ASN1_INTEGER_new());
    if (!value || ASN1_INTEGER_set_uint64(value.get(), number) != 1
        || X509_CRL_add1_ext_i2d(list, nid, value.get(), isCritical, 0) != 1)
        return libraryFailure();
    return {};
}

Result<void> addListExtensions(
    X509_CRL *list, const Certificate &issuer, quint64 number, const std::optional<quint64> &base)
{
    WENYI_CHECK(addListNumber(list, NID_crl_number, number, false));
    if (base)
        WENYI_CHECK(addListNumber(list, NID_delta_crl, *base, true));
    WENYI_TRY(
        const AuthorityKeyIdGuard keyId, authorityKeyId(CertificateAccess::of(issuer).subjectKeyId.toByteArray()));
    if (X509_CRL_add1_ext_i2d(list, NID_authority_key_identifier, keyId.get(), 0, 0) != 1)
        return libraryFailure();
    return {};
}

} // namespace

CertificateAuthority::CertificateAuthority(PrivateKey key, Certificate certificate)
    : m_key(std::move(key))
    , m_certificate(std::move(certificate))
{
}

Result<CertificateAuthority> CertificateAuthority::createRoot(
    const CertificateSubject &subject, Instant notBefore, Instant notAfter, RandomSource &random, Suite suite)
{
    WENYI_TRY(PrivateKey key, PrivateKey::generate(suite));
    const PublicKey publicKey = key.publicKey();
    const Request request{subject, CertificatePurpose::RootAuthority, publicKey, notBefore, notAfter};
    WENYI_TRY(Certificate certificate, build(request, key, nullptr, random));
    return CertificateAuthority(std::move(key), std::move(certificate));
}

Result<CertificateAuthority> CertificateAuthority::createOperating(
    const CertificateSubject &subject, Instant notBefore, Instant notAfter, RandomSource &random) const
{
    WENYI_TRY(PrivateKey key, PrivateKey::generate(m_key.suite()));
    WENYI_TRY(Certificate certificate,
        issue(subject, CertificatePurpose::OperatingAuthority, key.publicKey(), notBefore, notAfter, random));
    return CertificateAuthority(std::move(key), std::move(certificate));
}

Result<Certificate> CertificateAuthority::issue(const CertificateSubject &subject, CertificatePurpose purpose,
    const PublicKey &key, Instant notBefore, Instant notAfter, RandomSource &random) const
{
    if (purpose == CertificatePurpose::RootAuthority)
        return Error{ErrorCode::NotAllowed, "certificate.root-is-its-own", {}};
    // The operating authority has none below it (path length 0).
    if (purpose == CertificatePurpose::OperatingAuthority && CertificateAccess::of(m_certificate).pathLength == 0)
        return Error{ErrorCode::NotAllowed, "certificate.path-length", {}};
    const bool isForSuite =
        purpose == CertificatePurpose::OperatingAuthority || profileOf(purpose).suite == key.suite();
    if (key.suite() != m_key.suite() || !isForSuite)
        return Error{ErrorCode::NotAllowed, "certificate.suite", subject.commonName};
    return build({subject, purpose, key, notBefore, notAfter}, m_key, &m_certificate, random);
}

Result<QByteArray> CertificateAuthority::revocationList(
    const QList<RevokedCertificate> &revoked, quint64 number, Instant thisUpdate, Instant nextUpdate) const
{
    const auto isRemoval = [](const RevokedCertificate &one) { return one.reason == RevocationReason::RemoveFromList; };
    if (std::any_of(revoked.begin(), revoked.end(), isRemoval))
        return Error{ErrorCode::InvalidInput, "revocation-list.reason", {}};
    return signedList({revoked, {}, number, thisUpdate, nextUpdate});
}

Result<QByteArray> CertificateAuthority::deltaRevocationList(const QList<RevokedCertificate> &changes, quint64 base,
    quint64 number, Instant thisUpdate, Instant nextUpdate) const
{
    if (base >= number)
        return Error{ErrorCode::InvalidInput, "revocation-list.base", QString::number(base)};
    return signedList({changes, base, number, thisUpdate, nextUpdate});
}

Result<QByteArray> CertificateAuthority::signedList(const ListRequest &request) const
{
    if (request.revoked.size() > MostRevoked)
        return Error{ErrorCode::TooLarge, "revocation-list.size", QString::number(request.revoked.size())};
    const CrlGuard list(X509_CRL_new());
    if (!list)
        return libraryFailure();
    WENYI_CHECK(setListHead(list.get(), m_certificate, request.thisUpdate, request.nextUpdate));
    for (const RevokedCertificate &one : request.revoked) {
        WENYI_TRY(RevokedGuard entry, revokedEntry(one));
        if (X509_CRL_add0_revoked(list.get(), entry.get()) != 1)
            return libraryFailure();
        entry.release(); // The list took it.
    }
    WENYI_CHECK(addListExtensions(list.get(), m_certificate, request.number, request.base));
    X509_CRL_sort(list.get());
    WENYI_TRY(const MdContextGuard context, beginSigning(m_key));
    if (X509_CRL_sign_ctx(list.get(), context.get()) <= 0)
        return libraryFailure();
    return toDerBytes<i2d_X509_CRL>(list.get());
}

} // namespace wenyi::crypto
