// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/Desk.h"

#include "client/ui/app/MainWindow.h"
#include "client/ui/unlock/UnlockDialog.h"

namespace wenyi::ui {

Desk::Desk(core::Environment environment, const QString &folder, const MemberId &preferred, QObject *parent)
    : QObject(parent)
    , m_session(std::move(environment), folder)
    , m_unlock(m_session, preferred)
    , m_lock(m_session, this)
{
    connect(&m_unlock, &UnlockPresenter::unlocked, this, &Desk::showMain);
    connect(&m_lock, &SessionLock::otherMemberWanted, this, &Desk::leave);
}

Desk::~Desk()
{
    delete m_window;
}

void Desk::open()
{
    auto *dialog = new UnlockDialog(m_unlock);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_window = dialog;
    dialog->show();
}

void Desk::showMain(const SessionFacts &facts)
{
    auto *window = new MainWindow(m_session, facts);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &MainWindow::lockRequested, &m_lock, &SessionLock::lock);
    connect(window, &MainWindow::lockPauseChosen, &m_lock, &SessionLock::readPause);
    m_window = window;
    window->show();
    m_lock.begin(facts);
}

void Desk::leave()
{
    const QPointer<QWidget> left = m_window;
    open();
    m_lock.end();
    if (left)
        left->hide();
    // Whoever asked may be a part of the window. With it go its drafts, which hand what was typed to the core thread;
    // only what is asked after that may end the session there.
    QMetaObject::invokeMethod(
        this,
        [this, left] {
            delete left.data();
            m_session.lock();
        },
        Qt::QueuedConnection);
}

} // namespace wenyi::ui
