// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"

#include "client/core/exchange/DesktopMarks.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Larger lists are not kept with acts: a million certificates would have to be revoked.
constexpr qsizetype LargestList = 32 * limits::MiB;
/// Lists that were read are kept in memory up to so much: one of the largest and a few ordinary ones.
constexpr qsizetype MostListBytes = 2 * LargestList;

} // namespace

Result<QList<PendingAct>> EvidenceService::pending(EvidenceState upTo, const std::optional<PendingAct> &after)
{
    if (!m_workspace.contentKey())
        return QList<PendingAct>();
    journal::Database &database = m_workspace.journal().database();
    const Digest directory = m_workspace.directory().digest();
    QList<PendingAct> acts;
    for (std::optional<PendingAct> last = after; acts.isEmpty();) {
        WENYI_TRY(
            const auto page, EvidenceProjection::pending(database, m_workspace.profile().desktop, upTo, AtOnce, last));
        if (page.isEmpty())
            break;
        last = page.last();
        for (const PendingAct &act : page) {
            WENYI_TRY(const bool isHopeless, DesktopMarks(database).isUnstampable(act.signature, directory));
            if (act.state == EvidenceState::None || !isHopeless)
                acts.append(act);
        }
    }
    return acts;
}

Result<std::optional<crypto::TimeStampRequest>> EvidenceService::requestFor(const PendingAct &act)
{
    WENYI_TRY(const Signed what, signedBy(act));
    WENYI_TRY(const auto signer, crypto::Certificate::fromDer(what.signature.certificate));
    if (m_workspace.trust().issuersOf(signer).isEmpty()) {
        WENYI_CHECK(DesktopMarks(m_workspace.journal().database())
                        .noteUnstampable(act.signature, m_workspace.directory().digest()));
        return std::optional<crypto::TimeStampRequest>();
    }
    auto request = crypto::TimeStampRequest::over({}, m_workspace.environment().random);
    request.imprint.digest = act.signature.toBytes();
    return std::optional(request);
}

Result<EvidenceService::Signed> EvidenceService::signedBy(const PendingAct &act)
{
    WENYI_TRY(const auto entries, m_workspace.journal().stream(act.stream));
    for (const journal::Journal::StreamEntry &entry : entries) {
        if (entry.stored.id != act.entry || !entry.payload)
            continue;
        if (isUseStream(act.stream)) {
            WENYI_TRY(const auto content, SignedContent::fromBytes(*entry.payload));
            Signed what{content.signature, entry.stored.entry.streamType, {}};
            if (entry.stored.entry.kind == entrykind::SealUsed) {
                LoggedUse &use = what.use.emplace();
                use.origin.key = entry.stored.entry.audience;
                WENYI_TRY(use.completed, CompletedUse::fromBytes(content.content));
            }
            return what;
        }
        WENYI_TRY(const auto event,
            modules::RecordEvent::fromBytes(*entry.payload, entry.stored.id, entry.stored.entry.actor));
        WENYI_TRY(const auto signature, PersonalSignature::fromBytes(event.action.signature));
        return Signed{signature, event.module, {}};
    }
    return Error{ErrorCode::NotFound, "evidence.no-act", act.stream.toString()};
}

Result<std::optional<QByteArray>> EvidenceService::currentList(const crypto::Certificate &signer) const
{
    // What is trusted by now came from one of these two, the newer from the directory as a rule.
    const auto own = readBounded(m_workspace.profile().path(u"trust/revocations.crl"_s), LargestList);
    std::optional<QByteArray> newest;
    crypto::TrustStore known = m_workspace.trust().rootsAlone();
    const QList<crypto::Certificate> issuers = m_workspace.trust().issuersOf(signer);
    for (auto issuer = issuers.rbegin(); issuer != issuers.rend(); ++issuer) {
        if (!known.addAuthority(*issuer, m_workspace.environment().clock.now()))
            return newest; // An authority that ran out issues no more lists; the rest of the evidence is kept.
    }
    for (const QByteArray &list : {own ? *own : QByteArray(), m_workspace.directory().content().revocationList}) {
        if (!list.isEmpty() && list.size() <= LargestList && known.addRevocationList(list))
            newest = list;
    }
    return newest;
}

Result<std::optional<KeptList>> EvidenceService::keptList(const crypto::Certificate &signer)
{
    const auto issuers = m_workspace.trust().issuersOf(signer);
    const Digest authority = issuers.isEmpty() ? Digest() : issuers.first().fingerprint();
    if (const auto known = m_kept.constFind(authority); known != m_kept.constEnd())
        return *known;
    WENYI_TRY(const auto kept, keepList(signer));
    m_kept.insert(authority, kept);
    return kept;
}

Result<std::optional<KeptList>> EvidenceService::keepList(const crypto::Certificate &signer)
{
    WENYI_TRY(const auto list, currentList(signer));
    if (!list)
        return std::optional<KeptList>();
    const Digest digest = crypto::sm3(*list);
    WENYI_TRY(const auto audience, m_workspace.keyring().newest(m_workspace.profile().unit.toString()));
    WENYI_TRY(const auto known, storedList(digest, *list, audience));
    if (known)
        return known;
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(*list, *key, m_workspace.environment().random));
    return std::optional(KeptList{digest, blob});
}

Result<std::optional<KeptList>> EvidenceService::storedList(
    const Digest &digest, const QByteArray &list, const journal::Audience &audience)
{
    WENYI_TRY(const auto blobs, EvidenceProjection::listBlobs(
                                    m_workspace.journal().database(), digest, audience, m_workspace.profile().desktop));
    for (const KeptList &known : blobs) {
        // Another desktop's word that the blob is this list is not enough where the blob is not here.
        const auto size = m_workspace.blobs().size(known.blob.digest);
        if (!size || *size > 2 * static_cast<quint64>(LargestList))
            continue;
        WENYI_TRY(const SecretBytes *key, m_workspace.keyring().key(audience));
        const auto content = m_workspace.blobs().read(known.blob.digest, *key);
        if (content && *content == list)
            return std::optional(known);
    }
    return std::optional<KeptList>();
}

std::optional<Error> EvidenceService::faultOf(const QByteArray &timeStamp) const
{
    const auto token = crypto::TimeStampToken::fromDer(timeStamp);
    if (!token)
        return Error{ErrorCode::NotTrusted, "evidence.time-stamp", describe(token.error())};
    if (std::chrono::abs(token->time() - m_workspace.environment().clock.now()) > crypto::ClockTolerance)
        return Error{ErrorCode::NotTrusted, "time-stamp.other-clock", toDateTime(token->time()).toString(Qt::ISODate)};
    return {};
}

std::optional<Error> EvidenceService::faultOf(const PersonalSignature &signature, const KnownEvidence &evidence) const
{
    if (const auto fault = faultOf(*evidence.content.timeStamp))
        return fault;
    const auto checked = checkEvidence(signature, evidence, m_workspace.trust());
    return checked ? std::nullopt : std::optional(checked.error());
}

Result<KeptEvidence> EvidenceService::keep(const PendingAct &act, const std::optional<QByteArray> &timeStamp)
{
    KeptEvidence kept;
    if (!timeStamp && act.state != EvidenceState::None)
        return kept; // As much is there already.
    WENYI_TRY(const Signed what, signedBy(act));
    WENYI_TRY(const auto signer, crypto::Certificate::fromDer(what.signature.certificate));
    KnownEvidence evidence;
    evidence.content.signature = act.signature;
    evidence.content.issuers = issuersFor(what, signer);
    evidence.content.timeStamp = timeStamp;
    if (timeStamp)
        kept.stampFault = faultOf(what.signature, evidence);
    if (kept.stampFault)
        evidence.content.timeStamp.reset();
    kept.isStamped = evidence.content.timeStamp.has_value();
    if (!kept.isStamped && act.state != EvidenceState::None)
        return kept;
    WENYI_TRY(evidence.content.list, keptList(signer));
    QList<journal::BlobReference> blobs;
    if (evidence.content.list)
        blobs.append(evidence.content.list->blob);
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id,
        {journal::NewEntry{evidenceStreamOf(act.stream), what.streamType, entrykind::RecordEvidence.toString(),
            evidence.content.toBytes(), blobs, m_workspace.profile().unit.toString()}}));
    return kept;
}

Result<void> EvidenceService::keepAll()
{
    std::optional<PendingAct> last;
    for (qsizetype done = 0; done < AtOnce;) {
        WENYI_TRY(const auto acts, pending(EvidenceState::None, last));
        if (acts.isEmpty())
            return {};
        for (const PendingAct &act : acts) {
            const auto kept = keep(act, {});
            if (!kept && kept.error().code == ErrorCode::StorageFailure)
                return kept.error();
            done += kept ? 1 : 0;
        }
        last = acts.last();
    }
    return {};
}

Result<std::optional<QByteArray>> EvidenceService::listOf(const StoredEvidence &evidence)
{
    if (!evidence.content.list)
        return std::optional<QByteArray>();
    const Digest &digest = evidence.content.list->digest;
    const Digest &blob = evidence.content.list->blob.digest;
    if (const auto read = m_lists.constFind(digest); read != m_lists.constEnd())
        return std::optional(*read);
    // Whoever writes evidence names the blob: it may be any.
    if (const auto known = m_contents.constFind(blob); known != m_contents.constEnd() && *known != digest)
        return std::optional<QByteArray>();
    const auto key = m_workspace.keyring().key(evidence.key);
    const auto size = m_workspace.blobs().size(blob);
    if (!key || !size || *size > 2 * static_cast<quint64>(LargestList))
        return std::optional<QByteArray>();
    const auto content = m_workspace.blobs().read(blob, **key);
    if (!content && content.error().code == ErrorCode::StorageFailure)
        return content.error();
    if (!content)
        return std::optional<QByteArray>();
    const Digest actual = crypto::sm3(*content);
    m_contents.insert(blob, actual);
    if (actual != digest)
        return std::optional<QByteArray>();
    if (content->size() <= MostListBytes - m_listBytes) {
        m_listBytes += content->size();
        m_lists.insert(digest, *content);
    }
    return std::optional(*content);
}

Result<QList<KnownEvidence>> EvidenceService::evidenceFor(
    const Digest &signature, const DesktopId &desktop, const EvidenceBySignature &stored)
{
    QList<StoredEvidence> own;
    QList<StoredEvidence> others;
    const QList<StoredEvidence> over = stored.value(signature);
    for (const StoredEvidence &one : over) {
        // However much others write, it does not hide what the act's own desktop kept.
        if (one.desktop == desktop)
            own.append(one);
        else if (others.size() < MostOfOthers)
            others.append(one);
    }
    QList<KnownEvidence> known;
    for (const StoredEvidence &one : own + others) {
        WENYI_TRY(const auto list, listOf(one));
        qsizetype most = MostOfOthers;
        WENYI_TRY(const auto renewals, renewalsOf(one.content, desktop, stored, most));
        known.append({one.entry, one.content, list, renewals});
    }
    return known;
}

Result<QList<JudgedAct>> EvidenceService::judge(const StreamId &stream)
{
    WENYI_TRY(const auto steps, RecordService(m_workspace).signedSteps(stream));
    WENYI_TRY(const auto stored, EvidenceProjection::inStream(m_workspace.journal().database(), stream));
    WENYI_TRY(const auto desktops, EvidenceProjection::desktopsOf(m_workspace.journal().database(), stream));
    EvidenceBySignature over;
    for (const StoredEvidence &one : stored)
        over[one.content.signature].append(one);
    QList<JudgedAct> acts;
    for (const modules::RecordStep &step : steps) {
        JudgedAct act{step, {}};
        const auto signature = step.signature.isEmpty() ? Result<PersonalSignature>(
                                   Error{ErrorCode::NotTrusted, "record.signature-missing", step.act})
                                                        : PersonalSignature::fromBytes(step.signature);
        if (!signature) {
            act.verdict.fault = signature.error();
            acts.append(act);
            continue;
        }
        WENYI_TRY(const auto evidence, evidenceFor(crypto::sm3(step.signature), desktops.value(step.entry), over));
        act.verdict = judgeAct(*signature, evidence, m_workspace.trust(), m_workspace.environment().clock.now());
        const auto says = act.verdict.statement ? checkSays(*act.verdict.statement, step, stream) : Result<void>();
        if (!says) {
            act.verdict.conclusion = ActConclusion::Invalid;
            act.verdict.fault = says.error();
        }
        acts.append(act);
    }
    return acts;
}

} // namespace wenyi::core
