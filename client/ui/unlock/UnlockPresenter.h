// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Says who may unlock the desktop and unlocks it.
class UnlockPresenter final : public QObject
{
    Q_OBJECT

public:
    /// `preferred`: who is chosen at first; empty: the first of the list.
    UnlockPresenter(Session &session, MemberId preferred, QObject *parent = nullptr);

    void load();
    void unlock(const MemberId &member, SecretBytes pin);
    /// Puts the damaged store aside (core::recoverStore()), while nobody has unlocked it.
    void recover(const MemberId &member, SecretBytes pin);
    const MemberId &preferred() const { return m_preferred; }
    Session &session() { return m_session; }

Q_SIGNALS:
    void desktopRead(const wenyi::ui::DesktopFacts &facts);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void unlocked(const wenyi::ui::SessionFacts &facts);
    /// `aside`: the folder where the damaged store lies.
    void recovered(const QString &aside);
    void recoveryFailed(const wenyi::Error &error);

private:
    Session &m_session;
    MemberId m_preferred;
};

} // namespace wenyi::ui
