// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateRequest.h"

#include "shared/base/VisibleText.h"
#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/Der.h"
#include "shared/crypto/PublicKey.h"

using namespace Qt::StringLiterals;

namespace wenyi::crypto {

namespace {

constexpr qsizetype Largest = 64 * 1024;
constexpr QByteArrayView CommonName = "2.5.4.3";
constexpr QByteArrayView SerialNumber = "2.5.4.5";
constexpr QByteArrayView OrganizationName = "2.5.4.10";
constexpr QByteArrayView PemBegin = "-----BEGIN CERTIFICATE REQUEST-----";
constexpr QByteArrayView PemEnd = "-----END CERTIFICATE REQUEST-----";

Error badForm(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "certificate-request.form", detail};
}

/// The DER of a request that may be in PEM.
Result<QByteArray> derOf(QByteArrayView bytes)
{
    const qsizetype begin = bytes.indexOf(PemBegin);
    if (begin < 0)
        return bytes.toByteArray();
    const QByteArrayView rest = bytes.sliced(begin + PemBegin.size());
    const qsizetype end = rest.indexOf(PemEnd);
    if (end < 0)
        return badForm(u"PEM"_s);
    QByteArray text = rest.first(end).toByteArray();
    text.removeIf([](char character) { return character == '\r' || character == '\n'; });
    auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return badForm(u"base64"_s);
    return std::move(decoded.decoded);
}

/// The first common name of an X.501 Name; empty where there is none in a form that names are read in.
Result<QString> commonNameOf(DerReader name)
{
    while (!name.atEnd()) {
        WENYI_TRY(DerReader set, name.enter(DerTag::Set));
        while (!set.atEnd()) {
            WENYI_TRY(DerReader attribute, set.enter());
            WENYI_TRY(const QByteArray type, attribute.objectIdentifier());
            if (type == CommonName)
                return attribute.text(4 * LongestAttribute);
            WENYI_CHECK(attribute.element());
        }
    }
    return QString();
}

/// An RDN of one attribute; nothing for an empty text.
void addAttribute(DerWriter &name, QByteArrayView type, const QString &text)
{
    if (text.isEmpty())
        return;
    DerWriter attribute;
    attribute.objectIdentifier(type).utf8String(text);
    name.wrapped(DerTag::Set, DerWriter().sequence(attribute).bytes());
}

bool mayStandInAName(const QString &text)
{
    return text.toUcs4().size() <= LongestAttribute && (text.isEmpty() || isVisibleText(text));
}

} // namespace

Result<CertificateRequest> CertificateRequest::fromBytes(QByteArrayView bytes, TakenSuites taken)
{
    if (bytes.isEmpty() || bytes.size() > Largest)
        return Error{ErrorCode::TooLarge, "certificate-request.size", QString::number(bytes.size())};
    WENYI_TRY(const QByteArray der, derOf(bytes));
    const auto read = [&]() -> Result<CertificateRequest> {
        DerReader file(der);
        WENYI_TRY(DerReader request, file.enter());
        WENYI_CHECK(file.finish());
        WENYI_TRY(const DerElement info, request.element(DerTag::Sequence));
        WENYI_TRY(DerReader algorithm, request.enter());
        WENYI_TRY(const QByteArray method, algorithm.objectIdentifier());
        WENYI_TRY(const DerBitString signature, request.bitString());
        WENYI_CHECK(request.finish());
        WENYI_TRY(DerReader inside, request.inside(info));
        WENYI_TRY(const qint64 version, inside.integer());
        WENYI_TRY(DerReader name, inside.enter());
        WENYI_TRY(QString commonName, commonNameOf(name));
        WENYI_TRY(const DerElement keyInfo, inside.element(DerTag::Sequence));
        if (version != 0 || signature.unusedBits != 0)
            return badForm(u"version"_s);
        auto key = PublicKey::fromDer(keyInfo.raw, taken);
        if (!key)
            return Error{ErrorCode::Unsupported, "certificate.key", describe(key.error())};
        if (method != cms::signatureMethod(key->suite()))
            return Error{ErrorCode::Unsupported, "certificate-request.algorithm", QString::fromLatin1(method)};
        WENYI_CHECK(key->verify(info.raw, signature.octets));
        return CertificateRequest(std::move(*key), std::move(commonName));
    };
    auto request = read();
    if (!request && request.error().reason.startsWith("der."))
        return badForm(describe(request.error()));
    return request;
}

Result<QByteArray> CertificateRequest::make(const CertificateSubject &subject, const PrivateKey &key)
{
    if (subject.commonName.isEmpty() || !mayStandInAName(subject.commonName) || !mayStandInAName(subject.organization)
        || !mayStandInAName(subject.subjectId))
        return Error{ErrorCode::InvalidInput, "certificate.subject", subject.commonName.left(LongestAttribute)};
    DerWriter name;
    addAttribute(name, OrganizationName, subject.organization);
    addAttribute(name, CommonName, subject.commonName);
    addAttribute(name, SerialNumber, subject.subjectId);
    DerWriter info;
    info.integer(0).sequence(name).raw(key.publicKey().toDer()).explicitTag(0, DerWriter());
    const QByteArray signedPart = DerWriter().sequence(info).bytes();
    WENYI_TRY(const QByteArray signature, key.sign(signedPart));
    DerWriter algorithm;
    algorithm.objectIdentifier(cms::signatureMethod(key.suite()));
    DerWriter request;
    request.raw(signedPart).sequence(algorithm).bitString(signature);
    return DerWriter().sequence(request).bytes();
}

} // namespace wenyi::crypto
