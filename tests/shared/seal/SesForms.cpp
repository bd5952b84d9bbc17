// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/seal/SesForms.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::tests {

using namespace Qt::StringLiterals;
using crypto::DerTag;
using crypto::DerWriter;

namespace {

bool isOld(const FreeSes &ses)
{
    return ses.form == FreeSes::Form::Old;
}

QByteArray valueOf(const SignFunction &sign, crypto::Signer *signer, const QByteArray &toSign)
{
    return sign ? sign(toSign) : must(signer->sign(toSign));
}

QByteArray certificateOf(const QByteArray &other, crypto::Signer *signer)
{
    return other.isEmpty() ? signer->certificate().toDer() : other;
}

DerWriter propertyForm(const FreeSes &ses)
{
    const seal::SealInfo &info = ses.info;
    DerWriter list;
    for (const QByteArray &certificate : info.signerCertificates)
        list.octetString(certificate);
    for (const seal::CertificateDigest &digest : info.signerDigests)
        list.sequence(DerWriter().printableString(digest.algorithm).octetString(digest.value));
    DerWriter property;
    property.integer(ses.type).utf8String(info.name);
    if (!isOld(ses))
        property.integer(ses.listType != 0 ? ses.listType : info.signerCertificates.isEmpty() ? 2 : 1);
    property.sequence(list);
    for (const Instant &time : {info.created, info.validFrom, info.validTo}) {
        if (isOld(ses))
            property.utcTime(time);
        else
            property.generalizedTime(time);
    }
    return property;
}

QByteArray infoForm(const FreeSes &ses)
{
    const seal::SealInfo &info = ses.info;
    DerWriter face;
    face.ia5String(info.face.type).octetString(info.face.bytes);
    if (ses.width)
        face.raw(*ses.width);
    else
        face.integer(info.face.width);
    face.integer(info.face.height);
    DerWriter fields;
    fields.sequence(DerWriter().ia5String(ses.mark).integer(ses.headerVersion).ia5String(info.vendor))
        .ia5String(info.id)
        .sequence(propertyForm(ses))
        .sequence(face);
    return DerWriter().sequence(fields).bytes();
}

} // namespace

FreeSes ordinarySes(const SealDomain &domain, FreeSes::Form form)
{
    FreeSes ses;
    ses.form = form;
    ses.info = domain.officeSeal();
    ses.maker = domain.maker.get();
    ses.signer = domain.office.get();
    ses.at = day(2026, 11, 21);
    ses.dataHash = crypto::sm3("content").toBytes();
    ses.path = SesPath;
    if (isOld(ses))
        ses.headerVersion = ses.version = 1;
    return ses;
}

QByteArray toldBy(const seal::SealVerdict &verdict)
{
    QByteArray text = conclusionName(verdict.conclusion);
    for (const seal::SealStepResult &step : verdict.steps) {
        if (step.outcome != seal::StepOutcome::Passed)
            text += " | " + stepName(step.step) + ' ' + step.reason;
    }
    return text;
}

QByteArray sealBytes(const FreeSes &ses)
{
    const QByteArray info = infoForm(ses);
    DerWriter signer;
    signer.octetString(certificateOf(ses.makerCertificate, ses.maker)).objectIdentifier(ses.makerAlgorithm);
    DerWriter fields;
    if (isOld(ses)) {
        // What the maker of the older form signs is put together of the information, the certificate, the algorithm.
        const QByteArray toSign = DerWriter().sequence(DerWriter().raw(info).raw(signer.bytes())).bytes();
        fields.raw(info).sequence(DerWriter().raw(signer.bytes()).bitString(valueOf(ses.makerSign, ses.maker, toSign)));
    } else {
        fields.raw(info).raw(signer.bytes()).bitString(valueOf(ses.makerSign, ses.maker, info));
    }
    fields.raw(ses.behindSeal);
    return DerWriter().sequence(fields).bytes();
}

QByteArray sesBytes(const FreeSes &ses, const std::optional<QByteArray> &otherSeal)
{
    DerWriter signer;
    signer.octetString(certificateOf(ses.signerCertificate, ses.signer)).objectIdentifier(ses.algorithm);
    DerWriter toSign;
    toSign.integer(ses.version).raw(otherSeal ? *otherSeal : sealBytes(ses));
    if (isOld(ses)) {
        const QByteArray text = DerWriter().generalizedTime(ses.at).bytes().sliced(2);
        toSign.bitString(ses.timeText.value_or(text));
    } else {
        toSign.generalizedTime(ses.at);
    }
    toSign.bitString(ses.dataHash).ia5String(ses.path);
    if (isOld(ses))
        toSign.raw(signer.bytes());
    toSign.raw(ses.behindSigned);
    const QByteArray part = DerWriter().sequence(toSign).bytes();
    DerWriter fields;
    fields.raw(part);
    if (!isOld(ses))
        fields.raw(signer.bytes());
    fields.bitString(valueOf(ses.sign, ses.signer, part)).raw(ses.behind);
    return DerWriter().sequence(fields).bytes();
}

} // namespace wenyi::tests
