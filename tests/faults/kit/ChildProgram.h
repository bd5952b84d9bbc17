// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QProcess>

namespace wenyi::faults {

/// A program of ours as a child process that is killed with SIGKILL, and what it had said by then.
class ChildProgram
{
public:
    ChildProgram(const QString &program, const QStringList &arguments);
    ~ChildProgram();

    /// Waits for the first line. Empty when the program ended or stayed silent.
    QByteArray firstLine();
    /// Kills it after so many milliseconds and waits for its end.
    void killAfter(int milliseconds);
    /// Every whole line that it wrote; a torn last one was never said.
    QByteArrayList linesSaid();
    qint64 processId() const { return m_process.processId(); }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
};

} // namespace wenyi::faults
