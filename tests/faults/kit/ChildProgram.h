// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/kit/FaultPlan.h"

#include <QByteArrayList>
#include <QProcess>

namespace wenyi::faults {

/// The plan of what shall go wrong in programs that are started with it, in a file that they map.
class FaultSwitch
{
public:
    /// Makes the file.
    explicit FaultSwitch(const QString &path);
    ~FaultSwitch();
    FaultSwitch(const FaultSwitch &) = delete;
    FaultSwitch &operator=(const FaultSwitch &) = delete;

    /// From now on; `left` calls still go through. Counts begin anew.
    void set(FaultPlan::Kind kind, qint64 left = 0);
    qint64 calls() const { return m_plan->calls; }
    /// How many of the calls that the kind of fault is about may still go through.
    qint64 left() const { return m_plan->left; }
    qint64 faults() const { return m_plan->faults; }
    const QString &path() const { return m_path; }

    /// Programs that are started with it from now on write down what they do to the files of a folder (PowerCut), at
    /// the end of a file.
    void recordInto(const QString &journal, const QString &folder);
    /// They write down as well what they are about to send over sockets.
    void recordSends() { m_recordsSends = true; }
    bool doesRecordSends() const { return m_recordsSends; }
    const QString &journal() const { return m_journal; }
    const QString &recorded() const { return m_recorded; }

private:
    QString m_path;
    QString m_journal;  ///< Empty: nothing is recorded.
    QString m_recorded; ///< The folder.
    bool m_recordsSends = false;
    FaultPlan *m_plan;
};

/// A program of ours as a child process that is killed with SIGKILL, and what it had said by then.
class ChildProgram
{
public:
    /// With a switch the program runs under the preload library and its plan.
    ChildProgram(const QString &program, const QStringList &arguments, const FaultSwitch *faults = nullptr);
    ~ChildProgram();

    /// Waits for the first line. Empty when the program ended or stayed silent.
    QByteArray firstLine() { return nextLine(); }
    QByteArray nextLine();
    void tell(const QByteArrayList &lines);
    /// Nothing more will be told; waits for the program's end. False when it does not come or was a crash.
    bool finish();
    /// Kills it after so many milliseconds and waits for its end.
    void killAfter(int milliseconds);
    /// Every whole line that it wrote and that was not read before; a torn last one was never said.
    QByteArrayList linesSaid();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
};

} // namespace wenyi::faults
