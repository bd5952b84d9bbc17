// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RestoredServer.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/OwedBlobs.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/Refusals.h"
#include "client/core/exchange/ServerTerms.h"
#include "client/core/exchange/Synchronizer.h"
#include "shared/crypto/Sm3.h"

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// Entries tell the time of their desktop's clock, and what they tell of was made before: so much is offered too much.
constexpr auto Margin = 24h * 7;
/// For how long receipts wait for an envelope that its sender does not offer.
constexpr auto LongestOffer = 24h * 30;
constexpr qsizetype ReceiptsInOffer = 100;

/// The position behind the runs that come behind `at`; nothing where they do not follow it.
std::optional<journal::LogPosition> behindRuns(journal::LogPosition at, const QList<journal::LogRun> &runs)
{
    for (const journal::LogRun &run : runs) {
        if (run.first != at.number + 1)
            return std::nullopt;
        for (const QByteArray &entry : run.run.entries)
            at = at.following(crypto::sm3(entry));
    }
    return at;
}

} // namespace

Result<QByteArray> RestoredServer::askTerm()
{
    WENYI_TRY(const QByteArray known, m_gate.ask([this] { return ServerTerms(m_workspace).known(); }));
    auto answer = m_link.ask<protocol::Term>(protocol::AskTerm{known});
    if (!answer && answer.error().reason == "term.signature") // The server has another certificate since.
        answer = m_link.ask<protocol::Term>(protocol::AskTerm{});
    if (answer)
        return answer->term;
    const Error &error = answer.error();
    if (error.reason == "server.superseded")
        return Error{ErrorCode::NotTrusted, "sync.server-replaced", error.detail};
    const bool isAway = error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled;
    return isAway ? Result<QByteArray>(error) : QByteArray();
}

Result<bool> RestoredServer::meet()
{
    WENYI_TRY(const QByteArray term, askTerm());
    if (term.isEmpty())
        return false;
    WENYI_TRY(const auto news, m_gate.ask([&] { return ServerTerms(m_workspace).look(term); }));
    bool lacks = false;
    if (news) {
        WENYI_TRY(lacks, setBack(*news));
    }
    // Last: what was interrupted before is done again.
    WENYI_CHECK(m_gate.ask([&] { return ServerTerms(m_workspace).keep(term); }));
    return lacks || (news && news->kind == journal::TermKind::Restored);
}

Result<bool> RestoredServer::setBack(const journal::TermFacts &term)
{
    WENYI_TRY(const auto head, m_gate.ask([this] { return m_workspace.journal().logHead(); }));
    WENYI_TRY(const quint64 common, findCommon(head.number));
    return m_gate.ask([&]() -> Result<bool> {
        journal::Journal &journal = m_workspace.journal();
        WENYI_TRY(const auto time, journal.timeAt(common));
        DesktopMarks marks(journal.database());
        // A desktop's clock may have stood at any year.
        const Instant since = time ? std::min(*time, term.at) - Margin : Instant();
        WENYI_CHECK(marks.offerAnew(OffersAnew::All));
        WENYI_CHECK(oweLargeContent(since));
        WENYI_CHECK(marks.pullFromTheFirst());
        WENYI_TRY(const auto place, journal.positionAt(common));
        WENYI_TRY(const QByteArray checkpoint, journal.setBack(place));
        WENYI_CHECK(noteRestore(term, checkpoint, common));
        return common < head.number;
    });
}

Result<void> RestoredServer::oweLargeContent(Instant since)
{
    // It goes behind its entries: the server may have kept those and not it, and they do not go again.
    WENYI_TRY(const auto named, m_workspace.journal().ownBlobsSince(since));
    OwedBlobs owed(m_workspace.journal().database());
    for (const journal::BlobReference &blob : named) {
        if (blob.size > Synchronizer::Bulk && m_workspace.blobs().has(blob.digest))
            WENYI_CHECK(owed.add(blob.digest)); // The server is asked first: what it has costs one question.
    }
    return {};
}

Result<void> RestoredServer::noteRestore(const journal::TermFacts &term, const QByteArray &checkpoint, quint64 common)
{
    // What the server signed and does not stand by any more, for the auditor.
    const auto contradicted = journal::Checkpoint::fromBytes(checkpoint);
    const QString subject = contradicted ? u"term %1, log %2 of %3 %4"_s.arg(term.number)
                                               .arg(common)
                                               .arg(contradicted->position.number)
                                               .arg(QString::fromLatin1(contradicted->position.hash.toHex()))
                                         : u"term %1, log %2"_s.arg(term.number).arg(common);
    return m_workspace.audit().record(u"server"_s, u"server.restored"_s, {}, subject);
}

Result<quint64> RestoredServer::findCommon(quint64 head)
{
    quint64 low = 0;
    for (quint64 high = head; low < high;) {
        const quint64 middle = high == head ? head : high - (high - low) / 2; // The head first: often all is well.
        WENYI_TRY(const auto common, commonBehind(middle));
        if (common)
            low = std::min(*common, head);
        else
            high = middle - 1;
    }
    return low;
}

Result<std::optional<quint64>> RestoredServer::commonBehind(quint64 number)
{
    const auto answer = m_link.ask<protocol::Entries>(protocol::PullEntries{number});
    if (!answer && answer.error().reason == "journal.log-number")
        return std::optional<quint64>();
    if (!answer)
        return answer.error();
    WENYI_TRY(const auto checkpoint, journal::Checkpoint::fromBytes(answer->checkpoint));
    QList<journal::LogRun> runs;
    for (const QByteArray &bytes : answer->runs) {
        WENYI_TRY(const auto run, journal::LogRun::fromBytes(bytes));
        runs.append(run);
    }
    // In the midst of a run that goes on: only whole ones are handed out.
    if (runs.isEmpty() && answer->logNumber > number)
        return std::optional<quint64>();
    const quint64 boundary = runs.isEmpty() ? number : runs.constFirst().first - 1;
    const auto place = m_gate.ask([&] { return m_workspace.journal().positionAt(boundary); });
    if (!place)
        return place.error().code == ErrorCode::NotFound ? Result<std::optional<quint64>>(std::nullopt) : place.error();
    const auto behind = behindRuns(*place, runs);
    return behind && *behind == checkpoint.position ? std::optional(boundary) : std::optional<quint64>();
}

Result<bool> RestoredServer::offerEnvelope(const exchange::EnvelopeHeader &header)
{
    WENYI_TRY(const bool mayGo, m_offer.giveHold(header));
    if (!mayGo)
        return false;
    // The first acceptance stays: a later one says no more.
    WENYI_CHECK(m_offer.send(header, [this](const Digest &part) { return m_transfer.put(part); }));
    return true;
}

Result<void> RestoredServer::giveRecall(const exchange::Directive &recall)
{
    const auto state = m_link.ask<protocol::DirectiveState>(protocol::GiveDirective{recall.toBytes()});
    if (!state) // One about an envelope that another desktop has still to offer is unknown; that one gives it then.
        return isRefusal(state.error()) ? Result<void>() : state.error();
    for (const QByteArray &ruling : state->rulings) {
        const auto taken = m_gate.ask([&] { return RecallService(m_workspace).take(ruling); });
        if (!taken && !isRefusal(taken.error()))
            return taken.error();
    }
    return {};
}

Result<QList<GivenReceipt>> RestoredServer::receiptsToOffer(OffersAnew what)
{
    journal::Database &database = m_workspace.journal().database();
    const UnitCode unit = m_workspace.profile().unit;
    WENYI_TRY(const auto all, ExchangeProjection::receiptsForServer(database, unit));
    DesktopMarks marks(database);
    QList<GivenReceipt> given;
    for (const GivenReceipt &one : all) {
        if (what == OffersAnew::Receipts) {
            WENYI_TRY(const bool isAwaiting, marks.isAwaiting(crypto::sm3(one.receipt.toBytes())));
            if (!isAwaiting)
                continue;
        }
        // The sender does not offer again what it took back.
        WENYI_TRY(
            const auto recalled, DirectiveProjection::recalled(database, one.receipt.facts().envelopeDigest, unit));
        if (!recalled)
            given.append(one);
    }
    return given;
}

Result<bool> RestoredServer::offerReceipts(OffersAnew what)
{
    WENYI_TRY(const auto given, m_gate.ask([&] { return receiptsToOffer(what); }));
    bool isWhole = true;
    for (qsizetype from = 0; from < given.size(); from += ReceiptsInOffer) {
        protocol::PushReceipts push;
        for (const GivenReceipt &receipt : given.mid(from, ReceiptsInOffer))
            push.receipts.append(receipt.receipt.toBytes());
        WENYI_TRY(const auto states, m_link.ask<protocol::ReceiptStates>(push));
        if (states.reasons.size() != push.receipts.size())
            return unexpectedAnswer();
        for (qsizetype i = 0; i < push.receipts.size(); ++i) {
            if (states.reasons.at(i) != "envelope.unknown")
                continue;
            isWhole = false;
            WENYI_CHECK(m_gate.ask([&] {
                return DesktopMarks(m_workspace.journal().database()).noteAwaiting(crypto::sm3(push.receipts.at(i)));
            }));
        }
    }
    return isWhole;
}

Result<bool> RestoredServer::isToBeOffered(const DispatchedEnvelope &envelope)
{
    if (envelope.header.routing().desktop != m_workspace.profile().desktop)
        return false;
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, envelope.header.digest()));
    const auto accepted = std::find_if(receipts.begin(), receipts.end(),
        [](const exchange::Receipt &receipt) { return receipt.facts().kind == exchange::ReceiptKind::Accepted; });
    // What no server accepted goes as all that waits: or not at all, where it was recalled meanwhile.
    if (accepted == receipts.end())
        return false;
    for (const DispatchedEntry::Route &route : envelope.routes) {
        if (route.channel != Channel::Server)
            continue;
        WENYI_TRY(const auto recalled, DirectiveProjection::recalled(database, envelope.header.digest(), route.unit));
        if (!recalled)
            return true;
    }
    return false; // Nobody is to have it, or it went by stick.
}

Result<QList<exchange::EnvelopeHeader>> RestoredServer::sentByThisDesktop()
{
    WENYI_TRY(const auto sent, ExchangeProjection::outbox(m_workspace.journal().database()));
    QList<exchange::EnvelopeHeader> headers;
    for (const DispatchedEnvelope &envelope : sent) {
        WENYI_TRY(const bool isOffered, isToBeOffered(envelope));
        if (isOffered)
            headers.append(envelope.header);
    }
    return headers;
}

Result<bool> RestoredServer::offerEnvelopes(const Note &note)
{
    WENYI_TRY(const auto sent, m_gate.ask([&] { return sentByThisDesktop(); }));
    WENYI_TRY(
        const auto recalls, m_gate.ask([&] { return RecallService(m_workspace).recallsToRepeat(Instant::min()); }));
    bool isWhole = true;
    for (const exchange::EnvelopeHeader &header : sent) {
        const auto offered = offerEnvelope(header);
        // One that the server refuses, such as to a unit that is retired since, keeps no other back.
        if (!offered)
            WENYI_CHECK(note(header.routing().id.toString(), offered.error()));
        isWhole = isWhole && offered.value_or(true);
        // At once, before those fetch it from whom it was taken back.
        for (const exchange::Directive &recall : recalls) {
            if (recall.facts().envelopeDigest == header.digest())
                WENYI_CHECK(giveRecall(recall));
        }
    }
    for (const exchange::Directive &recall : recalls)
        WENYI_CHECK(giveRecall(recall));
    return isWhole;
}

Result<void> RestoredServer::offerAnew(const Note &note)
{
    const auto marks = [this] { return DesktopMarks(m_workspace.journal().database()); };
    WENYI_TRY(const OffersAnew what, m_gate.ask([&] { return marks().offersAnew(); }));
    if (what == OffersAnew::Nothing)
        return {};
    bool areAllOffered = true;
    if (what == OffersAnew::All) {
        WENYI_TRY(areAllOffered, offerEnvelopes(note));
    }
    WENYI_TRY(const bool areAllKnown, offerReceipts(what));
    WENYI_TRY(const QByteArray known, m_gate.ask([this] { return ServerTerms(m_workspace).known(); }));
    WENYI_TRY(const auto term, journal::ServerTerm::fromBytes(known));
    const bool isOver = m_workspace.environment().clock.now() >= term.facts.at + LongestOffer;
    OffersAnew left = areAllOffered ? OffersAnew::Receipts : OffersAnew::All;
    if (isOver || (areAllOffered && areAllKnown))
        left = OffersAnew::Nothing;
    return m_gate.ask([&] { return marks().offerAnew(left); });
}

} // namespace wenyi::core
