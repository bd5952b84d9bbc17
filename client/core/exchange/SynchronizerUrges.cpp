// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/Synchronizer.h"
#include "client/core/exchange/UrgeService.h"

namespace wenyi::core {

namespace {

constexpr quint64 UrgesAtOnce = 500;

} // namespace

Result<Novelty> Synchronizer::takeUrge(const protocol::Numbered &urge)
{
    const auto taken = m_gate.ask([&] { return UrgeService(m_workspace).take(urge.bytes); });
    if (!taken)
        WENYI_CHECK(passOver(PulledRow::Urges, urge.number, taken.error()));
    const bool isNew = taken && *taken == Novelty::New;
    m_report.urgesTaken += isNew ? 1 : 0;
    WENYI_CHECK(m_gate.ask([&] { return DesktopMarks(m_workspace.journal().database()).moveUrgeCursor(urge.number); }));
    return isNew ? Novelty::New : Novelty::KnownAlready;
}

Result<bool> Synchronizer::takeUrges()
{
    WENYI_TRY(const quint64 ofBefore,
        m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).urgesOfBefore(); }));
    for (;;) {
        WENYI_CHECK(tell(SyncStep::Recalls, m_report.urgesTaken));
        WENYI_TRY(const quint64 after,
            m_gate.ask([this] { return DesktopMarks(m_workspace.journal().database()).urgeCursor(); }));
        const auto urges = m_link.ask<protocol::Urges>(protocol::PullUrges{after, UrgesAtOnce});
        if (!urges && urges.error().code == ErrorCode::Unsupported)
            return false;
        if (!urges)
            return urges.error();
        if (urges->urges.isEmpty())
            return true;
        quint64 last = after;
        for (const protocol::Numbered &urge : urges->urges) {
            if (urge.number <= last)
                return unexpectedAnswer();
            last = urge.number;
            WENYI_TRY(const Novelty novelty, takeUrge(urge));
            if (novelty != Novelty::New && urge.number > ofBefore) {
                WENYI_TRY(const auto kept, m_gate.ask([&] { return UrgeService(m_workspace).kept(urge.bytes); }));
                WENYI_CHECK(kept ? m_repeats.known(*kept) : m_repeats.useless());
            }
        }
    }
}

Result<void> Synchronizer::syncUrges()
{
    WENYI_TRY(const bool isKnown, takeUrges());
    if (!isKnown)
        return {}; // They wait for a newer server, which knows them for what they are.
    WENYI_TRY(const auto waiting, m_gate.ask([this] { return UrgeService(m_workspace).waitingForServer(); }));
    for (const GivenDirective &urge : waiting) {
        const auto state = m_link.ask<protocol::DirectiveState>(protocol::GiveDirective{urge.directive.toBytes()});
        // Somebody else of the unit was quicker, or the last of them answered meanwhile: it is not given again.
        if (!state)
            WENYI_CHECK(noteRefusal(urge.directive.facts().envelope.toString(), state.error()));
        WENYI_CHECK(m_gate.ask([&] { return UrgeService(m_workspace).markGiven(urge.directive); }));
    }
    return {};
}

} // namespace wenyi::core
