// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/DirectoryCodec.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <algorithm>

namespace wenyi::directory {

namespace {

/// With former certificates, and all that the form of before has, or not.
constexpr quint64 FormWithFormer = 6;
/// With peers, and an authority for PDFs or none.
constexpr quint64 FormWithPeers = 5;
/// With an authority for PDFs; what has none is written in the form of before, which older programs read.
constexpr quint64 FormWithPdfs = 4;
constexpr quint64 FormVersion = 3;
/// Before seals had more than two states.
constexpr quint64 OldestForm = 2;
constexpr qsizetype MostUnits = 10'000;
constexpr qsizetype MostGroups = 1'000;
constexpr qsizetype LongestText = 1024;
constexpr qsizetype LargestCertificate = 16 * limits::KiB;
constexpr qsizetype LargestRevocationList = 16 * limits::MiB;
constexpr qsizetype LargestCard = 17 * limits::MiB;
constexpr qsizetype MostPeers = 256;

void write(CborWriter &out, const std::optional<UnitCode> &code)
{
    if (code)
        out.id(*code);
    else
        out.null();
}

std::optional<UnitCode> readOptionalUnit(CborReader &in)
{
    if (in.takeNull())
        return {};
    return in.id<UnitCode>();
}

template<typename Enum>
Enum readEnum(CborReader &in, Enum last)
{
    return static_cast<Enum>(in.unsignedInteger(static_cast<quint64>(last)));
}

template<typename Enum>
void writeEnum(CborWriter &out, Enum value)
{
    out.unsignedInteger(static_cast<quint64>(value));
}

/// A list, each item by its own function.
template<typename T, typename WriteItem>
void writeList(CborWriter &out, const QList<T> &items, WriteItem writeItem)
{
    out.startArray(items.size());
    for (const T &item : items)
        writeItem(out, item);
    out.endArray();
}

template<typename T, typename ReadItem>
QList<T> readList(CborReader &in, qsizetype most, ReadItem readItem)
{
    QList<T> items;
    const qsizetype count = in.startList(most);
    // Grows with what is really there; a count alone allocates nothing.
    for (qsizetype index = 0; index < count && in.ok(); ++index)
        items.append(readItem(in));
    in.endArray();
    return items;
}

/// From form 6 on; the others have no place for them.
void writeFormer(CborWriter &out, quint64 form, const QList<QByteArray> &certificates)
{
    if (form >= FormWithFormer)
        writeList(out, certificates, [](CborWriter &to, const QByteArray &certificate) { to.bytes(certificate); });
}

QList<QByteArray> readFormer(CborReader &in, quint64 form)
{
    if (form < FormWithFormer)
        return {};
    return readList<QByteArray>(in, MostFormer, [](CborReader &from) { return from.bytes(LargestCertificate); });
}

void writeServer(CborWriter &out, quint64 form, const Server &server)
{
    out.startArray(form >= FormWithFormer ? 4 : 3);
    out.text(server.endpoint);
    out.bytes(server.curveKey);
    out.bytes(server.certificate);
    writeFormer(out, form, server.formerCertificates);
    out.endArray();
}

Server readServer(CborReader &in, quint64 form)
{
    Server server;
    in.startArray(form >= FormWithFormer ? 4 : 3);
    server.endpoint = in.text(LongestText);
    server.curveKey = in.bytes(CurveKeySize);
    server.certificate = in.bytes(LargestCertificate);
    server.formerCertificates = readFormer(in, form);
    in.endArray();
    return server;
}

void writeUnit(CborWriter &out, quint64 form, const Unit &unit)
{
    out.startArray(form >= FormWithFormer ? 10 : 9);
    out.id(unit.code);
    out.text(unit.name);
    out.text(unit.shortName);
    out.text(unit.numberCode);
    write(out, unit.parent);
    out.bytes(unit.signingCertificate);
    out.bytes(unit.encryptionCertificate);
    writeEnum(out, unit.state);
    write(out, unit.successor);
    writeFormer(out, form, unit.formerCertificates);
    out.endArray();
}

Unit readUnit(CborReader &in, quint64 form)
{
    Unit unit;
    in.startArray(form >= FormWithFormer ? 10 : 9);
    unit.code = in.id<UnitCode>();
    unit.name = in.text(LongestText);
    unit.shortName = in.text(LongestText);
    unit.numberCode = in.text(LongestText);
    unit.parent = readOptionalUnit(in);
    unit.signingCertificate = in.bytes(LargestCertificate);
    unit.encryptionCertificate = in.bytes(LargestCertificate);
    unit.state = readEnum(in, UnitState::Retired);
    unit.successor = readOptionalUnit(in);
    unit.formerCertificates = readFormer(in, form);
    in.endArray();
    return unit;
}

void writeGroup(CborWriter &out, const UnitGroup &group)
{
    out.startArray(2);
    out.text(group.name);
    writeList(out, group.units, [](CborWriter &to, const UnitCode &code) { to.id(code); });
    out.endArray();
}

UnitGroup readGroup(CborReader &in)
{
    UnitGroup group;
    in.startArray(2);
    group.name = in.text(LongestText);
    group.units = readList<UnitCode>(in, MostUnits, [](CborReader &from) { return from.id<UnitCode>(); });
    in.endArray();
    return group;
}

void writeAlias(CborWriter &out, const Alias &alias)
{
    out.startArray(2);
    out.text(alias.name);
    out.id(alias.unit);
    out.endArray();
}

Alias readAlias(CborReader &in)
{
    Alias alias;
    in.startArray(2);
    alias.name = in.text(LongestText);
    alias.unit = in.id<UnitCode>();
    in.endArray();
    return alias;
}

void writeMember(CborWriter &out, const Member &member)
{
    out.startArray(8);
    out.id(member.id);
    out.id(member.unit);
    out.text(member.name);
    out.text(member.post);
    out.integer(member.rank);
    writeList(out, member.roles, [](CborWriter &to, Role role) { to.text(roleName(role)); });
    out.bytes(member.signingCertificate);
    out.bytes(member.encryptionCertificate);
    out.endArray();
}

Role readRole(CborReader &in)
{
    const QString name = in.text(64);
    const Result<Role> role = roleFromName(name);
    if (in.ok() && !role)
        in.fail(role.error().code, role.error().reason, role.error().detail);
    return role.value_or(Role::Clerk);
}

Member readMember(CborReader &in)
{
    Member member;
    in.startArray(8);
    member.id = in.id<MemberId>();
    member.unit = in.id<UnitCode>();
    member.name = in.text(LongestText);
    member.post = in.text(LongestText);
    member.rank = static_cast<int>(in.unsignedInteger(std::numeric_limits<int>::max()));
    member.roles = readList<Role>(in, allRoles().size(), readRole);
    member.signingCertificate = in.bytes(LargestCertificate);
    member.encryptionCertificate = in.bytes(LargestCertificate);
    in.endArray();
    return member;
}

void writeDesktop(CborWriter &out, const Desktop &desktop)
{
    out.startArray(5);
    out.id(desktop.id);
    out.id(desktop.unit);
    out.bytes(desktop.curveKey);
    out.bytes(desktop.certificate);
    writeEnum(out, desktop.connection);
    out.endArray();
}

Desktop readDesktop(CborReader &in)
{
    Desktop desktop;
    in.startArray(5);
    desktop.id = in.id<DesktopId>();
    desktop.unit = in.id<UnitCode>();
    desktop.curveKey = in.bytes(CurveKeySize);
    desktop.certificate = in.bytes(LargestCertificate);
    desktop.connection = readEnum(in, Connection::Standalone);
    in.endArray();
    return desktop;
}

void write(CborWriter &out, const std::optional<Instant> &moment)
{
    if (moment)
        out.instant(*moment);
    else
        out.null();
}

std::optional<Instant> readOptionalInstant(CborReader &in)
{
    if (in.takeNull())
        return {};
    return in.instant();
}

void writeWithdrawal(CborWriter &out, const SealWithdrawal &withdrawal)
{
    out.startArray(5);
    writeEnum(out, withdrawal.state);
    write(out, withdrawal.since);
    out.instant(withdrawal.decidedAt);
    writeEnum(out, withdrawal.reason);
    write(out, withdrawal.until);
    out.endArray();
}

SealWithdrawal readWithdrawal(CborReader &in)
{
    SealWithdrawal withdrawal;
    in.startArray(5);
    withdrawal.state = readEnum(in, SealState::Revoked);
    withdrawal.since = readOptionalInstant(in);
    withdrawal.decidedAt = in.instant();
    withdrawal.reason = readEnum(in, WithdrawalReason::KeeperChanged);
    withdrawal.until = readOptionalInstant(in);
    in.endArray();
    return withdrawal;
}

void writeSeal(CborWriter &out, const RegisteredSeal &seal)
{
    out.startArray(7);
    out.id(seal.id);
    out.id(seal.unit);
    out.text(seal.name);
    out.digest(seal.digest);
    out.id(seal.keeper);
    writeEnum(out, seal.kind);
    writeList(out, seal.withdrawals, writeWithdrawal);
    out.endArray();
}

RegisteredSeal readSeal(CborReader &in, quint64 form)
{
    RegisteredSeal seal;
    in.startArray(form == OldestForm ? 6 : 7);
    seal.id = in.id<SealId>();
    seal.unit = in.id<UnitCode>();
    seal.name = in.text(LongestText);
    seal.digest = in.digest();
    seal.keeper = in.id<MemberId>();
    if (form == OldestForm) {
        if (in.unsignedInteger(1) == 1)
            seal.withdrawals.append({SealState::Revoked, {}, {}, WithdrawalReason::Unspecified, {}});
    } else {
        seal.kind = readEnum(in, SealKind::Personal);
        seal.withdrawals = readList<SealWithdrawal>(in, limits::CborItems, readWithdrawal);
    }
    in.endArray();
    return seal;
}

void writePeering(CborWriter &out, const Peering &peering)
{
    out.startArray(3);
    out.text(peering.name);
    out.bytes(peering.card);
    out.text(peering.via);
    out.endArray();
}

Peering readPeering(CborReader &in)
{
    Peering peering;
    in.startArray(3);
    peering.name = in.text(LongestText);
    peering.card = in.bytes(LargestCard);
    peering.via = in.text(LongestText);
    in.endArray();
    return peering;
}

/// From form 5 on: the operating CA's list, the authority for PDFs or null, the peers.
void writeLast(CborWriter &out, const DirectoryContent &content)
{
    out.startArray(3);
    out.bytes(content.revocationList);
    if (content.pdfAuthority) {
        out.startArray(2);
        out.bytes(content.pdfAuthority->certificate);
        out.bytes(content.pdfAuthority->revocationList);
        out.endArray();
    } else {
        out.null();
    }
    writeList(out, content.peers, writePeering);
    out.endArray();
}

void readLast(CborReader &in, quint64 form, DirectoryContent &content)
{
    in.startArray(3);
    content.revocationList = in.bytes(LargestRevocationList);
    if (!in.takeNull()) {
        PdfAuthority authority;
        in.startArray(2);
        authority.certificate = in.bytes(LargestCertificate);
        authority.revocationList = in.bytes(LargestRevocationList);
        in.endArray();
        content.pdfAuthority = std::move(authority);
    }
    content.peers = readList<Peering>(in, MostPeers, readPeering);
    in.endArray();
    // One form for each content: what has no peers is written in a form of before.
    if (in.ok() && form == FormWithPeers && content.peers.isEmpty())
        in.fail(ErrorCode::Corrupt, "directory.peers-missing");
}

bool hasFormer(const DirectoryContent &content)
{
    return !content.server.formerCertificates.isEmpty()
           || std::any_of(content.units.begin(), content.units.end(),
               [](const Unit &unit) { return !unit.formerCertificates.isEmpty(); });
}

quint64 formOf(const DirectoryContent &content)
{
    if (hasFormer(content))
        return FormWithFormer;
    if (!content.peers.isEmpty())
        return FormWithPeers;
    return content.pdfAuthority ? FormWithPdfs : FormVersion;
}

/// Lists of revocations: the operating CA's, or from form 4 on that, and the authority for PDFs with its own.
void writeRevocations(CborWriter &out, quint64 form, const DirectoryContent &content)
{
    if (form >= FormWithPeers) {
        writeLast(out, content);
        return;
    }
    if (!content.pdfAuthority) {
        out.bytes(content.revocationList);
        return;
    }
    out.startArray(3);
    out.bytes(content.revocationList);
    out.bytes(content.pdfAuthority->certificate);
    out.bytes(content.pdfAuthority->revocationList);
    out.endArray();
}

void readRevocations(CborReader &in, quint64 form, DirectoryContent &content)
{
    if (form >= FormWithPeers) {
        readLast(in, form, content);
        return;
    }
    if (form != FormWithPdfs) {
        content.revocationList = in.bytes(LargestRevocationList);
        return;
    }
    PdfAuthority authority;
    in.startArray(3);
    content.revocationList = in.bytes(LargestRevocationList);
    authority.certificate = in.bytes(LargestCertificate);
    authority.revocationList = in.bytes(LargestRevocationList);
    in.endArray();
    content.pdfAuthority = std::move(authority);
}

} // namespace

QByteArray encodeContent(const DirectoryContent &content)
{
    CborWriter out;
    out.startArray(13);
    const quint64 form = formOf(content);
    out.unsignedInteger(form);
    out.text(content.domain);
    out.unsignedInteger(content.version);
    out.instant(content.issuedAt);
    out.instant(content.nextUpdate);
    writeServer(out, form, content.server);
    writeList(out, content.units, [form](CborWriter &to, const Unit &unit) { writeUnit(to, form, unit); });
    writeList(out, content.groups, writeGroup);
    writeList(out, content.aliases, writeAlias);
    writeList(out, content.members, writeMember);
    writeList(out, content.desktops, writeDesktop);
    writeList(out, content.seals, writeSeal);
    writeRevocations(out, form, content);
    out.endArray();
    return out.take();
}

Result<DirectoryContent> decodeContent(QByteArrayView bytes)
{
    CborReader in(bytes);
    DirectoryContent content;
    in.startArray(13);
    const quint64 form = in.unsignedInteger();
    if (in.ok() && (form < OldestForm || form > FormWithFormer))
        in.fail(ErrorCode::Unsupported, "directory.version-form", QString::number(form));
    content.domain = in.text(LongestText);
    content.version = in.unsignedInteger();
    content.issuedAt = in.instant();
    content.nextUpdate = in.instant();
    content.server = readServer(in, form);
    content.units = readList<Unit>(in, MostUnits, [form](CborReader &from) { return readUnit(from, form); });
    content.groups = readList<UnitGroup>(in, MostGroups, readGroup);
    content.aliases = readList<Alias>(in, MostUnits, readAlias);
    content.members = readList<Member>(in, limits::CborItems, readMember);
    content.desktops = readList<Desktop>(in, limits::CborItems, readDesktop);
    content.seals =
        readList<RegisteredSeal>(in, limits::CborItems, [form](CborReader &from) { return readSeal(from, form); });
    readRevocations(in, form, content);
    if (in.ok() && form == FormWithFormer && !hasFormer(content))
        in.fail(ErrorCode::Corrupt, "directory.former-missing");
    in.endArray();
    WENYI_CHECK(in.finish());
    return content;
}

} // namespace wenyi::directory
