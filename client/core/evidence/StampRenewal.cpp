// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"

#include "client/core/exchange/DesktopMarks.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"

#include <QSet>

// What EvidenceService does so that time stamps outlast the certificates of who gave them.

namespace wenyi::core {

Result<QList<DueEvidence>> EvidenceService::dueForRenewal()
{
    QList<DueEvidence> due;
    journal::Database &database = m_workspace.journal().database();
    DesktopMarks marks(database);
    const Instant now = m_workspace.environment().clock.now();
    WENYI_TRY(const Instant pause, marks.renewalsPausedUntil());
    // A clock that was far ahead does not keep it waiting for years.
    if (!m_workspace.contentKey() || (now < pause && pause <= now + RenewalPause))
        return due;
    const Digest directory = m_workspace.directory().digest();
    for (const bool isOwn : {true, false}) {
        const Instant until = now + (isOwn ? RenewBefore : OthersRenewBefore);
        const DueTerms terms{m_workspace.profile().desktop, isOwn, now, until};
        std::optional<DueEvidence> last;
        while (due.size() < AtOnce) {
            WENYI_TRY(const auto page, EvidenceProjection::due(database, terms, AtOnce, last));
            if (page.isEmpty())
                break;
            last = page.last();
            for (const DueEvidence &one : page) {
                WENYI_TRY(const bool isHopeless, marks.isUnstampable(one.digest, directory));
                if (!isHopeless && due.size() < AtOnce)
                    due.append(one);
            }
        }
    }
    if (due.size() < AtOnce)
        WENYI_CHECK(pauseRenewals());
    return due;
}

Result<void> EvidenceService::pauseRenewals()
{
    const Instant until = m_workspace.environment().clock.now() + RenewalPause;
    return DesktopMarks(m_workspace.journal().database()).pauseRenewals(until);
}

Result<void> EvidenceService::passOver(const Digest &signature)
{
    return DesktopMarks(m_workspace.journal().database()).noteUnstampable(signature, m_workspace.directory().digest());
}

Result<std::optional<crypto::TimeStampRequest>> EvidenceService::requestFor(const DueEvidence &due)
{
    WENYI_TRY(const auto list, listOf(due.former));
    WENYI_TRY(const int below, EvidenceProjection::stampsBelow(m_workspace.journal().database(), due));
    const KnownEvidence former{due.former.entry, due.former.content, list};
    const auto held = checkRenewable(former, m_workspace.trust(), m_workspace.environment().clock.now());
    if (!held || below >= ActEvidence::MostRenewals) {
        WENYI_CHECK(passOver(due.digest));
        return std::optional<crypto::TimeStampRequest>();
    }
    auto request = crypto::TimeStampRequest::over({}, m_workspace.environment().random);
    request.imprint.digest = due.digest.toBytes();
    return std::optional(request);
}

Result<KeptEvidence> EvidenceService::renew(const DueEvidence &due, const QByteArray &timeStamp)
{
    KeptEvidence kept;
    kept.stampFault = faultOf(timeStamp);
    if (kept.stampFault)
        return kept;
    WENYI_TRY(const auto token, crypto::TimeStampToken::fromDer(timeStamp));
    WENYI_TRY(const auto list, listOf(due.former));
    const KnownEvidence former{due.former.entry, due.former.content, list};
    KnownEvidence further;
    further.content.signature = due.digest;
    further.content.issuers = m_workspace.trust().issuersOf(token.authority());
    further.content.timeStamp = timeStamp;
    if (const auto checked = checkRenewal(further, former, m_workspace.trust()); !checked) {
        kept.stampFault = checked.error();
        WENYI_CHECK(passOver(due.digest)); // The next one would hardly fit better.
        return kept;
    }
    if (further.content.runsOut().value_or(due.runsOut) < due.runsOut + LeastGain)
        return kept;
    WENYI_TRY(further.content.list, keptList(token.authority()));
    QList<journal::BlobReference> blobs;
    if (further.content.list)
        blobs.append(further.content.list->blob);
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {journal::NewEntry{due.stream, due.streamType, entrykind::RecordEvidence.toString(),
                                     further.content.toBytes(), blobs, m_workspace.profile().unit.toString()}}));
    kept.isStamped = true;
    return kept;
}

Result<QList<KnownEvidence>> EvidenceService::renewalsOf(const ActEvidence &evidence, const DesktopId &desktop,
    const EvidenceBySignature &stored, qsizetype &others, int depth)
{
    QList<KnownEvidence> renewals;
    if (!evidence.timeStamp || depth >= ActEvidence::MostRenewals)
        return renewals;
    const QList<StoredEvidence> over = stored.value(crypto::sm3(evidence.toBytes()));
    QSet<QByteArray> taken; // The same bytes twice would double what is over them, and so at each stamp of the chain.
    // The desktop's own and all that is over them first, so that nothing which others write hides them.
    for (const bool isOwn : {true, false}) {
        for (const StoredEvidence &one : over) {
            const QByteArray bytes = one.content.toBytes();
            if ((one.desktop == desktop) != isOwn || (!isOwn && others == 0) || taken.contains(bytes))
                continue;
            taken.insert(bytes);
            others -= isOwn ? 0 : 1;
            WENYI_TRY(const auto list, listOf(one));
            WENYI_TRY(const auto above, renewalsOf(one.content, desktop, stored, others, depth + 1));
            renewals.append({one.entry, one.content, list, above});
        }
    }
    return renewals;
}

} // namespace wenyi::core
