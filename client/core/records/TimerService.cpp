// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/TimerService.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/records/RecordList.h"
#include "client/core/records/RecordService.h"

#include <iterator>

namespace wenyi::core {

namespace {

/// Where open records lie.
constexpr Box OpenBoxes[] = {Box::Draft, Box::Awaiting, Box::InHand};
constexpr qsizetype RecordsOfAPage = 20;

} // namespace

Result<qsizetype> TimerService::elapseDue()
{
    WENYI_TRY(const auto server, DesktopMarks(m_workspace.journal().database()).serverClock());
    if (!server || m_lookedAt == server->heard || !m_workspace.contentKey())
        return qsizetype(0);
    const auto made = lookAtSome(server->heard);
    if (!made || m_box == std::ssize(OpenBoxes)) { // What failed is tried again from the first, but not at once.
        m_box = 0;
        m_behind.reset();
        m_lookedAt = server->heard;
    }
    return made;
}

Result<qsizetype> TimerService::lookAtSome(Instant now)
{
    RecordList list(m_workspace);
    qsizetype made = 0;
    for (qsizetype looked = 0; looked < LookedAt && made < AtOnce && m_box < std::ssize(OpenBoxes);) {
        RecordQuery query;
        query.box = OpenBoxes[m_box];
        WENYI_TRY(const RecordPage page, list.page(query, m_behind, RecordsOfAPage));
        for (const RecordRow &row : page.rows) {
            WENYI_TRY(const qsizetype some, elapse(row.stream, now));
            made += some;
        }
        looked += page.rows.size();
        m_behind = page.next;
        m_box += page.next ? 0 : 1;
    }
    return made;
}

Result<qsizetype> TimerService::elapse(const StreamId &stream, Instant now)
{
    qsizetype made = 0;
    WENYI_TRY(const auto summary, RecordProjection::summary(m_workspace.journal().database(), stream));
    if (!summary)
        return made;
    const auto definition = m_workspace.modules().find(summary->module, summary->process.version);
    if (!definition)
        return made;
    for (const modules::DueTimer &timer : modules::dueTimers(**definition, summary->process, now)) {
        ActRequest request;
        request.kind = modules::ActionKind::Elapse;
        request.task = timer.task;
        request.returnTo = timer.timer;
        request.at = now;
        const auto told = RecordService(m_workspace).act(stream, request);
        if (!told && told.error().code == ErrorCode::StorageFailure)
            return told.error();
        made += told ? 1 : 0; // Behind an escalation the task's other timers are refused.
    }
    return made;
}

} // namespace wenyi::core
