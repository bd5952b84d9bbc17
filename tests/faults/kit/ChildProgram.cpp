// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChildProgram.h"

#include <csignal>
#include <thread>

namespace wenyi::faults {

namespace {
constexpr int StartTimeout = 30'000; // ms
} // namespace

ChildProgram::ChildProgram(const QString &program, const QStringList &arguments)
{
    m_process.start(program, arguments);
}

ChildProgram::~ChildProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray ChildProgram::firstLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(StartTimeout))
            return {};
    }
    return m_process.readLine().trimmed();
}

void ChildProgram::killAfter(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    ::kill(static_cast<pid_t>(m_process.processId()), SIGKILL);
    m_process.waitForFinished(StartTimeout);
}

QByteArrayList ChildProgram::linesSaid()
{
    QByteArrayList lines = m_process.readAllStandardOutput().split('\n');
    lines.removeLast();
    return lines;
}

} // namespace wenyi::faults
