// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/Directory.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/DirectoryCertificates.h"
#include "shared/directory/DirectoryCodec.h"
#include "shared/directory/DirectoryRules.h"
#include "shared/directory/PeerDomain.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace wenyi::directory {

namespace {

using crypto::Certificate;
using crypto::CertificatePurpose;

constexpr QStringView NameOfWhole = u"wenyi.directory";
constexpr QStringView NameOfExcerpt = u"wenyi.directory-excerpt";
constexpr quint64 EnvelopeForm = 1;
constexpr qsizetype LargestDirectory = 64 * limits::MiB;

/// What the signature is over: the content's bytes as sent, behind the form's name, so that no signature of another
/// kind can be taken for this one.
QByteArray signedBytes(QStringView name, const QByteArray &content)
{
    CborWriter out;
    out.startArray(3);
    out.text(name);
    out.unsignedInteger(EnvelopeForm);
    out.bytes(content);
    out.endArray();
    return out.take();
}

Result<void> verifySigner(const Certificate &signer, const crypto::TrustStore &trust, Instant at)
{
    const auto holds = trust.verify(signer, CertificatePurpose::OperatingAuthority, at);
    return holds ? Result<void>() : Error{ErrorCode::NotTrusted, "directory.signer", describe(holds.error())};
}

Result<void> checkIssued(const DirectoryContent &content, Instant at)
{
    if (content.issuedAt > at + ClockTolerance)
        return Error{ErrorCode::NotTrusted, "directory.from-future", toDateTime(content.issuedAt).toString()};
    return {};
}

/// A root of the second suite; that it is the domain's the directory's signer says. That it has ended takes nobody's
/// addresses away: it is asked where a signature is judged.
Result<void> addAuthority(const PdfAuthority &authority, crypto::TrustStore &trust)
{
    WENYI_TRY(const auto root, Certificate::fromDer(authority.certificate, crypto::TakenSuites::Sm2AndP256));
    const auto purpose = root.purpose();
    if (!purpose || *purpose != CertificatePurpose::RootAuthority || root.suite() != crypto::Suite::EcdsaP256WithSha256)
        return Error{ErrorCode::NotTrusted, "certificate.purpose", root.commonName()};
    trust.addRoot(root);
    return authority.revocationList.isEmpty() ? Result<void>() : trust.addRevocationList(authority.revocationList);
}

Result<void> checkPdfAuthority(const DirectoryContent &content)
{
    crypto::TrustStore alone;
    const auto taken = content.pdfAuthority ? addAuthority(*content.pdfAuthority, alone) : Result<void>();
    return taken ? taken : Error{ErrorCode::NotTrusted, "directory.pdf-authority", describe(taken.error())};
}

/// Whoever has been revoked for good stays so wherever the same authority is told: no older list of it follows a newer
/// one, nor none, nor one that leaves them out.
Result<void> checkPdfListSucceeds(const std::optional<PdfAuthority> &older, const DirectoryContent &newer)
{
    if (!older || !newer.pdfAuthority || older->revocationList.isEmpty()
        || older->certificate != newer.pdfAuthority->certificate)
        return {};
    crypto::TrustStore before;
    WENYI_CHECK(addAuthority(*older, before));
    crypto::TrustStore now = before;
    if (!now.addRevocationList(newer.pdfAuthority->revocationList))
        return Error{ErrorCode::NotTrusted, "directory.pdf-list-older", QString::number(newer.version)};
    WENYI_TRY(const auto root, Certificate::fromDer(older->certificate, crypto::TakenSuites::Sm2AndP256));
    if (!now.keepsRevocationsOf(before, root))
        return Error{ErrorCode::NotTrusted, "directory.pdf-signer-revived", QString::number(newer.version)};
    return {};
}

/// What has no place in an excerpt.
bool tellsTooMuch(const DirectoryContent &content)
{
    return !content.peers.isEmpty() || !content.desktops.isEmpty() || !content.groups.isEmpty();
}

struct Parts
{
    QByteArray content;
    QByteArray certificate;
    QByteArray signature;
};

Result<Parts> takeApart(QByteArrayView bytes)
{
    if (bytes.size() > LargestDirectory)
        return Error{ErrorCode::TooLarge, "directory.size", QString::number(bytes.size())};
    CborReader in(bytes);
    Parts parts;
    in.startArray(4);
    const quint64 form = in.unsignedInteger();
    if (in.ok() && form != EnvelopeForm)
        in.fail(ErrorCode::Unsupported, "directory.version-form", QString::number(form));
    parts.content = in.bytes(LargestDirectory);
    parts.certificate = in.bytes(64 * limits::KiB);
    parts.signature = in.bytes(256);
    in.endArray();
    WENYI_CHECK(in.finish());
    return parts;
}

} // namespace

struct Directory::State
{
    explicit State(Certificate by)
        : signer(std::move(by))
    {
    }

    Certificate signer;
    DirectoryContent content;
    QByteArray bytes;
    Digest digest;
    Certificates certificates;
    QHash<UnitCode, const Unit *> units;
    QHash<QString, const Unit *> unitsByName;
    QHash<QString, const UnitGroup *> groups;
    QHash<MemberId, const Member *> members;
    QHash<UnitCode, QList<const Member *>> membersByUnit;
    QHash<DesktopId, const Desktop *> desktops;
    QHash<QByteArray, const Desktop *> desktopsByKey;
    QHash<Digest, const RegisteredSeal *> seals;
    QList<PeerDomain> peers;
    QHash<UnitCode, const PeerDomain *> peersByUnit;

    void index()
    {
        for (const PeerDomain &peer : std::as_const(peers)) {
            for (const Unit &unit : peer.directory.content().units)
                peersByUnit.insert(unit.code, &peer);
        }
        for (const Unit &unit : std::as_const(content.units)) {
            units.insert(unit.code, &unit);
            name(unit, UnitState::Retired);
        }
        for (const Unit &unit : std::as_const(content.units))
            name(unit, UnitState::Active); // Later, and so before the retired ones.
        for (const Alias &alias : std::as_const(content.aliases))
            unitsByName.insert(alias.name, units.value(alias.unit));
        for (const UnitGroup &group : std::as_const(content.groups))
            groups.insert(group.name, &group);
        for (const Member &member : std::as_const(content.members)) {
            members.insert(member.id, &member);
            membersByUnit[member.unit].append(&member);
        }
        for (auto &list : membersByUnit) {
            std::stable_sort(
                list.begin(), list.end(), [](const Member *a, const Member *b) { return a->rank < b->rank; });
        }
        for (const Desktop &desktop : std::as_const(content.desktops)) {
            desktops.insert(desktop.id, &desktop);
            desktopsByKey.insert(desktop.curveKey, &desktop);
        }
        for (const RegisteredSeal &seal : std::as_const(content.seals))
            seals.insert(seal.digest, &seal);
    }

    void name(const Unit &unit, UnitState state)
    {
        if (unit.state != state)
            return;
        unitsByName.insert(unit.name, &unit);
        if (!unit.shortName.isEmpty())
            unitsByName.insert(unit.shortName, &unit);
    }
};

QStringView Directory::nameOf(Kind kind)
{
    return kind == Kind::Whole ? NameOfWhole : NameOfExcerpt;
}

Directory::Directory(std::shared_ptr<const State> state)
    : m_state(std::move(state))
{
}

Result<QByteArray> Directory::sign(const DirectoryContent &content, crypto::Signer &signer)
{
    return signAs(Kind::Whole, content, signer);
}

Result<QByteArray> Directory::signExcerpt(const DirectoryContent &content, crypto::Signer &signer)
{
    return signAs(Kind::Excerpt, excerptOf(content), signer);
}

Result<QByteArray> Directory::signAs(Kind kind, const DirectoryContent &content, crypto::Signer &signer)
{
    if (const auto purpose = signer.certificate().purpose();
        !purpose || *purpose != CertificatePurpose::OperatingAuthority)
        return Error{ErrorCode::NotAllowed, "directory.signer", signer.certificate().commonName()};
    WENYI_CHECK(checkContent(content));
    WENYI_CHECK(readCertificates(content));
    WENYI_CHECK(checkPdfAuthority(content));
    WENYI_CHECK(openPeers(content));
    const QByteArray contentBytes = encodeContent(content);
    WENYI_TRY(const QByteArray signature, signer.sign(signedBytes(nameOf(kind), contentBytes)));
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(EnvelopeForm);
    out.bytes(contentBytes);
    out.bytes(signer.certificate().toDer());
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<Directory> Directory::open(
    QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Directory *before)
{
    return openAs(Kind::Whole, bytes, trust, at, before);
}

Result<Directory> Directory::openExcerpt(QByteArrayView bytes, const crypto::TrustStore &trust, Instant at)
{
    return openAs(Kind::Excerpt, bytes, trust, at);
}

Result<Directory> Directory::openAs(
    Kind kind, QByteArrayView bytes, const crypto::TrustStore &trust, Instant at, const Directory *before)
{
    WENYI_TRY(const Parts parts, takeApart(bytes));
    WENYI_TRY(const Certificate signer, Certificate::fromDer(parts.certificate));
    WENYI_CHECK(verifySigner(signer, trust, at));
    if (!signer.publicKey().verify(signedBytes(nameOf(kind), parts.content), parts.signature))
        return Error{ErrorCode::NotTrusted, "directory.signature", {}};
    auto state = std::make_shared<State>(signer);
    WENYI_TRY(state->content, decodeContent(parts.content));
    // Before its peers are opened: excerpts could stand in excerpts, thousands deep.
    if (kind == Kind::Excerpt && tellsTooMuch(state->content))
        return Error{ErrorCode::NotTrusted, "directory.excerpt", state->content.domain};
    WENYI_CHECK(checkIssued(state->content, at));
    WENYI_CHECK(checkContent(state->content));
    WENYI_TRY(state->certificates, readCertificates(state->content, before));
    WENYI_CHECK(verifyCertificates(state->content, state->certificates, trust));
    shareBytes(state->content, state->certificates);
    WENYI_CHECK(checkPdfAuthority(state->content));
    WENYI_TRY(state->peers, openPeers(state->content));
    state->bytes = bytes.toByteArray();
    state->digest = crypto::sm3(bytes);
    state->index();
    Directory directory(std::move(state));
    WENYI_CHECK(directory.checkRevocations(trust));
    return directory;
}

Result<void> Directory::stillHolds(const crypto::TrustStore &trust, Instant at) const
{
    WENYI_CHECK(verifySigner(m_state->signer, trust, at));
    WENYI_CHECK(checkIssued(content(), at));
    WENYI_CHECK(verifyCertificates(content(), m_state->certificates, trust));
    return checkRevocations(trust);
}

Result<void> Directory::checkRevocations(const crypto::TrustStore &trust) const
{
    crypto::TrustStore known = trust;
    if (const auto taken = addRevocationsTo(known); !taken)
        return Error{ErrorCode::NotTrusted, "directory.revocation-list", describe(taken.error())};
    return {};
}

Result<void> Directory::addRevocationsTo(crypto::TrustStore &trust) const
{
    const QByteArray &list = content().revocationList;
    const auto taken = list.isEmpty() ? Result<void>() : trust.addRevocationList(list);
    // A newer one may have come another way.
    return !taken && taken.error().reason == "revocation-list.older" ? Result<void>() : taken;
}

void Directory::addPdfAuthorityTo(crypto::TrustStore &trust) const
{
    // open() has seen that it holds; in a store that knows a newer list already, the newer one stays.
    if (content().pdfAuthority)
        static_cast<void>(addAuthority(*content().pdfAuthority, trust));
}

const DirectoryContent &Directory::content() const
{
    return m_state->content;
}

const QByteArray &Directory::bytes() const
{
    return m_state->bytes;
}

Digest Directory::digest() const
{
    return m_state->digest;
}

const QList<PeerDomain> &Directory::peers() const
{
    return m_state->peers;
}

const PeerDomain *Directory::peerOf(const UnitCode &unit) const
{
    return m_state->peersByUnit.value(unit);
}

const crypto::TrustStore &Directory::trustFor(const UnitCode &unit, const crypto::TrustStore &own) const
{
    const PeerDomain *peer = peerOf(unit);
    return peer ? peer->trust : own;
}

const Directory &Directory::homeOf(const UnitCode &unit) const
{
    const PeerDomain *peer = peerOf(unit);
    return peer ? peer->directory : *this;
}

const Unit *Directory::unit(const UnitCode &code) const
{
    const PeerDomain *peer = peerOf(code);
    return peer ? peer->directory.unit(code) : m_state->units.value(code);
}

const Unit *Directory::unitNamed(const QString &name) const
{
    return m_state->unitsByName.value(name);
}

const Member *Directory::member(const MemberId &id) const
{
    return m_state->members.value(id);
}

QList<const Member *> Directory::membersOf(const UnitCode &unit) const
{
    return m_state->membersByUnit.value(unit);
}

const Desktop *Directory::desktop(const DesktopId &id) const
{
    return m_state->desktops.value(id);
}

const Desktop *Directory::desktopOfKey(QByteArrayView curveKey) const
{
    return m_state->desktopsByKey.value(curveKey.toByteArray());
}

const RegisteredSeal *Directory::sealOf(const Digest &digest) const
{
    return m_state->seals.value(digest);
}

const Certificate *Directory::certificate(const QByteArray &der) const
{
    const auto found = m_state->certificates.find(der);
    return found == m_state->certificates.end() ? nullptr : &*found;
}

Result<QList<UnitCode>> Directory::resolve(const QString &name) const
{
    QList<UnitCode> addressed;
    if (const UnitGroup *group = m_state->groups.value(name))
        addressed = group->units;
    else if (const Unit *unit = unitNamed(name))
        addressed = {unit->code};
    else
        return resolveAmongPeers(name);
    QList<UnitCode> codes;
    QSet<UnitCode> seen;
    for (const UnitCode &code : std::as_const(addressed)) {
        const Unit *unit = m_state->units.value(code);
        while (unit->state == UnitState::Retired) { // Ends: checkContent() has seen that no line is a ring.
            if (!unit->successor)
                return Error{ErrorCode::NotAllowed, "directory.retired", unit->name};
            unit = m_state->units.value(*unit->successor);
        }
        if (!seen.contains(unit->code))
            codes.append(unit->code);
        seen.insert(unit->code);
    }
    return codes;
}

Result<QList<UnitCode>> Directory::resolveAmongPeers(const QString &name) const
{
    std::optional<Result<QList<UnitCode>>> found;
    for (const PeerDomain &peer : m_state->peers) {
        const auto units = peer.directory.resolve(name);
        if (!units && units.error().code == ErrorCode::NotFound)
            continue;
        if (found)
            return Error{ErrorCode::InvalidInput, "directory.ambiguous-name", name};
        found.emplace(units);
    }
    return found ? *found : Error{ErrorCode::NotFound, "directory.unknown-name", name};
}

Result<void> Directory::checkCurrent(Instant at) const
{
    if (at <= m_state->content.nextUpdate)
        return {};
    return Error{
        ErrorCode::NotTrusted, "directory.outdated", toDateTime(m_state->content.nextUpdate).toString(Qt::ISODate)};
}

Result<void> Directory::checkSucceeds(const Directory &older) const
{
    const auto refused = [this](const char *reason) {
        return Error{ErrorCode::NotTrusted, reason, QString::number(content().version)};
    };
    if (content().domain != older.content().domain)
        return refused("directory.other-domain");
    if (digest() == older.digest())
        return {};
    if (content().version == older.content().version)
        return refused("directory.version-twice");
    if (content().version < older.content().version || content().issuedAt < older.content().issuedAt)
        return refused("directory.older");
    WENYI_CHECK(checkPdfListSucceeds(older.content().pdfAuthority, content()));
    WENYI_CHECK(checkPeersSucceed(older.peers(), peers()));
    return checkSealsSucceed(older.content().seals, content().seals);
}

Result<void> Directory::checkPdfSignersStay(const PdfAuthority &told) const
{
    crypto::TrustStore alone;
    return addAuthority(told, alone) ? checkPdfListSucceeds(told, content()) : Result<void>();
}

} // namespace wenyi::directory
