// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/seal/SealVerdict.h"

namespace wenyi::seal {

/// Signed data of GB/T 35275: a digital signature without a seal, as OFD's signatures of type Sign hold it. Two ways to
/// write it are met: the digest of what is signed lies in it and is signed as the message, or it is one of attributes
/// that are signed.
class SignedData
{
public:
    /// Takes one signer whose certificate lies in the structure, and lengths as streaming writers write them.
    /// Fails with Corrupt "der.…", "seal.form", TooLarge "seal.size", "der.size", and as crypto::readCms() does.
    static Result<SignedData> fromBytes(QByteArrayView bytes);

    const QByteArray &signerCertificate() const { return m_signerCertificate; } ///< DER.
    /// The signing time among the signed attributes, as the signer claims it.
    std::optional<Instant> claimedTime() const { return m_claimedTime; }
    /// Whether what is signed is this digest: as it is, or in base64 as some makers write it.
    bool isOver(const Digest &dataHash) const;
    /// The signer's value over attributes or content. Fails with NotTrusted "signature.value",
    /// "seal.signer-certificate", Unsupported "seal.algorithm".
    Result<void> verifyValue() const;

private:
    friend class SignedDataReader;
    SignedData() = default;
    QByteArray m_signerCertificate;
    QByteArray m_algorithm;
    std::optional<QByteArray> m_content;
    std::optional<QByteArray> m_attributes; ///< As the SET that is signed.
    QByteArray m_messageDigest;             ///< Of the attributes.
    std::optional<Instant> m_claimedTime;
    QByteArray m_value;
};

/// Verifies a digital signature for a content: form, value, signer, signing time and digest. `dateTime`, as the
/// document writes it, counts where the structure tells no time. By a judgement that asks for registrations, that there
/// is no seal is a warning: nothing shows whose act it is but the certificate.
SealVerdict verify(
    const SignedData &signature, const Digest &dataHash, const QString &dateTime, const SealJudgement &judgement);

} // namespace wenyi::seal
