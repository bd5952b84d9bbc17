// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChildProgram.h"

#include "tests/faults/kit/CallRecord.h"

#include <QFile>

#include <csignal>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

namespace wenyi::faults {

namespace {
constexpr int StartTimeout = 30'000; // ms
constexpr int EndTimeout = 120'000;  // ms
} // namespace

FaultSwitch::FaultSwitch(const QString &path)
    : m_path(path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ::ftruncate(file, sizeof(FaultPlan)) != 0)
        qFatal("the fault plan cannot be made");
    void *mapped = ::mmap(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (mapped == MAP_FAILED)
        qFatal("the fault plan cannot be mapped");
    m_plan = new (mapped) FaultPlan;
}

FaultSwitch::~FaultSwitch()
{
    ::munmap(m_plan, sizeof(FaultPlan));
}

void FaultSwitch::recordInto(const QString &journal, const QString &folder)
{
    m_journal = journal;
    m_recorded = folder;
}

void FaultSwitch::set(FaultPlan::Kind kind, qint64 left)
{
    m_plan->kind = FaultPlan::Nothing; // No call may see half of it.
    m_plan->left = left;
    m_plan->calls = 0;
    m_plan->faults = 0;
    m_plan->room = 0;
    m_plan->kind = kind;
}

ChildProgram::ChildProgram(const QString &program, const QStringList &arguments, const FaultSwitch *faults)
{
    if (faults) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        QString preloaded = QStringLiteral(WENYI_FAULT_CALLS);
        if (!faults->journal().isEmpty()) {
            preloaded += QStringLiteral(":" WENYI_FAULT_RECORDER);
            environment.insert(QString::fromLatin1(CallRecord::JournalVariable), faults->journal());
            environment.insert(QString::fromLatin1(CallRecord::FolderVariable), faults->recorded());
            if (faults->doesRecordSends())
                environment.insert(QString::fromLatin1(CallRecord::SendsVariable), QStringLiteral("1"));
        }
        environment.insert(QStringLiteral("LD_PRELOAD"), preloaded);
        environment.insert(QString::fromLatin1(FaultPlan::Variable), faults->path());
        m_process.setProcessEnvironment(environment);
    }
    m_process.start(program, arguments);
}

ChildProgram::~ChildProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray ChildProgram::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(StartTimeout))
            return {};
    }
    return m_process.readLine().trimmed();
}

void ChildProgram::tell(const QByteArrayList &lines)
{
    for (const QByteArray &line : lines)
        m_process.write(line + '\n');
    m_process.waitForBytesWritten(StartTimeout);
}

bool ChildProgram::finish()
{
    m_process.closeWriteChannel();
    const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(EndTimeout);
    return ended && m_process.exitStatus() == QProcess::NormalExit;
}

void ChildProgram::killAfter(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    if (m_process.processId() > 0)
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
