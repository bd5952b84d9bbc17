// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordService.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultDomain.h"

#include <QJsonObject>
#include <QProcessEnvironment>

#include <functional>

namespace wenyi::cli::tests {

/// What one run of wenyictl came to.
struct CommandRun
{
    int status = -1; ///< Negative where it crashed or did not end.
    QByteArray out;
    QByteArray errors;

    QJsonObject json() const;
    /// For a test's message.
    QByteArray said() const { return QByteArray::number(status) + '\n' + out + errors; }
};

/// Runs the real program; negative status where it crashed or took longer than `seconds`. It
/// runs in `folder`.
CommandRun runCommand(
    const QStringList &arguments, const QProcessEnvironment &environment, int seconds = 60, const QString &folder = {});
/// The environment of a test: the product's data, English, the sample domain's PIN.
QProcessEnvironment commandEnvironment(const QByteArray &pin = "135790");

/// The sample domain with its real server as a process, and wenyictl as another system would call it.
class CommandOffice
{
public:
    CommandOffice();

    /// Starts the server and tells every connected desktop where it listens.
    bool startServer();
    void stopServer() { m_server.reset(); }
    qint64 serverProcess() const { return m_server->processId(); }
    QString serverFolder() const { return path(QStringLiteral("server")); }
    /// Starts the server anew with so many MiB for each unit.
    bool setQuota(int mebibytes);
    /// Each connected desktop's first synchronisation, administrators first, and the year's number series. As the
    /// record's way below without commands: they are no part of what is tested, and a program for each takes long.
    bool enrol();
    /// A notice that was drafted, reviewed, issued, numbered and sealed, and waits in the mail room to be sent.
    /// Empty where something failed.
    StreamId sealedRecord();

    /// Three copies of the file under the unit's seal, applied for by its clerk and approved by its leader; the
    /// application's id.
    QString approvedUse(const QString &unit, const QString &file) const;

    /// wenyictl on a member's desktop, as "市政府办/mailroom", with `--json`.
    CommandRun at(const QString &name, QStringList arguments, const QByteArray &pin = "135790") const;
    std::unique_ptr<core::Workspace> unlock(const QString &name) const { return m_domain.unlock(name); }
    QString folderOf(const QString &name) const { return m_domain.desktopOf(name).first; }
    std::pair<QString, MemberId> desktopOf(const QString &name) const { return m_domain.desktopOf(name); }
    QString path(const QString &name) const { return m_domain.path(name); }

private:
    /// With a key for time stamps, as a domain that was set up has it.
    bool makeServer(const QString &folder);
    /// Works at a member's desktop, between two synchronisations.
    bool visit(const QString &name, const std::function<bool(core::Workspace &)> &work = {}) const;
    static bool act(core::Workspace &desk, const StreamId &stream, const QString &act, const QString &outcome,
        const QJsonObject &values = {}, const Digest &document = {});
    /// Begins a notice of the office, and submits it.
    static StreamId drafted(core::Workspace &clerk, Digest &digest);

    faults::FaultDomain m_domain;
    std::unique_ptr<faults::ChildProgram> m_server;
};

} // namespace wenyi::cli::tests
