// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/RegisterAct.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/VisibleText.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::core {

namespace {

constexpr quint64 ActVersion = 1;
/// Stands before what is signed, so that an act's signature is good for nothing else.
constexpr QByteArrayView ActUse = "wenyi.register.1";
constexpr qsizetype LongestCertificate = 64 * limits::KiB;
constexpr qsizetype LongestActName = 256;
constexpr qsizetype LongestSerial = 128;
constexpr int MostYears = 20;

QByteArray messageOf(QByteArrayView bytes)
{
    return ActUse.toByteArray() + '\0' + bytes.toByteArray();
}

/// Writes the fields of each kind of act, in the order in which Reader takes them.
struct Writer
{
    CborWriter &out;

    void operator()(const OfficerAppointment &content) const
    {
        out.startArray(2);
        out.text(directory::roleName(content.role));
        out.bytes(content.certificate);
    }
    void operator()(const CertificateApplication &content) const
    {
        out.startArray(7);
        out.text(content.subject.commonName);
        out.text(content.subject.organization);
        out.text(content.subject.subjectId);
        out.unsignedInteger(static_cast<quint64>(content.purpose));
        out.bytes(content.publicKey);
        out.unsignedInteger(static_cast<quint64>(content.years));
        out.bytes(content.renews);
    }
    void operator()(const ReleaseApplication &content) const
    {
        out.startArray(2);
        out.bytes(content.serialNumber);
        out.text(content.words);
    }
    void operator()(const ApplicationDecision &content) const
    {
        out.startArray(3);
        out.unsignedInteger(content.application);
        out.boolean(content.isApproved);
        out.text(content.words);
    }
    void operator()(const CertificateIssue &content) const
    {
        out.startArray(2);
        out.unsignedInteger(content.application);
        out.bytes(content.certificate);
    }
    void operator()(const CertificateRevocation &content) const
    {
        out.startArray(3);
        out.bytes(content.serialNumber);
        out.unsignedInteger(static_cast<quint64>(content.reason));
        out.text(content.words);
    }
    void operator()(const ListPublication &content) const
    {
        out.startArray(3);
        out.unsignedInteger(content.number);
        content.base ? out.unsignedInteger(*content.base) : out.null();
        out.digest(content.digest);
    }
    void operator()(const UnblockPermission &content) const
    {
        out.startArray(4);
        out.digest(content.keyFile);
        out.digest(content.lock);
        out.bytes(content.serialNumber);
        out.text(content.words);
    }
    void operator()(const SealRegistration &content) const
    {
        const directory::RegisteredSeal &seal = content.seal;
        out.startArray(8);
        out.id(seal.id);
        out.id(seal.unit);
        out.text(seal.name);
        out.digest(seal.digest);
        out.id(seal.keeper);
        out.unsignedInteger(static_cast<quint64>(seal.kind));
        content.replaces.isEmpty() ? out.null() : out.id(content.replaces);
        content.madeAt ? out.instant(*content.madeAt) : out.null();
    }
    void operator()(const SealWithdrawalAct &content) const
    {
        out.startArray(5);
        out.id(content.seal);
        out.unsignedInteger(static_cast<quint64>(content.state));
        out.unsignedInteger(static_cast<quint64>(content.reason));
        out.instant(content.since);
        out.text(content.words);
    }
    void operator()(const SealResumption &content) const
    {
        out.startArray(2);
        out.id(content.seal);
        out.text(content.words);
    }
};

/// Bytes; a directory allows 200 characters.
constexpr qsizetype LongestSealName = 4 * 200;

/// Takes the fields of each kind of act.
struct Reader
{
    CborReader &in;

    QString words() { return in.text(4 * RegisterAct::LongestWords); }

    void operator()(OfficerAppointment &content)
    {
        in.startArray(2);
        const auto role = directory::roleFromName(in.text(LongestActName));
        content.certificate = in.bytes(LongestCertificate);
        in.endArray();
        if (!role && in.ok())
            in.fail(ErrorCode::Corrupt, "register.act", role.error().detail);
        content.role = role.value_or(directory::Role::Clerk);
    }
    void operator()(CertificateApplication &content)
    {
        in.startArray(7);
        content.subject.commonName = in.text(LongestActName);
        content.subject.organization = in.text(LongestActName);
        content.subject.subjectId = in.text(LongestActName);
        content.purpose = static_cast<crypto::CertificatePurpose>(
            in.unsignedInteger(static_cast<quint64>(crypto::CertificatePurpose::PdfSigner)));
        content.publicKey = in.bytes(LongestActName);
        content.years = static_cast<int>(in.unsignedInteger(MostYears));
        content.renews = in.bytes(LongestSerial);
        in.endArray();
    }
    void operator()(ReleaseApplication &content)
    {
        in.startArray(2);
        content.serialNumber = in.bytes(LongestSerial);
        content.words = words();
        in.endArray();
    }
    void operator()(ApplicationDecision &content)
    {
        in.startArray(3);
        content.application = in.unsignedInteger();
        content.isApproved = in.boolean();
        content.words = words();
        in.endArray();
    }
    void operator()(CertificateIssue &content)
    {
        in.startArray(2);
        content.application = in.unsignedInteger();
        content.certificate = in.bytes(LongestCertificate);
        in.endArray();
    }
    void operator()(CertificateRevocation &content)
    {
        in.startArray(3);
        content.serialNumber = in.bytes(LongestSerial);
        content.reason = static_cast<crypto::RevocationReason>(
            in.unsignedInteger(static_cast<quint64>(crypto::RevocationReason::PrivilegeWithdrawn)));
        content.words = words();
        in.endArray();
    }
    void operator()(ListPublication &content)
    {
        in.startArray(3);
        content.number = in.unsignedInteger();
        if (!in.takeNull())
            content.base = in.unsignedInteger();
        content.digest = in.digest();
        in.endArray();
    }
    void operator()(UnblockPermission &content)
    {
        in.startArray(4);
        content.keyFile = in.digest();
        content.lock = in.digest();
        content.serialNumber = in.bytes(LongestSerial);
        content.words = words();
        in.endArray();
    }
    void operator()(SealRegistration &content)
    {
        in.startArray(8);
        content.seal.id = in.id<SealId>();
        content.seal.unit = in.id<UnitCode>();
        content.seal.name = in.text(LongestSealName);
        content.seal.digest = in.digest();
        content.seal.keeper = in.id<MemberId>();
        content.seal.kind = static_cast<directory::SealKind>(in.unsignedInteger(1));
        if (!in.takeNull())
            content.replaces = in.id<SealId>();
        if (!in.takeNull())
            content.madeAt = in.instant();
        in.endArray();
    }
    void operator()(SealWithdrawalAct &content)
    {
        in.startArray(5);
        content.seal = in.id<SealId>();
        content.state =
            static_cast<directory::SealState>(in.unsignedInteger(static_cast<quint64>(directory::SealState::Revoked)));
        content.reason = static_cast<directory::WithdrawalReason>(
            in.unsignedInteger(static_cast<quint64>(directory::WithdrawalReason::KeeperChanged)));
        content.since = in.instant();
        content.words = words();
        in.endArray();
    }
    void operator()(SealResumption &content)
    {
        in.startArray(2);
        content.seal = in.id<SealId>();
        content.words = words();
        in.endArray();
    }
};

/// An empty content of the kind with this number.
template<size_t Kind = 0>
RegisterContent emptyContent(size_t kind)
{
    if constexpr (Kind + 1 < std::variant_size_v<RegisterContent>) {
        if (kind != Kind)
            return emptyContent<Kind + 1>(kind);
    }
    return RegisterContent(std::in_place_index<Kind>);
}

const QString *wordsOf(const RegisterContent &content)
{
    if (const auto *release = std::get_if<ReleaseApplication>(&content))
        return &release->words;
    if (const auto *decision = std::get_if<ApplicationDecision>(&content))
        return &decision->words;
    if (const auto *revocation = std::get_if<CertificateRevocation>(&content))
        return &revocation->words;
    if (const auto *permission = std::get_if<UnblockPermission>(&content))
        return &permission->words;
    if (const auto *withdrawal = std::get_if<SealWithdrawalAct>(&content))
        return &withdrawal->words;
    if (const auto *resumption = std::get_if<SealResumption>(&content))
        return &resumption->words;
    return nullptr;
}

} // namespace

Digest SignedAct::digest() const
{
    return crypto::sm3(bytes + signature);
}

Result<void> SignedAct::verify(const crypto::PublicKey &key) const
{
    return key.verify(messageOf(bytes), signature);
}

Result<SignedAct> signAct(const RegisterAct &act, crypto::Signer &signer)
{
    const QString *words = wordsOf(act.content);
    if (words && (words->size() > RegisterAct::LongestWords || (!words->isEmpty() && !isVisibleLine(*words))))
        return Error{ErrorCode::InvalidInput, "register.words", words->left(RegisterAct::LongestWords)};
    CborWriter out;
    out.startArray(7);
    out.unsignedInteger(ActVersion);
    out.unsignedInteger(act.number);
    out.digest(act.previous);
    out.instant(act.at);
    out.digest(act.signer);
    out.unsignedInteger(act.content.index());
    std::visit(Writer{out}, act.content);
    out.endArray();
    QByteArray bytes = out.take();
    WENYI_TRY(QByteArray signature, signer.sign(messageOf(bytes)));
    return SignedAct{act, std::move(bytes), std::move(signature)};
}

Result<SignedAct> readAct(const QByteArray &bytes, const QByteArray &signature)
{
    CborReader in(bytes);
    in.startArray(7);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != ActVersion)
        in.fail(ErrorCode::Unsupported, "register.version", QString::number(version));
    RegisterAct act;
    act.number = in.unsignedInteger();
    act.previous = in.digest();
    act.at = in.instant();
    act.signer = in.digest();
    act.content = emptyContent(in.unsignedInteger(std::variant_size_v<RegisterContent> - 1));
    std::visit(Reader{in}, act.content);
    in.endArray();
    WENYI_CHECK(in.finish());
    return SignedAct{act, bytes, signature};
}

} // namespace wenyi::core
