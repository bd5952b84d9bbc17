// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/AuthorityFolder.h"
#include "client/ui/admin/AuthorityWindow.h"
#include "client/ui/app/Language.h"
#include "tests/client/ui/SampleDomain.h"

#include <QPointer>

namespace wenyi::ui::tests {

/// The sample domain's authority, and its officers before the real window, in Chinese. What the window remembers goes
/// into a folder of the test's.
class AdminDesk
{
public:
    static constexpr char Pin[] = "135790"; ///< Of the officers and of the operating CA.
    static SecretBytes pin() { return SecretBytes(QByteArrayView(Pin)); }

    /// Builds the domain; false where it failed.
    bool build();
    SampleDomain &domain() { return m_domain; }
    /// The authority's folder.
    QString folder() const { return m_folder; }
    /// A file of the test's own.
    QString path(const QString &name) const { return m_files.filePath(name); }
    core::AuthorityWork authority() { return {m_folder, m_domain.environment()}; }
    std::unique_ptr<core::CertificateRegister> open() { return std::move(authority().open().value()); }
    /// Acts that the register has.
    quint64 acts() { return open()->state().size(); }

    /// The window on a folder, shown; the one of before is gone.
    AuthorityWindow *window(const QString &folder);
    AuthorityWindow *window() { return window(m_folder); }
    void close() { delete m_window; }
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }
    QWidget *page(const QString &name) const { return part<QWidget>(name); }
    void choose(directory::Role role);
    void setKey(const QString &keyFile);

    /// Presses a button of a page; the dialog that it opens.
    QDialog *press(const QString &button);
    /// Types PINs and confirms.
    static void confirm(QDialog *dialog, const QString &pin = QString::fromLatin1(Pin));
    /// What the dialog says went wrong.
    static QString said(QDialog *dialog);
    /// Writes the path into a field for paths.
    static void write(QWidget *window, const QString &field, const QString &path);

    /// The serial number of a certificate that two officers made, by the services.
    QByteArray issued(const crypto::CertificateSubject &subject, int years = 3);
    /// An application that waits for a word.
    quint64 applied(const crypto::CertificateSubject &subject, int years = 3);
    crypto::TrustStore trust() { return core::authorityTrust(m_folder, m_domain.environment().clock.now()).value(); }
    crypto::KeySigner officer(directory::Role role) const;
    /// A certificate request in a file, as its maker sends it.
    QString requestFile(const QString &name);

    static void keep(QWidget *window, const QString &name);

private:
    Language m_language;
    SampleDomain m_domain;
    QTemporaryDir m_files;
    QString m_folder;
    QPointer<AuthorityWindow> m_window;
};

} // namespace wenyi::ui::tests
