// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"
#include "shared/seal/ElectronicSeal.h"

#include <functional>

namespace wenyi::seal {

/// A document's signature by an electronic seal (SES_Signature), read once from the bytes that came.
class SealSignature
{
public:
    /// Fails with Corrupt "der.…" or "seal.form", TooLarge "seal.size", Unsupported "seal.version".
    static Result<SealSignature> fromDer(QByteArrayView der);

    const QByteArray &toDer() const { return m_der; }
    SealVersion version() const { return m_version; }
    const ElectronicSeal &seal() const { return m_seal; }
    /// The signing time as its signer claims it; nothing when it is only in a time stamp.
    std::optional<Instant> claimedTime() const { return m_claimedTime; }
    /// Version 1 also knows times without a zone; they are read as UTC and may be off by the zone.
    bool hasTimeZone() const { return m_hasTimeZone; }
    const QByteArray &dataHash() const { return m_dataHash; }
    const QString &propertyInfo() const { return m_propertyInfo; }
    const QByteArray &signerCertificate() const { return m_signerCertificate; } ///< DER.
    const QByteArray &value() const { return m_value; }
    const std::optional<QByteArray> &timeStamp() const { return m_timeStamp; }
    const QList<SealExtension> &extensions() const { return m_extensions; }
    /// See ElectronicSeal::hasOddEncoding(); of the signature's own fields.
    bool hasOddEncoding() const { return m_hasOddEncoding; }

    /// The signer's value over TBS_Sign as received. Fails with NotTrusted "signature.value",
    /// "seal.signer-certificate", Unsupported "seal.algorithm".
    Result<void> verifyValue() const;

private:
    friend class SealSignatureReader;
    explicit SealSignature(ElectronicSeal seal)
        : m_seal(std::move(seal))
    {
    }
    QByteArray m_der;
    SealVersion m_version = SealVersion::V4;
    ElectronicSeal m_seal;
    std::optional<Instant> m_claimedTime;
    bool m_hasTimeZone = true;
    QByteArray m_dataHash;
    QString m_propertyInfo;
    QList<SealExtension> m_extensions;
    QByteArray m_signedPart;
    QByteArray m_signerCertificate;
    QByteArray m_algorithm;
    QByteArray m_value;
    std::optional<QByteArray> m_timeStamp;
    bool m_hasOddEncoding = false;
};

/// What is sealed, and when.
struct SealingRequest
{
    Digest dataHash;      ///< For OFD: SM3 of the bytes of Signature.xml.
    QString propertyInfo; ///< For OFD: the path of Signature.xml in the package; ASCII.
    Instant at;
    QList<SealExtension> extensions = {}; ///< Of the signature: ExtData of TBS_Sign.
};

/// Gives a time stamp over a signature value: what crypto::requestTimeStamp() brings.
using TimeStamper = std::function<Result<QByteArray>(QByteArrayView signatureValue)>;

/// Checks what GB/T 38540 wants checked before sealing (用印): the maker's signature and certificate, the seal's
/// period, that the signer's certificate is one of the seal's, and that it holds; then signs, in version 4.
///
/// Fails with NotTrusted "seal.maker-signature", "seal.expired", "seal.not-yet-valid", "seal.signer-not-listed",
/// "certificate.…", InvalidInput "seal.property", or what the signer or the stamper fails with; with a time stamp that
/// does not hold by `trust`, as crypto::verifyTimeStamp() does. That no list of revocations reaches to `at` is no
/// reason to refuse: a standalone desktop would never seal.
Result<SealSignature> signWithSeal(const ElectronicSeal &seal, crypto::Signer &signer, const SealingRequest &request,
    const crypto::TrustStore &trust, const TimeStamper &stamper = {});

/// The same signature with a time stamp over its value; the stamp is outside of what is signed. Fails with
/// AlreadyExists "seal.time-stamp" where it has one, Unsupported "seal.version" for another version than 4, and as
/// crypto::verifyTimeStamp() does: a stamp that does not hold would make a good signature look like a bad one, and
/// nobody could mend it.
Result<SealSignature> withTimeStamp(
    const SealSignature &signature, QByteArrayView token, const crypto::TrustStore &trust);

} // namespace wenyi::seal
