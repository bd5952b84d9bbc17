// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/ElectronicSeal.h"
#include "shared/seal/SealForm.h"

#include <algorithm>

namespace wenyi::seal {

using crypto::DerWriter;

namespace {

Error refused(const char *reason)
{
    return Error{ErrorCode::InvalidInput, reason, {}};
}

bool isShortAscii(const QString &text)
{
    return !text.isEmpty() && text.size() <= limits::Text && isAscii(text);
}

bool isWithinLimits(const SealFace &face)
{
    return !face.bytes.isEmpty() && face.bytes.size() <= limits::Picture && isShortAscii(face.type)
           && face.type.size() <= 16 && face.width >= 1 && face.width <= limits::Millimetres && face.height >= 1
           && face.height <= limits::Millimetres;
}

bool isSignerList(const SealInfo &info)
{
    if (info.signerCertificates.isEmpty() == info.signerDigests.isEmpty())
        return false; // GB/T 38540: one kind of list, and it names somebody.
    const auto isCertificate = [](const QByteArray &der) {
        return der.size() <= limits::Certificate && crypto::Certificate::fromDer(der).has_value();
    };
    const auto isDigest = [](const CertificateDigest &digest) {
        return digest.value.size() == Digest::Size && isShortAscii(digest.algorithm) && digest.algorithm.size() <= 64;
    };
    return info.signerCertificates.size() <= limits::Certificates && info.signerDigests.size() <= limits::Certificates
           && std::all_of(info.signerCertificates.begin(), info.signerCertificates.end(), isCertificate)
           && std::all_of(info.signerDigests.begin(), info.signerDigests.end(), isDigest);
}

Result<void> check(const SealInfo &info)
{
    if (!isShortAscii(info.id))
        return refused("seal.id");
    if (!isShortAscii(info.vendor))
        return refused("seal.vendor");
    if (info.type == SealType::Other)
        return refused("seal.type");
    if (info.name.isEmpty() || info.name.toUtf8().size() > limits::Text)
        return refused("seal.name");
    if (!isSignerList(info))
        return refused("seal.signers");
    if (info.validFrom >= info.validTo)
        return refused("seal.period");
    if (!isWithinLimits(info.face))
        return refused("seal.face");
    return {};
}

DerWriter signersForm(const SealInfo &info)
{
    DerWriter list;
    for (const QByteArray &certificate : info.signerCertificates)
        list.octetString(certificate);
    for (const CertificateDigest &digest : info.signerDigests)
        list.sequence(DerWriter().printableString(digest.algorithm).octetString(digest.value));
    return list;
}

/// eSealInfo of GB/T 38540-2020.
QByteArray infoForm(const SealInfo &info)
{
    const DerWriter header = DerWriter().ia5String(QStringLiteral("ES")).integer(4).ia5String(info.vendor);
    DerWriter property;
    property.integer(static_cast<int>(info.type))
        .utf8String(info.name)
        .integer(info.signerCertificates.isEmpty() ? 2 : 1)
        .sequence(signersForm(info))
        .generalizedTime(info.created)
        .generalizedTime(info.validFrom)
        .generalizedTime(info.validTo);
    DerWriter face;
    face.ia5String(info.face.type).octetString(info.face.bytes).integer(info.face.width).integer(info.face.height);
    DerWriter fields;
    fields.sequence(header).ia5String(info.id).sequence(property).sequence(face).raw(
        extensionsForm(info.extensions).bytes());
    return DerWriter().sequence(fields).bytes();
}

} // namespace

Result<ElectronicSeal> makeSeal(const SealInfo &info, crypto::Signer &maker)
{
    WENYI_CHECK(check(info));
    const QByteArray form = infoForm(info);
    WENYI_TRY(const QByteArray value, maker.sign(form));
    DerWriter fields;
    fields.raw(form).octetString(maker.certificate().toDer()).objectIdentifier(Sm2WithSm3).bitString(value);
    WENYI_TRY(ElectronicSeal seal, ElectronicSeal::fromDer(DerWriter().sequence(fields).bytes()));
    // A maker whose key is not the certificate's would make seals that nobody accepts.
    WENYI_CHECK(seal.verifyMakerSignature());
    return seal;
}

} // namespace wenyi::seal
