// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/OnwardWaits.h"
#include "client/core/exchange/Synchronizer.h"

namespace wenyi::core {

Result<void> Synchronizer::askWhatWaits()
{
    const auto toAskAfter = [this] {
        return OnwardWaits(m_workspace.journal().database()).toAskAfter(m_workspace.directory());
    };
    WENYI_TRY(const QList<Digest> asked, m_gate.ask(toAskAfter));
    QList<OnwardWait> waits;
    if (!asked.isEmpty()) {
        const auto answer = m_link.ask<protocol::Waits>(protocol::AskWaits{asked});
        // A server of before does not tell, and what another one told before is not known to hold any more.
        if (!answer && answer.error().code != ErrorCode::Unsupported)
            return answer.error();
        for (qsizetype i = 0; answer && i < answer->waits.size(); ++i) {
            const protocol::EnvelopeWait &wait = answer->waits.at(i);
            if (asked.contains(wait.envelope))
                waits.append({wait.envelope, wait.domain, wait.reason, wait.since});
        }
    }
    const auto keep = [&] { return OnwardWaits(m_workspace.journal().database()).replace(waits); };
    WENYI_TRY(const bool isNew, m_gate.ask(keep));
    m_report.areWaitsNew = m_report.areWaitsNew || isNew;
    return {};
}

} // namespace wenyi::core
