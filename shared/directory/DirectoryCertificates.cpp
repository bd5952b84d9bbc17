// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryCertificates.h"

#include <future>

namespace wenyi::directory {

using crypto::Certificate;
using crypto::CertificatePurpose;

namespace {

/// So many take some thirty milliseconds, with which a thread is well paid.
constexpr qsizetype ManyCertificates = 256;

/// Whether a certificate may have ended by the time the directory was issued; of a former one it is asked by who relies
/// on it, for the moment of what it signed.
enum class Standing { Current, Past, Former };

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
    const auto appendFormer = [&list](
                                  const QList<QByteArray> &former, CertificatePurpose purpose, const QString &subject) {
        for (const QByteArray &der : former)
            list.append({der, purpose, subject, Standing::Former});
    };
    list.append({content.server.certificate, CertificatePurpose::Server, {}});
    appendFormer(content.server.formerCertificates, CertificatePurpose::Server, {});
    for (const Unit &unit : content.units) {
        const Standing standing = unit.state == UnitState::Retired ? Standing::Past : Standing::Current;
        list.append({unit.signingCertificate, CertificatePurpose::Unit, unit.code.toString(), standing});
        list.append({unit.encryptionCertificate, CertificatePurpose::UnitEncryption, unit.code.toString(), standing});
        appendFormer(unit.formerCertificates, CertificatePurpose::Unit, unit.code.toString());
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
        for (QByteArray &former : unit.formerCertificates)
            share(former);
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
    QList<Expectation> all = expectations(content);
    all.removeIf([](const Expectation &expected) { return expected.standing == Standing::Former; });
    const auto verdictOn = [&](const Expectation &expected) {
        return trust.verify(*certificates.constFind(expected.der), expected.purpose, content.issuedAt);
    };
    // Of many certificates another core looks at the second half meanwhile. Each remembers by whom it was found to be
    // signed, so that the verdicts, which are asked in their order below, have no signature to verify there any more.
    const qsizetype half = all.size() / 2;
    std::future<void> beside;
    if (all.size() >= ManyCertificates) {
        beside = std::async(std::launch::async | std::launch::deferred, [&] {
            for (qsizetype index = half; index < all.size(); ++index)
                static_cast<void>(verdictOn(all[index]));
        });
    }
    for (qsizetype index = 0; index < all.size(); ++index) {
        if (index == half && beside.valid())
            beside.wait(); // What it had no memory for is done here.
        const Expectation &expected = all[index];
        const auto holds = verdictOn(expected);
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
