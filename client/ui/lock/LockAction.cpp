// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/LockAction.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

core::LockPause pauseOf(const Office &office)
{
    return core::lockPauseOf(office.workspace->profile(), office.workspace->member().id);
}

} // namespace

LockAction::LockAction(Session &session, QWidget *window)
    : QAction(window)
    , m_session(session)
    , m_pauses(new QActionGroup(this))
{
    setText(tr("&Lock"));
    setShortcut(Qt::CTRL | Qt::Key_L);
    setToolTip(tr("Lock (Ctrl+L)"));
    setObjectName(u"lockSession"_s);
    auto *menu = new QMenu(window);
    connect(menu->addAction(tr("&Lock now")), &QAction::triggered, this, &QAction::trigger);
    menu->addSection(tr("By itself, when nobody has touched it for"));
    setMenu(menu);
    connect(
        m_pauses, &QActionGroup::triggered, this, [this](const QAction *chosen) { choose(chosen->data().toInt()); });
    m_session.ask([](Office &office) -> Result<core::LockPause> { return pauseOf(office); })
        .then(this, [this](const Result<core::LockPause> &pause) {
            if (pause)
                offer(*pause);
        });
}

void LockAction::offer(const core::LockPause &pause)
{
    m_minutes = pause.minutes;
    QList<int> offered{1, 5, 10, 30, core::LockPause::Longest};
    if (!offered.contains(pause.minutes) && pause.minutes != core::LockPause::Never)
        offered.append(pause.minutes);
    std::ranges::sort(offered);
    offered.append(core::LockPause::Never);
    for (const int minutes : std::as_const(offered)) {
        const QString words = minutes == core::LockPause::Never ? tr("Never") : tr("%1 minutes").arg(minutes);
        QAction *choice = m_pauses->addAction(words);
        choice->setData(minutes);
        choice->setCheckable(true);
        choice->setChecked(minutes == pause.minutes);
        choice->setEnabled(pause.allows(minutes));
        choice->setObjectName(u"lockAfter-%1"_s.arg(minutes));
    }
    menu()->addActions(m_pauses->actions());
}

void LockAction::choose(int minutes)
{
    m_session
        .ask([minutes](Office &office) -> Result<core::LockPause> {
            const core::Workspace &workspace = *office.workspace;
            WENYI_CHECK(core::chooseLockPause(workspace.profile(), workspace.member().id, minutes));
            return pauseOf(office);
        })
        .then(this, [this](const Result<core::LockPause> &pause) {
            if (pause) {
                m_minutes = pause->minutes;
                Q_EMIT pauseChosen();
                return;
            }
            for (QAction *choice : m_pauses->actions())
                choice->setChecked(choice->data().toInt() == m_minutes);
            Q_EMIT failed(pause.error());
        });
}

} // namespace wenyi::ui
