// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/ContentInquiry.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/Refusals.h"
#include "client/core/exchange/Synchronizer.h"
#include "client/core/records/OfficeClock.h"
#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {
constexpr quint64 DirectoryBound = 256 * limits::MiB;
/// Questions on their way at once.
constexpr qsizetype AskedAtOnce = 32;
} // namespace

Result<void> Synchronizer::syncDirectory()
{
    WENYI_CHECK(tell(SyncStep::Directory, 0));
    const Digest own = m_gate.ask([this] { return m_workspace.directory().digest(); });
    WENYI_TRY(auto chunk, m_link.ask<protocol::DirectoryChunk>(protocol::GetDirectory{0}));
    const Digest digest = chunk.digest;
    if (digest == own)
        return {};
    QByteArray bytes = chunk.chunk;
    if (chunk.size > DirectoryBound)
        return Error{ErrorCode::TooLarge, "sync.directory-size", QString::number(chunk.size)};
    while (static_cast<quint64>(bytes.size()) < chunk.size) {
        if (chunk.size > DirectoryBound || chunk.digest != digest || chunk.chunk.isEmpty())
            return Error{ErrorCode::Unavailable, "sync.directory-changed", {}};
        WENYI_CHECK(tell(SyncStep::Directory, 0));
        WENYI_TRY(
            chunk, m_link.ask<protocol::DirectoryChunk>(protocol::GetDirectory{static_cast<quint64>(bytes.size())}));
        bytes.append(chunk.chunk);
    }
    if (crypto::sm3(bytes) != digest)
        return Error{ErrorCode::Corrupt, "sync.directory-digest", {}};
    WENYI_CHECK(m_gate.ask([&] { return m_workspace.takeDirectory(bytes); }));
    m_report.isDirectoryNew = true;
    return {};
}

Result<void> Synchronizer::hearTime(const QByteArray &bytes)
{
    const auto checkpoint = journal::Checkpoint::fromBytes(bytes);
    if (!checkpoint)
        return {}; // What comes with it says what is wrong.
    return m_gate.ask([&] { return OfficeClock(m_workspace).hear(checkpoint->signedAt); });
}

Result<void> Synchronizer::askAfterContent()
{
    WENYI_TRY(const auto all, m_gate.ask([this] { return ContentInquiry(m_workspace).next(); }));
    qsizetype missing = 0;
    for (qsizetype from = 0; from < all.size(); from += AskedAtOnce) {
        const QList<Digest> some = all.mid(from, AskedAtOnce);
        const auto answers = m_link.requestAll(ContentInquiry::requestsFor(some));
        for (const auto &answer : answers) {
            // What the server refuses of one says nothing of the others.
            if (!answer
                && (answer.error().code == ErrorCode::Unavailable || answer.error().code == ErrorCode::Cancelled))
                return answer.error();
        }
        WENYI_TRY(const qsizetype lacks, m_gate.ask([&] { return ContentInquiry(m_workspace).take(some, answers); }));
        missing += lacks;
        WENYI_CHECK(tell(SyncStep::Blobs, 0));
    }
    return missing > 0 ? sendOwed() : Result<void>();
}

Result<void> Synchronizer::recover()
{
    if (!m_gate.ask([this] { return m_workspace.isRecovering(); }))
        return {};
    WENYI_CHECK(tell(SyncStep::Entries, 0));
    WENYI_CHECK(pullEntries());
    WENYI_TRY(m_report.recovered, m_gate.ask([this] { return StoreResync(m_workspace).finish(Bulk); }));
    return {};
}

Result<void> Synchronizer::keepEvidence()
{
    EvidenceService evidence(m_workspace);
    WENYI_CHECK(keepEvidence(evidence, {{}, {}, {}, EvidenceState::None, 0}));
    // Behind the one whose stamp did not hold the last time, so that it keeps no other from being stamped.
    WENYI_TRY(const quint64 behind,
        m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).stampCursor(); }));
    WENYI_CHECK(keepEvidence(evidence, {{}, {}, {}, EvidenceState::WithoutTimeStamp, static_cast<qint64>(behind)}));
    if (behind != 0 && m_hasTimeStamps) {
        WENYI_CHECK(m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).moveStampCursor(0); }));
        WENYI_CHECK(keepEvidence(evidence, {{}, {}, {}, EvidenceState::WithoutTimeStamp, 0}));
    }
    return renewEvidence(evidence);
}

Result<void> Synchronizer::renewEvidence(EvidenceService &evidence)
{
    if (!m_hasTimeStamps)
        return {};
    WENYI_TRY(const auto due, m_gate.ask([&] { return evidence.dueForRenewal(); }));
    for (const DueEvidence &one : due) {
        WENYI_CHECK(tell(SyncStep::Entries, 0));
        const auto goesOn = renew(evidence, one);
        if (!goesOn
            && (goesOn.error().code == ErrorCode::StorageFailure || goesOn.error().code == ErrorCode::Cancelled))
            return goesOn.error();
        if (!goesOn)
            m_report.refused.append({m_now.step, one.stream.toString(), goesOn.error()});
        else if (!*goesOn)
            break;
    }
    return {};
}

Result<bool> Synchronizer::renew(EvidenceService &evidence, const DueEvidence &due)
{
    WENYI_TRY(const auto request, m_gate.ask([&] { return evidence.requestFor(due); }));
    if (!request)
        return true;
    WENYI_TRY(const auto token, timeStampFor(*request, due.stream));
    if (!token)
        return false;
    WENYI_TRY(const KeptEvidence kept, m_gate.ask([&] { return evidence.renew(due, *token); }));
    if (kept.isStamped)
        return true;
    // Neither would the next one hold, or run out later.
    WENYI_CHECK(m_gate.ask([&] { return evidence.pauseRenewals(); }));
    if (!kept.stampFault)
        return false;
    return m_gate.ask([&]() -> Result<bool> {
        const RefusedThing thing{u"server"_s, u"evidence.time-stamp"_s, due.digest, due.stream.toString()};
        return refuse(m_workspace, thing, *kept.stampFault);
    });
}

Result<void> Synchronizer::keepEvidence(EvidenceService &evidence, PendingAct last)
{
    const EvidenceState state = last.state;
    for (qsizetype done = 0; done < EvidenceService::AtOnce;) {
        WENYI_TRY(const auto acts, m_gate.ask([&] { return evidence.pending(state, last); }));
        for (const PendingAct &act : acts) {
            WENYI_CHECK(tell(SyncStep::Entries, 0));
            if (state != EvidenceState::None && !m_hasTimeStamps)
                return {}; // There is nothing else to add.
            const auto kept = keepEvidenceOf(evidence, act);
            if (!kept && (kept.error().code == ErrorCode::StorageFailure || kept.error().code == ErrorCode::Cancelled))
                return kept.error();
            // One that fails stands in nobody's way, neither the others' nor the entries'.
            if (!kept)
                m_report.refused.append({m_now.step, act.stream.toString(), kept.error()});
            done += kept ? 1 : 0;
        }
        if (acts.isEmpty())
            break;
        last = acts.last();
    }
    return {};
}

Result<void> Synchronizer::keepEvidenceOf(EvidenceService &evidence, const PendingAct &act)
{
    WENYI_TRY(const auto token, timeStampFor(evidence, act));
    WENYI_TRY(const KeptEvidence kept, m_gate.ask([&] { return evidence.keep(act, token); }));
    if (!kept.stampFault)
        return {};
    // One of the two clocks is wrong, or the authority is not ours: the next stamp would hardly be better.
    m_hasTimeStamps = false;
    return m_gate.ask([&]() -> Result<void> {
        const auto number = static_cast<quint64>(act.number);
        WENYI_CHECK(DesktopMarks(m_workspace.journal().database()).moveStampCursor(number));
        const RefusedThing thing{u"server"_s, u"evidence.time-stamp"_s, act.signature, act.stream.toString()};
        return refuse(m_workspace, thing, *kept.stampFault);
    });
}

Result<std::optional<QByteArray>> Synchronizer::timeStampFor(EvidenceService &evidence, const PendingAct &act)
{
    if (!m_hasTimeStamps)
        return std::optional<QByteArray>();
    WENYI_TRY(const auto request, m_gate.ask([&] { return evidence.requestFor(act); }));
    return request ? timeStampFor(*request, act.stream) : std::optional<QByteArray>();
}

Result<std::optional<QByteArray>> Synchronizer::timeStampFor(
    const crypto::TimeStampRequest &request, const StreamId &stream)
{
    const auto answer = m_link.ask<protocol::TimeStampAnswer>(protocol::RequestTimeStamp{request.toDer()});
    const auto token = answer ? crypto::tokenFromResponse(answer->response, request) : answer.error();
    if (token)
        return std::optional(*token);
    const Error &error = token.error();
    if (error.code == ErrorCode::Cancelled)
        return error;
    // None, or none for now: the act keeps what it can have without, and a later run asks again. A connection that is
    // lost is so for the entries too, unless the server knows no such request.
    m_hasTimeStamps = false;
    if (error.code != ErrorCode::Unsupported && isRefusal(error))
        m_report.refused.append({m_now.step, stream.toString(), error});
    return std::optional<QByteArray>();
}

} // namespace wenyi::core
