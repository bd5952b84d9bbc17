// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/KeyToCertify.h"
#include "client/core/authority/KeyUnblocking.h"
#include "client/core/domain/AuthorityWork.h"
#include "client/core/threads/CoreThread.h"
#include "client/ui/session/Answer.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wenyi::ui {

/// The register as it stood at one moment.
struct RegisterSheet
{
    core::RegisterState state;
    std::vector<core::SignedAct> acts;
    Digest head; ///< Null where there is no act.
    Instant now;
};
using RegisterSheetRef = std::shared_ptr<const RegisterSheet>;

/// 证书与密钥管理: reads the register of an authority's folder, and does what its three officers do there, each with
/// their own key. Whether an officer may is the register's to say.
///
/// Works on a thread of its own: the authority's machine need not have a desktop's profile, and where it has one, its
/// lists do not wait for an officer's PIN.
class AuthorityPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit AuthorityPresenter(const core::Environment &environment, QObject *parent = nullptr);

    /// Reads the register of a folder, which is the one from now on when that can be done. What comes for one that was
    /// asked for before is dropped.
    void open(const QString &folder);
    void load() { open(m_folder); }
    const QString &folder() const { return m_folder; }

    /// Who acts from now on; `keyFile` empty: the key in the authority's folder.
    void chooseOfficer(directory::Role role, const QString &keyFile);
    directory::Role role() const { return m_role; }

    /// Writes an act by the officer's PIN.
    void append(const core::RegisterContent &content, SecretBytes pin);
    /// Has the certificate of an approved application made and put into a file (DER).
    void issue(quint64 application, const QString &target, SecretBytes pin, SecretBytes authorityPin);
    void publish(const core::AuthorityWork::Publication &publication, SecretBytes pin, SecretBytes authorityPin);
    /// Permits that a locked key file is used again; the permission goes into a file.
    void permit(const core::UnblockRequest &request, const QString &words, const QString &target, SecretBytes pin);

    /// Every signature and certificate of the register, and whether it still holds what was noted: a head, with
    /// whatever words around it; empty: nothing was. Tells verified() or notVerified().
    void verify(const QString &noted);
    /// All acts as CSV into a file; tells saved() or failed().
    void saveActs(const QString &target);
    void saveCertificate(const QByteArray &serialNumber, const QString &target);

    Answer<Result<core::KeyToCertify>> readKey(const QString &file, crypto::TakenSuites taken);
    Answer<Result<core::UnblockRequest>> readRequest(const QString &file);

Q_SIGNALS:
    void loaded(const wenyi::ui::RegisterSheetRef &sheet);
    /// Another folder is being read, or no longer: until then nothing may be begun on what is shown, since it would be
    /// done in the other one.
    void leaving(bool isLeaving);
    void officerChanged();
    /// The folder could not be read, or a file not written.
    void failed(const wenyi::Error &error);
    /// An officer's act goes on.
    void busyChanged(bool busy);
    /// An act was done; the register has that many now.
    void performed(quint64 acts);
    void actFailed(const wenyi::Error &error);
    void verified(quint64 acts, const wenyi::Digest &head);
    void notVerified(const wenyi::Error &error);
    void saved(const QString &file);

private:
    using Work = std::function<Result<void>(core::CertificateRegister &, crypto::Signer &)>;
    void perform(SecretBytes pin, Work work);
    void save(const QString &target, std::function<Result<QByteArray>(const RegisterSheet &)> content);
    core::AuthorityWork authority() const { return {m_folder, m_environment}; }

    core::Environment m_environment;
    QString m_folder;
    quint64 m_asked = 0; ///< Counts folders that were asked for: what comes for an earlier one is late.
    directory::Role m_role = directory::Role::SystemAdministrator;
    QString m_keyFile;
    core::CoreThread m_thread;
};

} // namespace wenyi::ui
