// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Synchronizer.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/RecallService.h"

namespace wenyi::core {

namespace {

constexpr quint64 RulingsAtOnce = 500;

} // namespace

Result<Novelty> Synchronizer::takeRuling(
    const QByteArray &ruling, const QString &subject, std::optional<quint64> number)
{
    WENYI_TRY(const auto unseen, m_gate.ask([&] { return RecallService(m_workspace).unseen(ruling); }));
    Result<protocol::Withdrawn> withdrawn{Error{ErrorCode::NotFound, "envelope.unknown", {}}};
    if (unseen)
        withdrawn = m_link.ask<protocol::Withdrawn>(protocol::AskWithdrawn{*unseen});
    // Without its header, as from an older server, nobody knows which of those that are missing it was.
    const ErrorCode code = withdrawn ? ErrorCode::NotFound : withdrawn.error().code;
    if (code != ErrorCode::NotFound && code != ErrorCode::Unsupported) {
        WENYI_CHECK(noteRefusal(subject, withdrawn.error()));
        return Novelty::KnownAlready;
    }
    const auto taken = m_gate.ask([&] {
        RecallService service(m_workspace);
        return withdrawn ? service.takeUnseen(ruling, withdrawn->header) : service.take(ruling);
    });
    if (!taken)
        WENYI_CHECK(
            number ? passOver(PulledRow::Rulings, *number, taken.error()) : noteRefusal(subject, taken.error()));
    const bool isNew = taken && *taken == Novelty::New;
    const auto lost = isNew && withdrawn ? RecallService::undelivered(ruling, withdrawn->header) : std::nullopt;
    if (lost)
        WENYI_CHECK(noteRefusal(lost->detail, *lost));
    m_report.rulingsTaken += isNew ? 1 : 0;
    return isNew ? Novelty::New : Novelty::KnownAlready;
}

Result<void> Synchronizer::sendRecalls()
{
    if (!m_knowsRecalls)
        return {};
    WENYI_CHECK(tell(SyncStep::Recalls, 0));
    WENYI_TRY(const auto waiting, m_gate.ask([this] { return RecallService(m_workspace).waitingForServer(); }));
    for (const GivenDirective &recall : waiting) {
        const QString subject = recall.directive.facts().envelope.toString();
        const auto state = m_link.ask<protocol::DirectiveState>(protocol::GiveDirective{recall.directive.toBytes()});
        if (!state && state.error().code == ErrorCode::Unsupported) {
            m_knowsRecalls = false; // They wait for a newer server.
            return {};
        }
        if (!state && state.error().reason == "envelope.unknown") {
            WENYI_TRY(const bool neverLeft,
                m_gate.ask([&] { return RecallService(m_workspace).noteUnknown(recall.directive); }));
            if (neverLeft)
                continue;
        }
        if (!state) {
            WENYI_CHECK(noteRefusal(subject, state.error()));
            continue;
        }
        for (const QByteArray &ruling : state->rulings)
            WENYI_CHECK(takeRuling(ruling, subject));
        WENYI_CHECK(tell(SyncStep::Recalls, m_report.rulingsTaken));
    }
    return {};
}

Result<void> Synchronizer::takeRulings()
{
    WENYI_TRY(const quint64 ofBefore,
        m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).rulingsOfBefore(); }));
    while (m_knowsRecalls) {
        WENYI_CHECK(tell(SyncStep::Recalls, m_report.rulingsTaken));
        WENYI_TRY(const quint64 after,
            m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).rulingCursor(); }));
        const auto rulings = m_link.ask<protocol::Rulings>(protocol::PullRulings{after, RulingsAtOnce});
        if (!rulings && rulings.error().code == ErrorCode::Unsupported)
            return {};
        if (!rulings)
            return rulings.error();
        if (rulings->rulings.isEmpty())
            return {};
        quint64 last = after;
        for (const protocol::Numbered &ruling : rulings->rulings) {
            if (ruling.number <= last)
                return unexpectedAnswer();
            last = ruling.number;
            WENYI_TRY(const Novelty novelty, takeRuling(ruling.bytes, QString::number(ruling.number), ruling.number));
            if (novelty != Novelty::New && ruling.number > ofBefore) {
                WENYI_TRY(const auto kept, m_gate.ask([&] { return RecallService(m_workspace).kept(ruling.bytes); }));
                WENYI_CHECK(kept ? m_repeats.known(*kept) : m_repeats.useless());
            }
            WENYI_CHECK(m_gate.ask(
                [&] { return DesktopMarks(m_workspace.journal().database()).moveRulingCursor(ruling.number); }));
        }
    }
    return {};
}

} // namespace wenyi::core
