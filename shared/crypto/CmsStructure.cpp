// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CmsStructure.h"

#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype MostCertificates = 64;
constexpr qsizetype MostAttributes = 64;
constexpr qsizetype LargestContent = 64 * limits::KiB;
/// Room for an RSA value of 4096 bits, which is then refused for what it is.
constexpr qsizetype LargestValue = 512;

Error malformed(const char *what)
{
    return Error{ErrorCode::Corrupt, "cms.form", QString::fromLatin1(what)};
}

Result<QByteArray> readBounded(DerReader &reader, qsizetype maximum)
{
    WENYI_TRY(const QByteArrayView octets, reader.octetString());
    if (octets.size() > maximum)
        return Error{ErrorCode::TooLarge, "cms.size", QString::number(octets.size())};
    return octets.toByteArray();
}

Result<void> readContent(DerReader &fields, CmsStructure &cms)
{
    WENYI_TRY(DerReader info, fields.enter());
    WENYI_TRY(cms.contentType, info.objectIdentifier());
    if (!info.atEnd()) {
        WENYI_TRY(DerReader content, info.enter(contextTag(0)));
        WENYI_TRY(cms.content, readBounded(content, LargestContent));
        WENYI_CHECK(content.finish());
    }
    return info.finish();
}

Result<QList<QByteArrayView>> readCertificates(DerReader &fields)
{
    QList<QByteArrayView> certificates;
    if (!fields.isNext(contextTag(0)))
        return certificates;
    WENYI_TRY(DerReader list, fields.enter(contextTag(0)));
    while (!list.atEnd()) {
        WENYI_TRY(const DerElement certificate, list.element(DerTag::Sequence));
        if (certificates.size() == MostCertificates || certificate.raw.size() > LargestCertificate)
            return Error{ErrorCode::TooLarge, "cms.size", {}};
        certificates.append(certificate.raw);
    }
    return certificates;
}

Result<void> readAttributes(const DerElement &attributes, const DerReader &reader, CmsStructure &cms)
{
    // [0] IMPLICIT in the structure, and a SET where it is signed (RFC 5652 5.4).
    cms.signedAttributes = DerWriter().wrapped(DerTag::Set, attributes.content).bytes();
    WENYI_TRY(DerReader list, reader.inside(attributes));
    while (!list.atEnd()) {
        if (cms.attributes.size() == MostAttributes)
            return Error{ErrorCode::TooLarge, "cms.size", {}};
        WENYI_TRY(DerReader fields, list.enter());
        CmsAttribute attribute;
        WENYI_TRY(attribute.type, fields.objectIdentifier());
        WENYI_TRY(const DerElement values, fields.element(DerTag::Set));
        attribute.values = values.content.toByteArray();
        WENYI_CHECK(fields.finish());
        cms.attributes.append(attribute);
    }
    return {};
}

Result<void> readSigner(DerReader &signers, const QList<QByteArrayView> &certificates, CmsStructure &cms)
{
    WENYI_TRY(DerReader fields, signers.enter());
    WENYI_CHECK(fields.integer());
    WENYI_TRY(const DerElement named, fields.element(DerTag::Sequence));
    for (const QByteArrayView certificate : certificates) {
        if (const auto found = issuerAndSerial(certificate); found && *found == named.raw)
            cms.signerCertificate = certificate.toByteArray();
    }
    if (cms.signerCertificate.isEmpty())
        return Error{ErrorCode::NotTrusted, "cms.certificate", {}};
    WENYI_TRY(cms.digestMethod, readAlgorithmName(fields));
    if (fields.isNext(contextTag(0))) {
        WENYI_TRY(const DerElement attributes, fields.element());
        WENYI_CHECK(readAttributes(attributes, fields, cms));
    }
    WENYI_TRY(cms.signatureMethod, readAlgorithmName(fields));
    WENYI_TRY(cms.value, readBounded(fields, LargestValue));
    if (fields.isNext(contextTag(1))) {
        WENYI_CHECK(fields.element()); // Attributes that nobody signed, the picture of a seal at most.
    }
    return fields.finish();
}

} // namespace

std::optional<QByteArray> CmsStructure::soleValue(QByteArrayView type) const
{
    std::optional<QByteArray> found;
    for (const CmsAttribute &attribute : attributes) {
        if (attribute.type != type)
            continue;
        DerReader values(attribute.values);
        const auto only = values.element();
        if (found || !only || !values.atEnd())
            return {};
        found = only->raw.toByteArray();
    }
    return found;
}

QByteArray CmsStructure::signedPart() const
{
    return signedAttributes ? *signedAttributes : content.value_or(QByteArray());
}

Result<QByteArray> readAlgorithmName(DerReader &reader)
{
    WENYI_TRY(DerReader fields, reader.enter());
    return fields.objectIdentifier();
}

DerWriter algorithmForm(QByteArrayView dotted)
{
    return DerWriter().sequence(DerWriter().objectIdentifier(dotted));
}

Result<QByteArray> issuerAndSerial(QByteArrayView certificate)
{
    DerReader outer(certificate);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_TRY(DerReader signedFields, fields.enter());
    if (signedFields.isNext(contextTag(0))) {
        WENYI_CHECK(signedFields.element());
    }
    WENYI_TRY(const DerElement serial, signedFields.element(DerTag::Integer));
    WENYI_CHECK(signedFields.element(DerTag::Sequence));
    WENYI_TRY(const DerElement issuer, signedFields.element(DerTag::Sequence));
    return DerWriter().sequence(DerWriter().raw(issuer.raw).raw(serial.raw)).bytes();
}

Result<CmsStructure> readCms(QByteArrayView der, QByteArrayView signedDataType)
{
    DerReader outer(der);
    WENYI_TRY(DerReader info, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const QByteArray type, info.objectIdentifier());
    if (type != signedDataType)
        return malformed("content type");
    WENYI_TRY(DerReader content, info.enter(contextTag(0)));
    WENYI_CHECK(info.finish());
    WENYI_TRY(DerReader fields, content.enter());
    WENYI_CHECK(content.finish());
    WENYI_CHECK(fields.integer());
    WENYI_CHECK(fields.element(DerTag::Set)); // The signer names its digest again.
    CmsStructure cms;
    WENYI_CHECK(readContent(fields, cms));
    WENYI_TRY(const QList<QByteArrayView> certificates, readCertificates(fields));
    if (fields.isNext(contextTag(1))) {
        WENYI_CHECK(fields.element()); // Revocation lists: ours are newer, and theirs prove nothing.
    }
    WENYI_TRY(DerReader signers, fields.enter(DerTag::Set));
    WENYI_CHECK(fields.finish());
    if (signers.atEnd())
        return Error{ErrorCode::NotTrusted, "cms.signers", {}};
    WENYI_CHECK(readSigner(signers, certificates, cms));
    if (!signers.atEnd())
        return Error{ErrorCode::NotTrusted, "cms.signers", {}};
    if (!cms.signedAttributes && !cms.content)
        return malformed("nothing signed");
    return cms;
}

Result<QByteArray> signerInfo(const QList<CmsAttribute> &attributes, Signer &signer)
{
    QList<QByteArray> elements;
    for (const CmsAttribute &attribute : attributes) {
        DerWriter fields;
        fields.objectIdentifier(attribute.type).wrapped(DerTag::Set, attribute.values);
        elements.append(DerWriter().sequence(fields).bytes());
    }
    const QByteArray signedPart = DerWriter().setOf(elements).bytes();
    WENYI_TRY(const QByteArray value, signer.sign(signedPart));
    WENYI_TRY(const QByteArray named, issuerAndSerial(signer.certificate().toDer()));
    // The same elements under the tag that the structure has for them.
    QByteArray tagged = signedPart;
    tagged[0] = static_cast<char>(contextTag(0));
    const Suite suite = signer.certificate().suite();
    DerWriter fields;
    fields.integer(1)
        .raw(named)
        .raw(algorithmForm(cms::digestMethod(suite)).bytes())
        .raw(tagged)
        .raw(algorithmForm(cms::signatureMethod(suite)).bytes())
        .octetString(value);
    return DerWriter().sequence(fields).bytes();
}

Result<QByteArray> writeCms(const CmsContent &content, Signer &signer)
{
    if (signer.certificate().suite() != Suite::Sm2WithSm3)
        return Error{ErrorCode::Unsupported, "crypto.suite", {}};
    QList<CmsAttribute> attributes{{cms::ContentTypeAttribute, DerWriter().objectIdentifier(content.type).bytes()},
        {cms::MessageDigestAttribute, DerWriter().octetString(sm3(content.octets).view()).bytes()}};
    attributes += content.attributes;
    WENYI_TRY(const QByteArray signedBy, signerInfo(attributes, signer));
    DerWriter fields;
    // RFC 5652 5.1: version 3 for content that is not plain data.
    fields.integer(3)
        .wrapped(DerTag::Set, algorithmForm(cms::Sm3Digest).bytes())
        .sequence(DerWriter().objectIdentifier(content.type).explicitTag(0, DerWriter().octetString(content.octets)));
    if (content.includesCertificate)
        fields.wrapped(contextTag(0), signer.certificate().toDer());
    fields.wrapped(DerTag::Set, signedBy);
    DerWriter info;
    info.objectIdentifier(cms::SignedDataType).explicitTag(0, DerWriter().sequence(fields));
    return DerWriter().sequence(info).bytes();
}

} // namespace wenyi::crypto
