// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/SyncMenu.h"

#include "client/ui/exchange/LimitDialog.h"
#include "client/ui/exchange/UnsentDialog.h"

#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::ui {

SyncMenu::SyncMenu(Session &session, QWidget *parent)
    : QToolButton(parent)
    , m_session(session)
{
    setObjectName(u"syncMenu"_s);
    setText(tr("Pause and limits"));
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    menu->addAction(tr("&Not sent yet …"), this, &SyncMenu::showUnsent)->setObjectName(u"showUnsent"_s);
    menu->addSection(tr("Pause; goes on by itself"));
    addPause(menu, tr("For &30 minutes"), u"pause30"_s, 30min);
    addPause(menu, tr("For an &hour"), u"pause60"_s, 1h);
    addPause(menu, tr("For &4 hours"), u"pause240"_s, 4h);
    menu->addAction(tr("Until 8:00 in the &morning"), this, &SyncMenu::pauseUntilMorning)
        ->setObjectName(u"pauseUntilMorning"_s);
    QAction *resume = menu->addAction(tr("&Go on now"), this, [this] { pause(0ms); });
    resume->setObjectName(u"resumeSync"_s);
    resume->setEnabled(false);
    connect(m_session.sync(), &core::SyncKeeper::statusChanged, resume,
        [resume](const core::SyncStatus &status) { resume->setEnabled(status.pausedUntil.has_value()); });
    menu->addSeparator();
    menu->addAction(tr("&Limit the speed …"), this, &SyncMenu::showLimits)->setObjectName(u"limitSpeed"_s);
    setMenu(menu);
}

void SyncMenu::addPause(QMenu *menu, const QString &words, const QString &name, std::chrono::minutes length)
{
    menu->addAction(words, this, [this, length] { pause(length); })->setObjectName(name);
}

void SyncMenu::pauseUntilMorning()
{
    const QDateTime now = toDateTime(m_session.environment().clock.now()).toLocalTime();
    QDateTime morning(now.date(), QTime(8, 0));
    if (morning <= now)
        morning = morning.addDays(1);
    pause(std::min<std::chrono::milliseconds>(
        std::chrono::milliseconds(now.msecsTo(morning)), core::SyncSettings::LongestPause));
}

void SyncMenu::pause(std::chrono::milliseconds length)
{
    core::SyncSettings settings = m_session.syncSettings();
    settings.pausedAt.reset();
    settings.pauseLength = length;
    if (length > 0ms)
        settings.pausedAt = m_session.environment().clock.now();
    choose(settings);
}

void SyncMenu::choose(const core::SyncSettings &settings)
{
    m_session.chooseSync(settings, this, [this](const Error &error) { Q_EMIT failed(error); });
}

void SyncMenu::showUnsent()
{
    if (m_session.sync())
        (new UnsentDialog(m_session, this))->open();
}

void SyncMenu::showLimits()
{
    auto *dialog = new LimitDialog(m_session.syncSettings().limit, this);
    connect(dialog, &LimitDialog::chosen, this, [this](const core::BandwidthLimit &limit) {
        core::SyncSettings settings = m_session.syncSettings();
        settings.limit = limit;
        choose(settings);
    });
    dialog->open();
}

} // namespace wenyi::ui
