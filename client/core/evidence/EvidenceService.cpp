// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Larger lists are not kept with acts: a million certificates would have to be revoked.
constexpr qsizetype LargestList = 32 * limits::MiB;

} // namespace

Result<QList<PendingAct>> EvidenceService::pending(EvidenceState upTo)
{
    if (!m_workspace.contentKey())
        return QList<PendingAct>();
    return EvidenceProjection::pending(m_workspace.journal().database(), m_workspace.profile().desktop, upTo, AtOnce);
}

crypto::TimeStampRequest EvidenceService::requestFor(const PendingAct &act) const
{
    auto request = crypto::TimeStampRequest::over({}, m_workspace.environment().random);
    request.imprint.digest = act.signature.toBytes();
    return request;
}

Result<PersonalSignature> EvidenceService::signatureOf(const PendingAct &act, QString &module)
{
    WENYI_TRY(const auto entries, m_workspace.journal().stream(act.stream));
    for (const journal::Journal::StreamEntry &entry : entries) {
        if (entry.stored.id != act.entry || !entry.payload)
            continue;
        WENYI_TRY(const auto event,
            modules::RecordEvent::fromBytes(*entry.payload, entry.stored.id, entry.stored.entry.actor));
        module = event.module;
        return PersonalSignature::fromBytes(event.action.signature);
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
    for (auto issuer = issuers.rbegin(); issuer != issuers.rend(); ++issuer)
        WENYI_CHECK(known.addAuthority(*issuer, m_workspace.environment().clock.now()));
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
    WENYI_TRY(const auto known, EvidenceProjection::listBlob(m_workspace.journal().database(), digest, audience));
    // Another desktop's word that the blob is this list is not enough where the blob is not here.
    if (known && m_workspace.blobs().has(known->blob.digest)) {
        WENYI_TRY(const SecretBytes *key, m_workspace.keyring().key(audience));
        const auto content = m_workspace.blobs().read(known->blob.digest, *key);
        if (content && *content == *list)
            return known;
    }
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(*list, *key, m_workspace.environment().random));
    return std::optional(KeptList{digest, blob});
}

Result<bool> EvidenceService::keep(const PendingAct &act, const std::optional<QByteArray> &timeStamp)
{
    if (!timeStamp && act.state != EvidenceState::None)
        return false; // As much is there already.
    QString module;
    WENYI_TRY(const auto signature, signatureOf(act, module));
    WENYI_TRY(const auto signer, crypto::Certificate::fromDer(signature.certificate));
    KnownEvidence evidence;
    evidence.content.signature = act.signature;
    evidence.content.issuers = m_workspace.trust().issuersOf(signer);
    evidence.content.timeStamp = timeStamp;
    if (timeStamp) {
        const auto token = crypto::TimeStampToken::fromDer(*timeStamp);
        const Instant now = m_workspace.environment().clock.now();
        const bool isAboutNow = token && std::chrono::abs(token->time() - now) <= crypto::ClockTolerance;
        if (!isAboutNow || !checkEvidence(signature, evidence, m_workspace.trust()))
            evidence.content.timeStamp.reset();
    }
    const bool isStamped = evidence.content.timeStamp.has_value();
    if (!isStamped && act.state != EvidenceState::None)
        return false;
    WENYI_TRY(evidence.content.list, keptList(signer));
    QList<journal::BlobReference> blobs;
    if (evidence.content.list)
        blobs.append(evidence.content.list->blob);
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {journal::NewEntry{act.stream, module, entrykind::RecordEvidence.toString(),
                                     evidence.content.toBytes(), blobs, m_workspace.profile().unit.toString()}}));
    return isStamped;
}

Result<void> EvidenceService::keepAll()
{
    WENYI_TRY(const auto acts, pending(EvidenceState::None));
    for (const PendingAct &act : acts)
        WENYI_CHECK(keep(act, {}));
    return {};
}

Result<std::optional<QByteArray>> EvidenceService::listOf(const StoredEvidence &evidence)
{
    if (!evidence.content.list)
        return std::optional<QByteArray>();
    const Digest &blob = evidence.content.list->blob.digest;
    if (const auto read = m_lists.constFind(blob); read != m_lists.constEnd())
        return std::optional(*read);
    // Whoever writes evidence names the blob: it may be any.
    const auto key = m_workspace.keyring().key(evidence.key);
    const auto size = m_workspace.blobs().size(blob);
    if (!key || !size || *size > 2 * static_cast<quint64>(LargestList))
        return std::optional<QByteArray>();
    const auto content = m_workspace.blobs().read(blob, **key);
    if (!content && content.error().code == ErrorCode::StorageFailure)
        return content.error();
    if (!content)
        return std::optional<QByteArray>();
    m_lists.insert(blob, *content);
    return std::optional(*content);
}

Result<QList<KnownEvidence>> EvidenceService::evidenceFor(const Digest &signature, const QList<StoredEvidence> &stored)
{
    QList<KnownEvidence> known;
    for (const StoredEvidence &one : stored) {
        if (one.content.signature != signature || known.size() == MostPerAct)
            continue;
        WENYI_TRY(const auto list, listOf(one));
        known.append({one.entry, one.content, list});
    }
    return known;
}

Result<QList<JudgedAct>> EvidenceService::judge(const StreamId &stream)
{
    WENYI_TRY(const auto steps, RecordService(m_workspace).signedSteps(stream));
    WENYI_TRY(const auto stored, EvidenceProjection::inStream(m_workspace.journal().database(), stream));
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
        WENYI_TRY(const auto evidence, evidenceFor(crypto::sm3(step.signature), stored));
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
