// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"
#include "shared/crypto/SystemRandom.h"

#include <QTemporaryDir>

#include <memory>

namespace wenyi::faults {

/// The sample domain in a folder of its own, with cheap key files, and its server's folder.
class FaultDomain
{
public:
    FaultDomain();

    const core::Environment &environment() const { return m_environment; }
    crypto::SystemRandom &random() { return m_random; }
    QString path(const QString &name) const { return m_folder.path() + u'/' + name; }
    /// A member's desktop, by "市政府办/mailroom": its folder and the member.
    std::pair<QString, MemberId> desktopOf(const QString &name) const;
    std::unique_ptr<core::Workspace> unlock(const QString &name) const;
    /// The same person's desktop that was copied or moved to another folder.
    std::unique_ptr<core::Workspace> unlockAt(const QString &folder, const MemberId &member) const;
    static SecretBytes pin() { return SecretBytes(QByteArrayView("135790")); }

    /// Makes the server's folder in `path`; it listens on a free port of this machine unless it is told one.
    Result<void> makeServer(const QString &path, qint64 diskReserve, const QByteArray &endpoint = "tcp://127.0.0.1:*");

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    core::Environment m_environment;
    core::Domain m_domain;
};

/// Every row of every table of a store, one line each, in a fixed order; without the tables whose names begin with
/// `except`, if that is not empty. Two stores that say the same have equal dumps.
QStringList dumpOf(journal::Database &database, const QString &except = {});
/// The tables that projections own: all but the journal's, the audit log's and the workspace's own.
QStringList dumpOfProjections(journal::Database &database);

/// The key of each desktop as the directory has it.
journal::DesktopKeys desktopKeys(const core::Workspace &workspace);

/// Why something failed, for a person; empty when it did not.
template<typename T>
QString faultOf(const Result<T> &result)
{
    return result ? QString() : describe(result.error());
}

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

} // namespace wenyi::faults

#define VERIFY_DONE(result) QCOMPARE(wenyi::faults::faultOf(result), QString())
