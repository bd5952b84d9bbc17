// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryCertificates.h"

namespace wenyi::directory {

using crypto::Certificate;
using crypto::CertificatePurpose;

namespace {

/// Whether a certificate may have ended by the time the directory was issued.
enum class Standing { Current, Past };

/// One certificate of the content with what it has to say.
struct Expectation
{
    QByteArray der;
    CertificatePurpose purpose;
    QString subjectId; ///< Empty: any.
    Standing standing = Standing::Current;
};

QList<Expectation> expectations(const DirectoryContent &content)
{
    QList<Expectation> list;
    list.append({content.server.certificate, CertificatePurpose::Server, {}});
    for (const Unit &unit : content.units) {
        const Standing standing = unit.state == UnitState::Retired ? Standing::Past : Standing::Current;
        list.append({unit.signingCertificate, CertificatePurpose::Unit, unit.code.toString(), standing});
        list.append({unit.encryptionCertificate, CertificatePurpose::UnitEncryption, unit.code.toString(), standing});
    }
    for (const Member &member : content.members) {
        list.append({member.signingCertificate, CertificatePurpose::Member, member.id.toString()});
        list.append({member.encryptionCertificate, CertificatePurpose::MemberEncryption, member.id.toString()});
    }
    for (const Desktop &desktop : content.desktops)
        list.append({desktop.certificate, CertificatePurpose::Desktop, desktop.id.toString()});
    return list;
}

Error wrongCertificate(ErrorCode code, const Expectation &expected, const QString &detail)
{
    return Error{code, "directory.certificate", expected.subjectId + QStringLiteral(": ") + detail};
}

/// The certificate, when it is its owner's and for its purpose.
Result<Certificate> readCertificate(const Expectation &expected, const Certificate *known)
{
    Result<Certificate> certificate = known ? *known : Certificate::fromDer(expected.der);
    if (!certificate)
        return wrongCertificate(ErrorCode::InvalidInput, expected, describe(certificate.error()));
    const auto purpose = certificate->purpose();
    if (!purpose || *purpose != expected.purpose)
        return wrongCertificate(ErrorCode::InvalidInput, expected, QStringLiteral("purpose"));
    if (!expected.subjectId.isEmpty() && certificate->subjectId() != expected.subjectId)
        return wrongCertificate(ErrorCode::InvalidInput, expected, QStringLiteral("subject"));
    return certificate;
}

} // namespace

Result<Certificates> readCertificates(const DirectoryContent &content, const Directory *before)
{
    Certificates certificates;
    for (const Expectation &expected : expectations(content)) {
        const Certificate *known = before ? before->certificate(expected.der) : nullptr;
        WENYI_TRY(const Certificate certificate, readCertificate(expected, known));
        // One certificate in two places would let one holder act as two.
        if (certificates.contains(certificate.toDer()))
            return wrongCertificate(ErrorCode::InvalidInput, expected, QStringLiteral("twice"));
        certificates.insert(certificate.toDer(), certificate);
    }
    return certificates;
}

void shareBytes(DirectoryContent &content, const Certificates &certificates)
{
    const auto share = [&certificates](QByteArray &der) {
        const auto found = certificates.constFind(der);
        if (found != certificates.constEnd())
            der = found->toDer();
    };
    for (Unit &unit : content.units) {
        share(unit.signingCertificate);
        share(unit.encryptionCertificate);
    }
    for (Member &member : content.members) {
        share(member.signingCertificate);
        share(member.encryptionCertificate);
    }
    for (Desktop &desktop : content.desktops)
        share(desktop.certificate);
}

Result<void> verifyCertificates(
    const DirectoryContent &content, const Certificates &certificates, const crypto::TrustStore &trust)
{
    for (const Expectation &expected : expectations(content)) {
        const auto holds = trust.verify(*certificates.find(expected.der), expected.purpose, content.issuedAt);
        if (holds)
            continue;
        // Taking trust away must not wait for the next directory: it names who had which key, and whoever relies on a
        // revoked one is refused there.
        const QByteArray &reason = holds.error().reason;
        const bool isRevoked = reason == "certificate.revoked" || reason == "certificate.suspended";
        const bool hasEnded = reason == "certificate.expired" && expected.standing == Standing::Past;
        if (!isRevoked && !hasEnded)
            return wrongCertificate(ErrorCode::NotTrusted, expected, describe(holds.error()));
    }
    return {};
}

} // namespace wenyi::directory
