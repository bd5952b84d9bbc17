// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealAdministration.h"
#include "client/ui/app/Language.h"
#include "tests/client/ui/SampleDomain.h"

#include <QWidget>

namespace wenyi::ui {

/// The sample domain with the folder of its authority, administered at one of its desktops, which nobody has unlocked.
/// What the windows remember is kept apart from the person who runs the test.
class SealDesk
{
public:
    SealDesk();

    /// Fails a test by false.
    bool build();
    Session &session() { return *m_session; }
    core::Environment environment() { return m_domain.environment(); }
    core::AuthorityPlace place() const;
    QString path(const QString &name) const { return m_own.filePath(name); }
    /// The profile of UNIT/MEMBER.
    QString folderOf(const QString &name) const { return m_domain.desktopOf(name).first; }
    MemberId memberOf(const QString &name) const { return m_domain.desktopOf(name).second; }
    /// With the newest directory taken in.
    std::unique_ptr<core::Workspace> unlock(const QString &name);
    /// Acts that the register has.
    quint64 acts() const;

    /// Keeps a picture of the window in build/…/screenshots, with QT_SCALE_FACTOR=2 that at 200 %.
    static void keep(QWidget *window, const QString &name);
    static SecretBytes pin() { return SecretBytes(QByteArrayView(SampleDomain::Pin)); }

private:
    QTemporaryDir m_own; ///< Settings and files of the test.
    Language m_language;
    SampleDomain m_domain;
    std::unique_ptr<Session> m_session;
};

} // namespace wenyi::ui
