// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// 解密密钥, 签名密钥 …: a key file's name in words.
QString keyFileWords(const QString &name);

/// Asks the security administrator to unblock a member's key file, and takes the permission.
class UnblockPresenter final : public QObject
{
    Q_OBJECT

public:
    UnblockPresenter(Session &session, DesktopMember member, QObject *parent = nullptr);

    const DesktopMember &member() const { return m_member; }
    /// Writes the request for a key file.
    void request(const QString &key, const QString &target);
    /// Takes the permission out of a file, for whichever key file it is.
    void take(const QString &permission);

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void requested(const QString &file);
    void unblocked(const QString &key, const QStringList &stillLocked);

private:
    Session &m_session;
    DesktopMember m_member;
};

} // namespace wenyi::ui
