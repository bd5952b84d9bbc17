// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/cli/demo/ServerChild.h"
#include "client/core/domain/DomainBuilder.h"
#include "client/core/profile/Workspace.h"

#include <QElapsedTimer>

#include <map>
#include <memory>

namespace wenyi::cli {

/// The stage of the demonstration: a domain in a folder, its server as a process of its own, and its desktops, each
/// unlocked when its member first does something.
class DemoOffice
{
public:
    DemoOffice(QString folder, const Context &context);
    DemoOffice(const DemoOffice &) = delete;
    DemoOffice &operator=(const DemoOffice &) = delete;

    /// How fast desktops may ask the server: as fast as they can, or as every server bounds it.
    enum class Rates { Unbounded, Usual };
    /// Builds the domain and the server's folder. Fails as core::buildDomain() does, and with Unavailable
    /// "demo.server".
    Result<void> build(
        const core::DomainDescription &description, const QString &endpoint, Rates rates = Rates::Unbounded);
    Result<void> startServer() { return m_server.start(); }
    void stopServer() { m_server.stop(); }
    /// As a process that may be killed and looked at.
    ServerChild &server() { return m_server; }
    /// Puts the next version of the signed directory into the domain's folder and hands it to the server. Fails as
    /// writeDurably() does, and with Unavailable "demo.server".
    Result<void> updateDirectory(const QByteArray &next);
    /// What `wenyi-server verify` says of the server's store.
    Result<void> verifyServer();

    const core::Domain &domain() const { return m_domain; }
    /// The workspace of UNIT/MEMBER; members of one standalone desktop take turns at it.
    Result<core::Workspace *> at(const QString &name);
    SecretBytes pin() const { return SecretBytes(m_domain.description.pin.toUtf8()); }
    /// Locks every desktop.
    void lockAll() { m_desks.clear(); }

    /// Prints a step with the time since the last one.
    void tell(const QString &who, const QString &what);
    QString resultPath(const QString &name) const { return m_folder + QStringLiteral("/results/") + name; }
    /// Keeps a product of the demonstration for the person who looks at it.
    Result<void> keep(const QString &name, const QByteArray &content);
    const Context &context() const { return m_context; }
    QJsonObject report() const;

private:
    Result<void> runServerCommand(const QStringList &arguments);
    QString directoryFile() const { return m_folder + QStringLiteral("/directory.wyd"); }

    QString m_folder;
    const Context &m_context;
    core::Domain m_domain;
    ServerChild m_server;
    struct Desk
    {
        QString member;
        std::unique_ptr<core::Workspace> workspace;
    };
    std::map<QString, Desk> m_desks; ///< By the profile's folder.
    QElapsedTimer m_sinceLast;
    QElapsedTimer m_sinceStart;
    QList<QJsonObject> m_steps;
    QStringList m_results;
};

} // namespace wenyi::cli
