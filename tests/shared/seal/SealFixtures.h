// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/seal/SealVerdict.h"

#include <functional>
#include <memory>

namespace wenyi::tests {

constexpr Instant day(int year, unsigned month, unsigned dayOfMonth)
{
    return std::chrono::sys_days{
        std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(dayOfMonth))};
}

/// A domain with two units and a seal maker, and a stranger's domain beside it. Everything holds from 2020 to 2040.
class SealDomain
{
public:
    SealDomain();

    using SignerPointer = std::unique_ptr<crypto::KeySigner>;
    SignerPointer signer(const crypto::CertificateAuthority &authority, const QString &name,
        crypto::CertificatePurpose purpose, Instant from = day(2020, 1, 1), Instant to = day(2040, 1, 1));
    /// A seal of the office, for its certificate, valid 2024 to 2029.
    seal::SealInfo officeSeal() const;
    /// The root and a list of revocations that tells of these certificates.
    crypto::TrustStore trust(const QList<crypto::RevokedCertificate> &revoked = {}) const;

    crypto::SystemRandom random;
    crypto::CertificateAuthority root;
    crypto::CertificateAuthority foreignRoot;
    SignerPointer maker;
    SignerPointer office;
    SignerPointer finance;
};

/// An SES_Signature of version 4 as somebody else's program may write it.
struct FreeSignature
{
    /// What stands for a good value's DER.
    using Value = std::function<QByteArray(const QByteArray &der)>;

    seal::ElectronicSeal seal;
    crypto::Signer *signer = nullptr;
    Instant at;
    QByteArray content;         ///< What is sealed; the structure has its digest.
    QString path;               ///< propertyInfo
    QByteArray extensions = {}; ///< The whole element [0] of TBS_Sign.
    Value value = {};
    /// In place of the signer, over TBS_Sign; gives DER.
    std::function<QByteArray(const QByteArray &toSign)> sign = {};
    char unusedBits = 0;
    std::optional<QByteArray> stamp = {};
    /// In place of `stamp`: gives one over the value.
    std::function<QByteArray(const QByteArray &value)> stamper = {};
};

/// Without any check of what is signed.
QByteArray signedFreely(const FreeSignature &signature);
/// r‖s, 64 bytes, of DER SEQUENCE{r,s}.
QByteArray rawValue(const QByteArray &der);

/// The value of a result that must be one.
template<typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(describe(result.error())));
    return std::move(*result);
}

} // namespace wenyi::tests
