// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/crypto/Signer.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace wenyi::seal {

/// Sizes that no seal and no signature may pass.
namespace limits {
inline constexpr qsizetype Picture = 4 * 1024 * 1024; ///< Bytes of the picture.
inline constexpr qsizetype Certificate = 16 * 1024;   ///< Bytes of one certificate.
inline constexpr qsizetype Certificates = 64;         ///< Entries of the list of signers.
inline constexpr qsizetype Extensions = 32;
inline constexpr qsizetype Text = 1024; ///< Bytes of a name, an id, a path.
inline constexpr int Millimetres = 200; ///< Width or height of a seal.
} // namespace limits

/// Which structure a seal or a signature has.
enum class SealVersion {
    V1 = 1, ///< GM/T 0031-2014
    V4 = 4, ///< GB/T 38540-2020
    V5 = 5  ///< GM/T 0031-2025
};

/// 单位印章 or 个人名章; files of the wild have other numbers too, which are read as Other and treated as a unit's.
enum class SealType { Other = 0, Unit = 1, Personal = 2 };

/// The seal's face, to be shown `width` by `height` mm.
struct SealFace
{
    QString type; ///< "PNG", "GIF", "ofd", … in any case, as its maker wrote it.
    QByteArray bytes;
    int width = 0;  ///< mm
    int height = 0; ///< mm
    friend bool operator==(const SealFace &, const SealFace &) = default;
};

/// One signer named by the digest of the certificate (GB/T 38540 CertDigestObj).
struct CertificateDigest
{
    QString algorithm; ///< "SM3" or its object identifier.
    QByteArray value;
    friend bool operator==(const CertificateDigest &, const CertificateDigest &) = default;
};

/// An extension that a maker added (ExtData).
struct SealExtension
{
    QByteArray id; ///< Object identifier, dotted.
    bool isCritical = false;
    QByteArray value;
    friend bool operator==(const SealExtension &, const SealExtension &) = default;
};

/// What a seal says: eSealInfo of GB/T 38540.
struct SealInfo
{
    QString vendor; ///< Vid, ASCII.
    QString id;     ///< esID, ASCII, unique with its maker.
    SealType type = SealType::Unit;
    QString name;                           ///< 样例县人民政府
    QList<QByteArray> signerCertificates;   ///< DER; certListType 1.
    QList<CertificateDigest> signerDigests; ///< certListType 2; exactly one of both lists has entries.
    Instant created;
    Instant validFrom;
    Instant validTo;
    SealFace face;
    QList<SealExtension> extensions;
};

/// An electronic seal (SESeal), read once from the bytes that came and kept with them.
class ElectronicSeal
{
public:
    /// Fails with Corrupt "der.…" or "seal.form", TooLarge "seal.size", Unsupported "seal.version".
    static Result<ElectronicSeal> fromDer(QByteArrayView der);

    const QByteArray &toDer() const { return m_der; }
    /// SM3 of the DER, the name under which a seal is registered (备案).
    Digest digest() const;
    SealVersion version() const { return m_version; }
    const SealInfo &info() const { return m_info; }
    const QByteArray &makerCertificate() const { return m_makerCertificate; } ///< DER.
    /// BIT STRINGs with a wrong count of unused bits, another name of the algorithm: read, but worth telling.
    bool hasOddEncoding() const { return m_hasOddEncoding; }

    /// Whether the certificate (DER) is, byte for byte or by its digest, in the list of signers.
    bool lists(QByteArrayView certificate) const;
    /// The maker's signature over the bytes as received. Fails with NotTrusted "seal.maker-signature",
    /// "seal.maker-certificate", Unsupported "seal.algorithm".
    Result<void> verifyMakerSignature() const;
    /// Within validFrom and validTo at this moment: NotTrusted "seal.expired", "seal.not-yet-valid".
    Result<void> isValidAt(Instant at) const;

private:
    friend class SealReader;
    QByteArray m_der;
    QByteArray m_signedPart;
    QByteArray m_makerCertificate;
    QByteArray m_algorithm;
    QByteArray m_signatureValue;
    SealVersion m_version = SealVersion::V4;
    SealInfo m_info;
    bool m_hasOddEncoding = false;
};

/// Makes a seal of GB/T 38540-2020 (version 4), signed by its maker (制章者).
/// Fails with InvalidInput "seal.id", "seal.vendor", "seal.type", "seal.name", "seal.signers", "seal.period",
/// "seal.face".
Result<ElectronicSeal> makeSeal(const SealInfo &info, crypto::Signer &maker);

} // namespace wenyi::seal
