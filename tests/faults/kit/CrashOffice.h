// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultDomain.h"

#include <QMultiHash>
#include <QRandomGenerator>

#include <optional>

namespace wenyi::faults {

/// What the programs said was done, line by line: "did STREAM ENTRY", "closed STREAM ENVELOPE".
class Acknowledged
{
public:
    void add(const QByteArrayList &lines);
    /// The other words of each line that began with this one.
    QList<QStringList> of(const QString &word) const { return m_facts.value(word); }
    /// Commands that failed, with the reason and all.
    const QStringList &failures() const { return m_failures; }

private:
    QHash<QString, QList<QStringList>> m_facts;
    QStringList m_failures;
};

/// When a program is killed: before its n-th call, after so many milliseconds, or never.
struct Death
{
    std::optional<qint64> call;
    std::optional<int> milliseconds;
};

/// Two units of the sample domain, whose people are programs at their desktops, and the server between them as a
/// program too. Every program can die; what was acknowledged is kept and checked at the end.
class CrashOffice
{
public:
    /// Sets up domain, server and keys, with nobody killed.
    CrashOffice();

    /// Starts the server at the same port as ever; with a switch before its calls, if there is one.
    void startServer(const FaultSwitch *faults = nullptr);
    /// Whether it was started, and not ended by faults().
    bool hasServer() const { return m_server != nullptr; }
    ChildProgram &server() { return *m_server; }
    const QByteArray &endpoint() const { return m_endpoint; }
    /// Desktops look for the server there from now on: at somebody who stands between.
    void leadThrough(const QByteArray &endpoint) { m_way = endpoint; }
    /// Backs the server up into a new folder. True when the program said that it had.
    bool backUpServer(const QString &to, const FaultSwitch &faults);
    /// A person comes to the desktop, with the commands for the visit; goes on by itself.
    std::unique_ptr<ChildProgram> call(const QString &person, const QByteArrayList &commands, FaultSwitch &faults);
    /// The visit ends, by itself or by its death. Tells whether it was whole.
    bool end(ChildProgram &visit);
    /// The whole visit of a person who dies of it, or whose calls are counted.
    bool visit(const QString &person, const QByteArrayList &commands, const Death &death, qint64 *calls = nullptr);
    /// The whole visit of a person to whom nothing happens: in this process, since a program's start takes longer than
    /// most visits.
    bool visit(const QString &person, const QByteArrayList &commands);
    /// Everybody does what there is to do, without faults, so that all is where it belongs.
    void settle();

    const Acknowledged &acknowledged() const { return m_acknowledged; }
    FaultDomain &domain() { return m_domain; }
    QString serverFolder() const { return m_domain.path(QStringLiteral("server")); }

    /// What is lost, doubled or damaged now; empty when everything acknowledged is there once, and everything that was
    /// begun came to its end. Ends the server.
    QStringList faults();
    /// The same for documents that are still on their way: only what the stores themselves tell.
    QStringList storeFaults() { return faultsOfStores() + faultsOfServer(); }

private:
    const QByteArray &way() const { return m_way.isEmpty() ? m_endpoint : m_way; }
    QStringList faultsOfSender(core::Workspace &mailRoom) const;
    QStringList faultsOfRecord(core::Workspace &mailRoom, const StreamId &stream, QSet<QString> &numbers) const;
    /// Whether the register of seal uses is whole and has the use that a sealed document bears.
    QStringList faultsOfUse(core::Workspace &mailRoom, const QByteArray &ofd, const QString &name) const;
    QStringList faultsOfReceiver(core::Workspace &sender, core::Workspace &receiver) const;
    QStringList lostActs(core::Workspace &desk, const QString &name) const;
    QStringList faultsOfStores();
    QStringList faultsOfServer();

    FaultDomain m_domain;
    FaultSwitch m_faults;
    QByteArray m_endpoint;
    QByteArray m_way; ///< Where desktops look for the server; empty: where it is.
    std::unique_ptr<ChildProgram> m_server;
    Acknowledged m_acknowledged;
};

/// The story's people in the order in which a document passes them, and what each does on a visit.
struct Visitor
{
    QString person;
    QByteArrayList commands;
};
QList<Visitor> story(int document);

} // namespace wenyi::faults
