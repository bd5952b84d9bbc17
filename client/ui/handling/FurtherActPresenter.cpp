// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/FurtherActPresenter.h"

namespace wenyi::ui {

FurtherActPresenter::FurtherActPresenter(
    Session &session, StreamId stream, QString title, core::FurtherAct act, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
    , m_title(std::move(title))
    , m_act(std::move(act))
{
}

void FurtherActPresenter::perform(const QStringList &chosen, const QString &words)
{
    core::ActRequest request;
    request.kind = m_act.kind;
    request.task = m_act.task;
    request.opinion.words = words;
    if (m_act.kind == modules::ActionKind::ReturnTo)
        request.returnTo = chosen.value(0);
    for (const QString &member : core::namesPeople(m_act.kind) ? chosen : QStringList())
        request.others.append(MemberId(member));
    Q_EMIT busyChanged(true);
    m_session.ask([stream = m_stream, request](Office &office) { return office.acts.act(stream, request); })
        .then(this, [this](const Result<void> &acted) {
            Q_EMIT busyChanged(false);
            // Also where it failed: what the window showed is not where the record stands.
            m_session.noteChange();
            if (acted)
                Q_EMIT done();
            else
                Q_EMIT failed(acted.error());
        });
}

} // namespace wenyi::ui
