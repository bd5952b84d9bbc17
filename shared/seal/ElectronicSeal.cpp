// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/ElectronicSeal.h"

#include "shared/crypto/Sm3.h"
#include "shared/seal/SealForm.h"

#include <algorithm>

namespace wenyi::seal {

using namespace Qt::StringLiterals;
using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;

/// Takes an SESeal apart (OFD.md 3.1 tells the versions): two elements are version 1, four or five are 4 and 5.
class SealReader
{
public:
    Result<ElectronicSeal> read(QByteArrayView der)
    {
        DerReader outer(der);
        WENYI_TRY(DerReader fields, outer.enter());
        WENYI_CHECK(outer.finish());
        m_seal.m_der = der.toByteArray();
        WENYI_TRY(const crypto::DerElement info, fields.element(DerTag::Sequence));
        WENYI_TRY(DerReader infoFields, fields.inside(info));
        WENYI_CHECK(readInfo(infoFields));
        if (fields.isNext(DerTag::Sequence))
            WENYI_CHECK(readSignInfo(fields, info.raw));
        else
            WENYI_CHECK(readSignature(fields, info.raw));
        WENYI_CHECK(fields.finish());
        return std::move(m_seal);
    }

private:
    Result<void> readInfo(DerReader &fields);
    Result<void> readProperty(DerReader fields);
    Result<void> readSigners(DerReader &fields);
    Result<void> readFace(DerReader fields);
    Result<void> readSignInfo(DerReader &fields, QByteArrayView info);
    Result<void> readSignature(DerReader &fields, QByteArrayView info);

    ElectronicSeal m_seal;
};

Result<void> SealReader::readInfo(DerReader &fields)
{
    SealInfo &info = m_seal.m_info;
    WENYI_TRY(DerReader header, fields.enter());
    WENYI_TRY(const QString mark, header.text(16));
    if (mark != u"ES")
        return badForm("header");
    WENYI_TRY(const qint64 version, header.integer());
    if (version != 1 && version != 2 && version != 4 && version != 5)
        return Error{ErrorCode::Unsupported, "seal.version", QString::number(version)};
    m_seal.m_version = version == 5 ? SealVersion::V5 : SealVersion::V4;
    WENYI_TRY(info.vendor, header.text(limits::Text));
    WENYI_CHECK(header.finish());
    WENYI_TRY(info.id, fields.text(limits::Text));
    WENYI_TRY(const DerReader property, fields.enter());
    WENYI_CHECK(readProperty(property));
    WENYI_TRY(const DerReader face, fields.enter());
    WENYI_CHECK(readFace(face));
    WENYI_TRY(info.extensions, readExtensions(fields));
    return fields.finish();
}

Result<void> SealReader::readProperty(DerReader fields)
{
    SealInfo &info = m_seal.m_info;
    WENYI_TRY(const qint64 type, fields.integer());
    info.type = type == 1 ? SealType::Unit : type == 2 ? SealType::Personal : SealType::Other;
    WENYI_TRY(info.name, fields.text(limits::Text));
    WENYI_CHECK(readSigners(fields));
    WENYI_TRY(info.created, fields.time());
    WENYI_TRY(info.validFrom, fields.time());
    WENYI_TRY(info.validTo, fields.time());
    return fields.finish();
}

Result<void> SealReader::readSigners(DerReader &fields)
{
    qint64 listType = 1; // Version 1 has certificates only and says nothing about it.
    if (fields.isNext(DerTag::Integer)) {
        WENYI_TRY(listType, fields.integer());
    }
    if (listType != 1 && listType != 2)
        return badForm("certListType");
    WENYI_TRY(DerReader list, fields.enter());
    for (qsizetype count = 0; !list.atEnd(); ++count) {
        if (count == limits::Certificates)
            return Error{ErrorCode::TooLarge, "seal.size", {}};
        if (listType == 1) {
            WENYI_TRY(const QByteArray certificate, readOctets(list, limits::Certificate));
            m_seal.m_info.signerCertificates.append(certificate);
            continue;
        }
        WENYI_TRY(DerReader digest, list.enter());
        CertificateDigest entry;
        WENYI_TRY(entry.algorithm, digest.text(64));
        WENYI_TRY(entry.value, readOctets(digest, 64));
        WENYI_CHECK(digest.finish());
        m_seal.m_info.signerDigests.append(entry);
    }
    return {};
}

Result<void> SealReader::readFace(DerReader fields)
{
    SealFace &face = m_seal.m_info.face;
    WENYI_TRY(face.type, fields.text(16));
    WENYI_TRY(face.bytes, readOctets(fields, limits::Picture));
    WENYI_TRY(const qint64 width, fields.integer());
    WENYI_TRY(const qint64 height, fields.integer());
    if (width < 1 || width > limits::Millimetres || height < 1 || height > limits::Millimetres)
        return badForm("size of the picture");
    face.width = static_cast<int>(width);
    face.height = static_cast<int>(height);
    return fields.finish();
}

Result<void> SealReader::readSignInfo(DerReader &fields, QByteArrayView info)
{
    m_seal.m_version = SealVersion::V1;
    WENYI_TRY(DerReader signInfo, fields.enter());
    WENYI_TRY(const crypto::DerElement certificate, signInfo.element(DerTag::OctetString));
    if (certificate.content.size() > limits::Certificate)
        return Error{ErrorCode::TooLarge, "seal.size", {}};
    m_seal.m_makerCertificate = certificate.content.toByteArray();
    DerReader algorithmReader = signInfo;
    WENYI_TRY(m_seal.m_algorithm, readAlgorithm(signInfo, m_seal.m_hasOddEncoding));
    WENYI_TRY(const crypto::DerElement algorithm, algorithmReader.element());
    WENYI_TRY(m_seal.m_signatureValue, readBits(signInfo, 512, m_seal.m_hasOddEncoding));
    // GM/T 0031-2014: the maker signs the SEQUENCE of these three, put together from the bytes as they came.
    DerWriter signedFields;
    signedFields.raw(info).raw(certificate.raw).raw(algorithm.raw);
    m_seal.m_signedPart = DerWriter().sequence(signedFields).bytes();
    return signInfo.finish();
}

Result<void> SealReader::readSignature(DerReader &fields, QByteArrayView info)
{
    m_seal.m_signedPart = info.toByteArray();
    WENYI_TRY(m_seal.m_makerCertificate, readOctets(fields, limits::Certificate));
    WENYI_TRY(m_seal.m_algorithm, readAlgorithm(fields, m_seal.m_hasOddEncoding));
    WENYI_TRY(m_seal.m_signatureValue, readBits(fields, 512, m_seal.m_hasOddEncoding));
    if (fields.isNext(crypto::contextTag(0))) { // Version 5: a time stamp of the seal, kept within its bytes.
        WENYI_TRY(DerReader stamp, fields.enter(crypto::contextTag(0)));
        WENYI_CHECK(readBits(stamp, limits::Certificate, m_seal.m_hasOddEncoding));
        WENYI_CHECK(stamp.finish());
    }
    return {};
}

Result<ElectronicSeal> ElectronicSeal::fromDer(QByteArrayView der)
{
    return SealReader().read(der);
}

Digest ElectronicSeal::digest() const
{
    return crypto::sm3(m_der);
}

bool ElectronicSeal::lists(QByteArrayView certificate) const
{
    if (m_info.signerCertificates.contains(certificate.toByteArray()))
        return true;
    const QByteArray digest = crypto::sm3(certificate).toBytes();
    return std::any_of(m_info.signerDigests.begin(), m_info.signerDigests.end(), [&digest](const CertificateDigest &d) {
        const bool isSm3 =
            d.algorithm.compare(u"SM3"_s, Qt::CaseInsensitive) == 0 || d.algorithm == u"1.2.156.10197.1.401"_s;
        return isSm3 && d.value == digest;
    });
}

Result<void> ElectronicSeal::verifyMakerSignature() const
{
    auto verified =
        verifySm2(m_makerCertificate, m_algorithm, m_signedPart, m_signatureValue, "seal.maker-certificate");
    if (!verified && verified.error().reason == "signature.value")
        return Error{ErrorCode::NotTrusted, "seal.maker-signature", m_info.id};
    return verified;
}

Result<void> ElectronicSeal::isValidAt(Instant at) const
{
    if (at < m_info.validFrom)
        return Error{ErrorCode::NotTrusted, "seal.not-yet-valid", m_info.id};
    if (at > m_info.validTo)
        return Error{ErrorCode::NotTrusted, "seal.expired", m_info.id};
    return {};
}

} // namespace wenyi::seal
