// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/RevocationListReader.h"

#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/OpenSslHandles.h"

#include <openssl/err.h>

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestDer = 16 * 1024 * 1024;
constexpr int MostEntries = 100'000;

Error malformed(const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, "revocation-list.form", detail.isEmpty() ? takeOpenSslErrors() : detail};
}

Error unsupported(const QString &detail)
{
    return Error{ErrorCode::Unsupported, "revocation-list.extension", detail};
}

Result<RevokedCertificate> readEntry(const X509_REVOKED *entry)
{
    for (int index = 0; index < X509_REVOKED_get_ext_count(entry); ++index) {
        if (X509_EXTENSION_get_critical(X509_REVOKED_get_ext(entry, index)))
            return unsupported(QStringLiteral("of an entry"));
    }
    RevokedCertificate revoked;
    WENYI_TRY(revoked.serialNumber, serialText(X509_REVOKED_get0_serialNumber(entry)));
    WENYI_TRY(revoked.revokedAt, instantOf(X509_REVOKED_get0_revocationDate(entry)));
    const EnumeratedGuard reason(
        static_cast<ASN1_ENUMERATED *>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
    const long value = reason ? ASN1_ENUMERATED_get(reason.get()) : 0;
    switch (value) {
    case long(RevocationReason::KeyCompromise):
    case long(RevocationReason::AffiliationChanged):
    case long(RevocationReason::Superseded):
    case long(RevocationReason::CessationOfOperation):
        revoked.reason = static_cast<RevocationReason>(value);
        break;
    default: // Another authority's reasons are no less a revocation.
        revoked.reason = RevocationReason::Unspecified;
    }
    return revoked;
}

Result<void> readEntries(X509_CRL *list, RevocationListFacts &facts)
{
    STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(list);
    const int count = entries ? sk_X509_REVOKED_num(entries) : 0;
    if (count > MostEntries)
        return Error{ErrorCode::TooLarge, "revocation-list.size", QString::number(count)};
    facts.revoked.reserve(count);
    for (int index = 0; index < count; ++index) {
        WENYI_TRY(const RevokedCertificate revoked, readEntry(sk_X509_REVOKED_value(entries, index)));
        if (facts.revoked.contains(revoked.serialNumber))
            return malformed(QStringLiteral("serial number twice"));
        facts.revoked.insert(revoked.serialNumber, revoked);
    }
    return {};
}

Result<void> readExtensions(const X509_CRL *list, RevocationListFacts &facts)
{
    for (int index = 0; index < X509_CRL_get_ext_count(list); ++index) {
        if (X509_EXTENSION_get_critical(X509_CRL_get_ext(list, index)))
            return unsupported(QString::number(index));
    }
    int critical = 0;
    const IntegerGuard number(
        static_cast<ASN1_INTEGER *>(X509_CRL_get_ext_d2i(list, NID_crl_number, &critical, nullptr)));
    uint64_t value = 0;
    if (critical == -2 || (critical != -1 && !number) || (number && ASN1_INTEGER_get_uint64(&value, number.get()) != 1))
        return malformed(QStringLiteral("number"));
    facts.number = value;
    return {};
}

using AlgorithmGuard = Guard<X509_ALGOR, X509_ALGOR_free>;

/// The signature's algorithm as the signed part names it, which the library keeps to itself (RFC 5280 5.1.2.2).
AlgorithmGuard signedAlgorithm(const QByteArray &signedPart)
{
    const unsigned char *position = octets(signedPart.constData());
    const unsigned char *end = position + signedPart.size();
    long size = 0;
    int tag = 0;
    int tagClass = 0;
    if ((ASN1_get_object(&position, &size, &tag, &tagClass, end - position) & 0x80) || tag != V_ASN1_SEQUENCE)
        return nullptr;
    const IntegerGuard version(d2i_ASN1_INTEGER(nullptr, &position, end - position));
    return AlgorithmGuard(version ? d2i_X509_ALGOR(nullptr, &position, end - position) : nullptr);
}

Result<void> readSignature(X509_CRL *list, RevocationListFacts &facts)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_re_X509_CRL_tbs(list, &bytes);
    if (size <= 0)
        return malformed();
    facts.signedPart = QByteArray(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    const ASN1_BIT_STRING *signature = nullptr;
    const X509_ALGOR *algorithm = nullptr;
    X509_CRL_get0_signature(list, &signature, &algorithm);
    const AlgorithmGuard inside = signedAlgorithm(facts.signedPart);
    if (OBJ_obj2nid(algorithm->algorithm) != NID_SM2_with_SM3 || !inside
        || X509_ALGOR_cmp(algorithm, inside.get()) != 0)
        return malformed(QStringLiteral("signature algorithm"));
    facts.signature = wholeOctets(signature);
    return {};
}

Result<RevocationListFacts> readFacts(X509_CRL *list)
{
    if (X509_CRL_get_version(list) != X509_CRL_VERSION_2)
        return malformed(QStringLiteral("version"));
    RevocationListFacts facts;
    facts.issuer = toDerBytes<i2d_X509_NAME>(X509_CRL_get_issuer(list));
    WENYI_TRY(facts.thisUpdate, instantOf(X509_CRL_get0_lastUpdate(list)));
    WENYI_TRY(facts.nextUpdate, instantOf(X509_CRL_get0_nextUpdate(list)));
    if (facts.nextUpdate < facts.thisUpdate)
        return malformed(QStringLiteral("validity"));
    WENYI_CHECK(readExtensions(list, facts));
    WENYI_CHECK(readEntries(list, facts));
    WENYI_CHECK(readSignature(list, facts));
    return facts;
}

} // namespace

Result<RevocationListFacts> readRevocationList(QByteArrayView der)
{
    if (der.size() > LargestDer)
        return Error{ErrorCode::TooLarge, "revocation-list.size", QString::number(der.size())};
    ERR_clear_error();
    const unsigned char *position = octets(der.data());
    const unsigned char *end = position + der.size();
    const CrlGuard list(der.isEmpty() ? nullptr : d2i_X509_CRL(nullptr, &position, static_cast<long>(der.size())));
    if (!list || position != end)
        return malformed();
    auto facts = readFacts(list.get());
    ERR_clear_error();
    // As with certificates: only the form that the signature was made over.
    if (facts && toDerBytes<i2d_X509_CRL>(list.get()) != der)
        return malformed(QStringLiteral("not DER"));
    return facts;
}

} // namespace wenyi::crypto
