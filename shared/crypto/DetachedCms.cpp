// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CmsSignature.h"

#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/OpenSslHandles.h"

namespace wenyi::crypto {

namespace {

int libraryDigest(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? NID_sm3 : NID_sha256;
}

/// SigningCertificateV2 (RFC 5035 3). SHA-256 is the default, which DER leaves out.
Result<QByteArray> signingCertificate(const Certificate &certificate)
{
    WENYI_TRY(const QByteArray digest, digestOf({certificate.toDer()}, libraryDigest(certificate.suite())));
    DerWriter named;
    if (certificate.suite() == Suite::Sm2WithSm3)
        named.raw(algorithmForm(cms::Sm3Digest).bytes());
    named.octetString(digest);
    const DerWriter certificates = DerWriter().sequence(named);
    return DerWriter().sequence(DerWriter().sequence(certificates)).bytes();
}

} // namespace

Result<QByteArray> signDetachedCms(const DetachedCms &wanted, Signer &signer)
{
    const Certificate &certificate = signer.certificate();
    WENYI_TRY(const QByteArray digest, digestOf(wanted.content, libraryDigest(certificate.suite())));
    WENYI_TRY(const QByteArray named, signingCertificate(certificate));
    QList<CmsAttribute> attributes{{cms::ContentTypeAttribute, DerWriter().objectIdentifier(cms::DataType).bytes()},
        {cms::MessageDigestAttribute, DerWriter().octetString(digest).bytes()},
        {cms::SigningCertificateAttribute, named}};
    if (wanted.signedAt)
        attributes.append({cms::SigningTimeAttribute, DerWriter().utcTime(*wanted.signedAt).bytes()});
    WENYI_TRY(const QByteArray signedBy, signerInfo(attributes, signer));
    QList<QByteArray> certificates{certificate.toDer()};
    for (const Certificate &other : wanted.chain)
        certificates.append(other.toDer());
    QByteArray certificateSet = DerWriter().setOf(certificates).bytes();
    certificateSet[0] = static_cast<char>(contextTag(0));
    DerWriter fields;
    // RFC 5652 5.1: version 1 for plain data, certificates of X.509 and signers by issuer and number.
    fields.integer(1)
        .wrapped(DerTag::Set, algorithmForm(cms::digestMethod(certificate.suite())).bytes())
        .sequence(DerWriter().objectIdentifier(cms::DataType))
        .raw(certificateSet)
        .wrapped(DerTag::Set, signedBy);
    DerWriter info;
    info.objectIdentifier(cms::SignedDataType).explicitTag(0, DerWriter().sequence(fields));
    return DerWriter().sequence(info).bytes();
}

} // namespace wenyi::crypto
