// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/UseService.h"

#include "client/core/records/RecordProjection.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/base/FileLock.h"
#include "shared/crypto/Sm3.h"
#include "shared/modules/RecordEvent.h"

#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

constexpr auto Patience = 10s; ///< For another program of this desktop that is sealing.

/// Head of a provider's seal, named by its id's digest.
QString providedHead(const QString &id)
{
    return u"seal-%1.head"_s.arg(id);
}

/// Of all seals that the member keeps.
QStringList headPaths(const Profile &profile, const MemberId &member)
{
    QStringList paths;
    const QDir folder(profile.memberFolder(member));
    for (const QString &name : folder.entryList({keyfile::SealHead.toString(), providedHead(u"*"_s)}, QDir::Files))
        paths.append(folder.filePath(name));
    return paths;
}

Instant wholeSeconds(Instant at)
{
    return instantFromMilliseconds(toMilliseconds(at) / 1000 * 1000);
}

Result<Approval> approvalIn(
    const journal::Journal::StreamEntry &entry, const UseWarrant &warrant, const crypto::TrustStore &trust)
{
    const journal::StoredEntry &stored = entry.stored;
    if (!entry.payload || stored.entry.kind != entrykind::RecordEvent)
        return Error{ErrorCode::NotFound, "seal-use.no-issue", warrant.record.toString()};
    WENYI_TRY(const auto event, modules::RecordEvent::fromBytes(*entry.payload, stored.id, stored.entry.actor));
    WENYI_TRY(const auto signature, PersonalSignature::fromBytes(event.action.signature));
    WENYI_TRY(const auto said, verifyStatement(signature, trust));
    const bool isIssue = event.action.kind == modules::ActionKind::Complete && said.act.startsWith(u"issue.")
                         && said.stream == warrant.record && said.document == warrant.approved
                         && said.member == stored.entry.actor;
    if (!isIssue)
        return Error{ErrorCode::NotTrusted, "seal-use.other-document", warrant.record.toString()};
    return Approval{said.member, said.at};
}

/// Whether what a seal on a document says is its keeper's word, whatever became of the document afterwards.
bool isEvidence(const SealFinding &finding)
{
    // The conclusion names the worst alone: an altered file would hide that somebody else signed.
    using enum seal::SealStep;
    for (const seal::SealStep step : {SignatureValue, MakerSignature, SignerListed}) {
        const auto result = finding.verdict.result(step);
        if (!result || result->outcome == seal::StepOutcome::Failed)
            return false;
    }
    return true;
}

} // namespace

IssueFinder issueFinder(Workspace &workspace)
{
    return [&workspace](const UseWarrant &warrant) -> Result<Approval> {
        WENYI_TRY(const auto entries, workspace.journal().stream(warrant.record));
        for (const journal::Journal::StreamEntry &entry : entries) {
            if (entry.stored.id == warrant.id)
                return approvalIn(entry, warrant, workspace.trust());
        }
        return Error{ErrorCode::NotFound, "seal-use.no-issue", warrant.record.toString()};
    };
}

UseJudge UseService::judgeOf(const UseRegister &uses)
{
    return {uses, m_workspace.trust(), m_workspace.directory(), m_workspace.profile().unit, issueFinder(m_workspace)};
}

QString UseService::headPath(const std::optional<ProvidedSeal> &provided) const
{
    // A keeper may have a seal of a provider's beside one of ours, and each has numbers of its own.
    const auto digest = [&provided] { return crypto::sm3(provided->seal.info().id.toUtf8()).toHex(); };
    const QString name = provided ? providedHead(QString::fromLatin1(digest())) : keyfile::SealHead.toString();
    return m_workspace.profile().memberPath(m_workspace.member().id, name);
}

void UseService::note(const QString &what, const Error &error)
{
    // The use itself stands in the journal already; that this line is missing too takes nothing from it.
    (void)m_workspace.audit().record(m_workspace.member().id.toString(), what, QString::fromLatin1(error.reason), {});
}

Result<const AppliedUse *> UseService::entitling(
    const Digest &document, const UseRegister &uses, const std::optional<ProvidedSeal> &provided)
{
    WENYI_TRY(const auto used, SealingService(m_workspace, provided).electronicSeal());
    return judgeOf(uses).entitling(
        document, SealId(used.info().id), m_workspace.member().id, m_workspace.environment().clock.now());
}

Result<AppliedUse> UseService::entitling(const Digest &document, const std::optional<ProvidedSeal> &provided)
{
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    WENYI_TRY(const AppliedUse *applied, entitling(document, uses, provided));
    return *applied;
}

Result<SealUse> UseService::announce(const UseOrder &order, const UseRegister &uses)
{
    WENYI_TRY(const auto used, SealingService(m_workspace, order.provided).electronicSeal());
    SealUse use;
    use.seal = SealId(used.info().id);
    use.sealDigest = used.digest();
    use.keeper = m_workspace.member().id;
    use.number = 1;
    if (const LoggedUse *newest = uses.newest(use.seal)) {
        use.number = newest->use().number + 1;
        use.previous = newest->digest;
    }
    for (const QString &path : headPaths(m_workspace.profile(), use.keeper)) {
        const auto head = UseHead::read(path);
        if (!head)
            note(u"seal.head"_s, head.error());
        // The store was put back, or does not know yet what was sealed elsewhere: no number is given twice that a head
        // tells.
        if (head && *head && (*head)->seal == use.seal && (*head)->number >= use.number) {
            use.number = (*head)->number + 1;
            use.previous = (*head)->use;
            note(u"seal.head"_s, Error{ErrorCode::NotFound, "seal-use.head-ahead", {}});
        }
    }
    use.warrant = order.warrant;
    use.content = crypto::sm3(order.ofd);
    use.title = order.title;
    use.documentNumber = order.documentNumber;
    use.copies = order.copies;
    use.pages = order.pages;
    use.places = order.stamps;
    use.at = wholeSeconds(m_workspace.environment().clock.now());
    use.desktop = m_workspace.profile().desktop;
    return use;
}

Result<journal::NewEntry> UseService::entryOf(const SealUse &use, const SealedDocument &sealedDocument,
    const journal::BlobReference &blob, crypto::Signer &signer) const
{
    const UnitCode &unit = m_workspace.profile().unit;
    const CompletedUse completed{use, sealedDocument.digest, sealedDocument.signature, blob.digest};
    const QByteArray content = completed.toBytes();
    const SignedStatement statement = statementOf(useact::Use, unit, content, use.at, use.keeper);
    WENYI_TRY(const auto written, signContent(content, statement, signer));
    return journal::NewEntry{
        useStream(unit), u"seal"_s, entrykind::SealUsed.toString(), written.toBytes(), {blob}, unit.toString()};
}

Result<SealedDocument> UseService::seal(const UseOrder &order, const SecretBytes &pin, const AlsoWritten &also)
{
    FileLock lock(m_workspace.profile().path(u"seal-uses.lock"_s));
    WENYI_CHECK(lock.acquire(Patience));
    WENYI_TRY(const UseRegister uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    if (order.warrant.kind == WarrantKind::Application) {
        // Once more under the lock: another program of this desktop may have used it up meanwhile.
        WENYI_TRY(const AppliedUse *applied, entitling(crypto::sm3(order.ofd), uses, order.provided));
        if (applied->id != order.warrant.id)
            return Error{ErrorCode::NotAllowed, "sealing.no-application", QString::fromLatin1(applied->id.toHex())};
    }
    WENYI_TRY(const SealUse use, announce(order, uses));
    // What the register could not read again would be a use that nobody finds.
    WENYI_CHECK(CompletedUse::fromBytes(CompletedUse{use, use.content, use.content, use.content}.toBytes()));
    // A provider asks for a PIN of its own: with a wrong one here its seal would be put for nothing.
    std::unique_ptr<crypto::Signer> signer;
    if (order.provided) {
        WENYI_TRY(signer, m_workspace.openKey(keyfile::PersonalSigning, pin));
    }
    WENYI_TRY(
        auto sealedDocument, SealingService(m_workspace, order.provided, order.progress)
                                 .seal(order.ofd, order.stamps, order.coverage, pin, NumberedUse{use.at, use.mark()}));
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(sealedDocument.ofd, *key, m_workspace.environment().random));
    if (!signer) {
        WENYI_TRY(signer, m_workspace.openKey(keyfile::PersonalSigning, pin));
    }
    WENYI_TRY(const auto entry, entryOf(use, sealedDocument, blob, *signer));
    QList<journal::NewEntry> entries{entry};
    if (also) {
        WENYI_TRY(const auto more, also(sealedDocument, blob));
        entries += more;
    }
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    keepHead(use, order.provided);
    return sealedDocument;
}

void UseService::keepHead(const SealUse &use, const std::optional<ProvidedSeal> &provided)
{
    // Behind the journal's head it does no harm, so that a medium that cannot be written is no reason to keep back a
    // document whose use is written down.
    if (const auto kept = UseHead{use.seal, use.number, use.digest()}.write(headPath(provided)); !kept)
        note(u"seal.head"_s, kept.error());
}

Result<QList<UseHead>> UseService::readHeads(QList<UseFinding> &findings) const
{
    QList<UseHead> heads;
    const Profile &profile = m_workspace.profile();
    for (const MemberId &member : profile.members) {
        for (const QString &path : headPaths(profile, member)) {
            const auto head = UseHead::read(path);
            if (!head)
                findings.append({UseFault::HeadDamaged, {}, 0, member.toString(), head.error()});
            else if (*head)
                heads.append(**head);
        }
    }
    return heads;
}

Result<RegisterReport> UseService::check()
{
    RegisterReport report;
    WENYI_TRY(report.uses, readRegister(m_workspace.journal(), m_workspace.profile().unit));
    WENYI_TRY(const auto heads, readHeads(report.findings));
    const UseJudge judge = judgeOf(report.uses);
    report.findings += checkRegister(report.uses, judge, heads);
    for (const LoggedUse &logged : report.uses.uses) {
        if (const auto approval = judge.approvalOf(logged))
            report.approvals.insert(logged.origin.entry, *approval);
    }
    return report;
}

Result<QList<UseFinding>> UseService::checkDocument(
    const QByteArray &ofd, const QString &name, const UseRegister &uses) const
{
    const VerificationService verification(
        m_workspace.trust(), m_workspace.directory(), m_workspace.environment().clock);
    WENYI_TRY(const auto verdict, verification.verify(ofd, {}));
    QList<UseFinding> findings;
    for (const SealFinding &finding : verdict.seals) {
        if (finding.registeredUnit != m_workspace.profile().unit || finding.registeredMember)
            continue; // Another unit's: its own register tells. A person's own stands in none.
        const SealId id(finding.sealId);
        if (!isEvidence(finding)) {
            findings.append({UseFault::NotEvidence, id, 0, name, {}});
            continue;
        }
        const SeenUse seen{id, finding.use, finding.signature};
        if (const auto found = checkSeen(seen, uses, name))
            findings.append(*found);
    }
    return findings;
}

Result<QByteArray> UseService::copy(const Digest &blob, const journal::Audience &key, const Digest &digest) const
{
    WENYI_TRY(const SecretBytes *secret, m_workspace.keyring().key(key));
    WENYI_TRY(const QByteArray bytes, m_workspace.blobs().read(blob, *secret));
    if (crypto::sm3(bytes) != digest)
        return Error{ErrorCode::Corrupt, "seal-use.copy", QString::fromLatin1(blob.toHex())};
    return bytes;
}

Result<QByteArray> UseService::copyOf(const LoggedUse &logged) const
{
    return copy(logged.completed.copy, logged.origin.key, logged.completed.document);
}

Result<QByteArray> UseService::copyOf(const AppliedUse &applied) const
{
    return copy(applied.application.copy, applied.origin.key, applied.application.document);
}

} // namespace wenyi::core
