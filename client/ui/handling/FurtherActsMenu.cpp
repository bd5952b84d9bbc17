// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/FurtherActsMenu.h"

#include "client/ui/handling/FurtherActDialog.h"
#include "client/ui/text/StandingWords.h"

#include <QAction>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

FurtherActsMenu::FurtherActsMenu(Session &session, QWidget *window)
    : QMenu(tr("M&ore"), window)
    , m_session(session)
    , m_window(window)
{
    setObjectName(u"furtherActs"_s);
    menuAction()->setEnabled(false);
}

void FurtherActsMenu::addTo(QToolBar &bar)
{
    bar.addAction(menuAction());
    auto *button = qobject_cast<QToolButton *>(bar.widgetForAction(menuAction()));
    const QKeySequence keys(Qt::CTRL | Qt::Key_M);
    if (button) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolTip(tr("Return, hand over, urge, suspend and so on (%1)")
                               .arg(keys.toString(QKeySequence::NativeText))
                               .toHtmlEscaped());
    }
    auto *shortcut = new QAction(this);
    shortcut->setShortcut(keys);
    m_window->addAction(shortcut);
    connect(shortcut, &QAction::triggered, this, [this, button] {
        if (!menuAction()->isEnabled())
            return;
        // Its button may be behind the end of a narrow bar.
        QWidget *place = button && button->isVisible() ? static_cast<QWidget *>(button) : m_window;
        popup(place->mapToGlobal(place == m_window ? QPoint(0, 0) : place->rect().bottomLeft()));
        setActiveAction(actions().value(0));
    });
}

void FurtherActsMenu::choose(const StreamId &stream)
{
    if (stream == m_stream)
        return;
    m_stream = stream;
    clear();
    menuAction()->setEnabled(false);
}

void FurtherActsMenu::offer(const RecordSheet &sheet)
{
    m_stream = sheet.view.record.stream;
    m_title = sheet.title;
    clear();
    const QList<core::FurtherAct> &acts = sheet.standing.acts;
    for (const core::FurtherAct &act : acts) {
        const auto isLike = [&act](const core::FurtherAct &other) { return other.kind == act.kind; };
        QString words = furtherActName(act.kind);
        // The same act at several tasks: at which.
        if (std::count_if(acts.begin(), acts.end(), isLike) > 1)
            words = act.holder.isEmpty() ? tr("%1: %2").arg(words, act.stepName)
                                         : tr("%1: %2, %3").arg(words, act.stepName, act.holder);
        QAction *entry = addAction(tr("%1 …").arg(words), this, [this, act] { open(act); });
        entry->setObjectName(u"act-%1"_s.arg(static_cast<int>(act.kind)));
    }
    menuAction()->setEnabled(!acts.isEmpty());
}

void FurtherActsMenu::open(const core::FurtherAct &act)
{
    auto presenter = std::make_unique<FurtherActPresenter>(m_session, m_stream, m_title, act);
    auto *dialog = new FurtherActDialog(std::move(presenter), m_window);
    connect(dialog, &QDialog::accepted, this, &FurtherActsMenu::performed);
    dialog->open();
}

} // namespace wenyi::ui
