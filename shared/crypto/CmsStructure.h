// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Der.h"
#include "shared/crypto/Signer.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace wenyi::crypto {

/// Object identifiers of CMS (RFC 5652) and of the algorithms that ours are made with.
namespace cms {
inline constexpr char SignedDataType[] = "1.2.840.113549.1.7.2";
inline constexpr char ContentTypeAttribute[] = "1.2.840.113549.1.9.3";
inline constexpr char MessageDigestAttribute[] = "1.2.840.113549.1.9.4";
inline constexpr char SigningTimeAttribute[] = "1.2.840.113549.1.9.5";
inline constexpr char Sm3Digest[] = "1.2.156.10197.1.401";
inline constexpr char Sm2WithSm3[] = "1.2.156.10197.1.501";
inline constexpr char Sm2Signature[] = "1.2.156.10197.1.301.1"; ///< GM/T 0006, of SM2 without a digest's name.
inline constexpr char DataType[] = "1.2.840.113549.1.7.1";
inline constexpr char SigningCertificateAttribute[] = "1.2.840.113549.1.9.16.2.47"; ///< Version 2 (RFC 5035).
inline constexpr char Sha256Digest[] = "2.16.840.1.101.3.4.2.1";
inline constexpr char EcdsaWithSha256[] = "1.2.840.10045.4.3.2";

constexpr const char *digestMethod(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? Sm3Digest : Sha256Digest;
}
constexpr const char *signatureMethod(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? Sm2WithSm3 : EcdsaWithSha256;
}
} // namespace cms

/// An attribute that a signer signed along (RFC 5652 5.3).
struct CmsAttribute
{
    QByteArray type;   ///< Object identifier, dotted.
    QByteArray values; ///< What is inside the SET.
};

/// Signed data with one signer, taken apart; nothing is verified yet. CMS (RFC 5652 5) and GB/T 35275 have one form
/// under object identifiers of their own.
struct CmsStructure
{
    QByteArray contentType;
    std::optional<QByteArray> content; ///< Absent where it is detached.
    QByteArray signerCertificate;      ///< DER; the one among the certificates that the signer names.
    QByteArray digestMethod;
    std::optional<QByteArray> signedAttributes; ///< As the SET that is signed (RFC 5652 5.4).
    QList<CmsAttribute> attributes;
    QByteArray signatureMethod;
    QByteArray value;

    /// The one value of an attribute that stands there once; nothing where it does not (RFC 5652 11).
    std::optional<QByteArray> soleValue(QByteArrayView type) const;
    /// What the value is over: the attributes, or without any the content.
    QByteArray signedPart() const;
};

/// Reads a ContentInfo that says of itself that it holds signed data by this name. Wants exactly one signer, whose
/// certificate lies in the structure; at most 64 certificates of 64 KiB, 64 attributes, 64 KiB of content.
/// Fails with Corrupt "der.…", "cms.form", TooLarge "cms.size", NotTrusted "cms.signers", "cms.certificate".
Result<CmsStructure> readCms(QByteArrayView der, QByteArrayView signedDataType);

/// Issuer and serial number of a certificate (RFC 5652 10.2.4) as they stand in it.
Result<QByteArray> issuerAndSerial(QByteArrayView certificate);

/// What is to be signed as CMS, with SM3 and SM2.
struct CmsContent
{
    QByteArray type; ///< Object identifier, dotted.
    QByteArray octets;
    QList<CmsAttribute> attributes;  ///< Besides content type and message digest.
    bool includesCertificate = true; ///< The signer's.
};
/// The SignerInfo of a signer, by the suite of the key, over these attributes, content type and message digest among
/// them. Fails as the signer does.
Result<QByteArray> signerInfo(const QList<CmsAttribute> &attributes, Signer &signer);
/// Fails as the signer does, and with Unsupported "crypto.suite" for a key of the other suite.
Result<QByteArray> writeCms(const CmsContent &content, Signer &signer);

/// AlgorithmIdentifier without parameters.
DerWriter algorithmForm(QByteArrayView dotted);
/// An AlgorithmIdentifier's name; its parameters say nothing of the methods that are known here.
Result<QByteArray> readAlgorithmName(DerReader &reader);

} // namespace wenyi::crypto
