// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/KeyUnblocking.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

namespace wenyi::core {

namespace {

constexpr quint64 Version = 1;
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype LargestAct = 128 * limits::KiB;
constexpr qsizetype LargestSignature = 256;
constexpr qsizetype LargestList = 64 * limits::MiB;
/// How long the owner may take; a permission that nobody came for does not lie about for ever.
constexpr std::chrono::days PermissionLifetime{7};
/// Clocks that are behind.
constexpr std::chrono::hours ClockAllowance{24};

/// What the file for the owner holds.
struct Permission
{
    SignedAct appointment; ///< Of the security administrator, by the operating CA.
    SignedAct act;
    QByteArray revocationList; ///< The register's newest complete one; empty where it has none.
};

void write(CborWriter &out, const SignedAct &act)
{
    out.bytes(act.bytes);
    out.bytes(act.signature);
}

/// The newest appointment of a security administrator in the register.
Result<SignedAct> appointmentIn(const CertificateRegister &certificates)
{
    const auto &acts = certificates.acts();
    for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
        const auto *appointment = std::get_if<OfficerAppointment>(&act->act.content);
        if (appointment && appointment->role == directory::Role::SecurityAdministrator)
            return *act;
    }
    return Error{ErrorCode::NotAllowed, "register.officer", {}};
}

Error noPermission(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "unblock.permission-form", detail};
}

Result<Permission> readPermission(const QByteArray &bytes)
{
    CborReader in(bytes);
    in.startArray(6);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        return noPermission(QString::number(version));
    const QByteArray appointment = in.bytes(LargestAct);
    const QByteArray appointmentSignature = in.bytes(LargestSignature);
    const QByteArray act = in.bytes(LargestAct);
    const QByteArray actSignature = in.bytes(LargestSignature);
    Permission permission;
    permission.revocationList = in.bytes(LargestList);
    in.endArray();
    if (const auto read = in.finish(); !read)
        return noPermission(describe(read.error()));
    auto readAppointment = readAct(appointment, appointmentSignature);
    auto readPermit = readAct(act, actSignature);
    if (!readAppointment || !readPermit)
        return noPermission(describe((readPermit ? readAppointment : readPermit).error()));
    permission.appointment = std::move(*readAppointment);
    permission.act = std::move(*readPermit);
    return permission;
}

/// The officer who permits: appointed by the operating CA, and nobody but the security administrator.
Result<crypto::Certificate> officerOf(const Permission &permission, const crypto::Certificate &operating)
{
    const Error foreign{ErrorCode::NotTrusted, "unblock.signature", {}};
    const RegisterAct &appointment = permission.appointment.act;
    if (appointment.signer != operating.fingerprint() || !permission.appointment.verify(operating.publicKey()))
        return foreign;
    const auto *appointed = std::get_if<OfficerAppointment>(&appointment.content);
    if (!appointed || appointed->role != directory::Role::SecurityAdministrator)
        return Error{ErrorCode::NotAllowed, "unblock.officer", {}};
    auto officer = crypto::Certificate::fromDer(appointed->certificate);
    if (!officer)
        return noPermission(describe(officer.error()));
    if (permission.act.act.signer != officer->fingerprint() || !permission.act.verify(officer->publicKey()))
        return foreign;
    return officer;
}

Result<void> checkOfficer(
    const crypto::Certificate &officer, crypto::TrustStore &trust, const QByteArray &list, Instant now)
{
    if (!list.isEmpty()) {
        const auto taken = trust.addRevocationList(list);
        if (!taken && taken.error().reason != "revocation-list.older")
            return taken.error();
    }
    WENYI_TRY(const auto knowledge, trust.verify(officer, crypto::CertificatePurpose::Member, now));
    if (knowledge == crypto::RevocationKnowledge::Unknown)
        return Error{ErrorCode::NotTrusted, "unblock.revocation-unknown", officer.subjectId()};
    return {};
}

} // namespace

Result<UnblockRequest> UnblockRequest::make(const crypto::KeyFile &file, RandomSource &random)
{
    WENYI_TRY(const Digest lock, file.lockName(random));
    return UnblockRequest{file.digest(), lock, file.certificate()};
}

QByteArray UnblockRequest::toBytes() const
{
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(Version);
    out.digest(keyFile);
    out.digest(lock);
    out.bytes(certificate.toDer());
    out.endArray();
    return out.take();
}

Result<UnblockRequest> UnblockRequest::fromBytes(const QByteArray &bytes)
{
    const auto noRequest = [](const QString &detail) {
        return Error{ErrorCode::Corrupt, "unblock.request-form", detail};
    };
    CborReader in(bytes);
    in.startArray(4);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        return noRequest(QString::number(version));
    const Digest keyFile = in.digest();
    const Digest lock = in.digest();
    const QByteArray der = in.bytes(LargestCertificate);
    in.endArray();
    if (const auto read = in.finish(); !read)
        return noRequest(describe(read.error()));
    // A key for PDFs is locked like any other; whether the register knows it is asked afterwards.
    auto certificate = crypto::Certificate::fromDer(der, crypto::TakenSuites::Sm2AndP256);
    if (!certificate)
        return noRequest(describe(certificate.error()));
    return UnblockRequest{keyFile, lock, std::move(*certificate)};
}

Result<QByteArray> permitUnblocking(
    CertificateRegister &certificates, const UnblockRequest &request, const QString &words, crypto::Signer &officer)
{
    const QByteArray serial = request.certificate.serialNumber();
    const RegisteredCertificate *registered = certificates.state().certificate(serial);
    if (!registered || !(registered->certificate == request.certificate))
        return Error{ErrorCode::NotFound, "register.no-certificate", QString::fromLatin1(serial)};
    WENYI_TRY(const quint64 number,
        certificates.append(UnblockPermission{request.keyFile, request.lock, serial, words}, officer));
    // After the act, which takes in what another program wrote: it is the appointment of the officer who signed.
    WENYI_TRY(const SignedAct appointment, appointmentIn(certificates));
    const auto list = certificates.list(CertificateRegister::ListKind::Complete);
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(Version);
    write(out, appointment);
    write(out, certificates.acts().at(number - 1));
    out.bytes(list.value_or(QByteArray()));
    out.endArray();
    return out.take();
}

Result<void> unblock(const crypto::KeyFile &file, const QByteArray &bytes, UnblockTrust trust, Instant now)
{
    WENYI_TRY(const Permission permission, readPermission(bytes));
    WENYI_TRY(const auto officer, officerOf(permission, trust.operating));
    const RegisterAct &act = permission.act.act;
    const auto *permitted = std::get_if<UnblockPermission>(&act.content);
    if (!permitted)
        return noPermission(QStringLiteral("another act"));
    if (permitted->keyFile != file.digest() || permitted->serialNumber != file.certificate().serialNumber())
        return Error{ErrorCode::NotAllowed, "unblock.other-file", QString::fromLatin1(permitted->serialNumber)};
    if (now < act.at - ClockAllowance || now > act.at + PermissionLifetime)
        return Error{ErrorCode::NotAllowed, "unblock.expired", {}};
    WENYI_CHECK(checkOfficer(officer, trust.trust, permission.revocationList, now));
    return file.release(permitted->lock);
}

} // namespace wenyi::core
