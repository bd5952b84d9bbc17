// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/render/RenderCommand.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

namespace {

const QString Helper = QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render");

struct Outcome
{
    int status = -1;
    QStringList wentThrough;
    int attempts = 0;
    QByteArray errors;
};

Outcome runHelper(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    Outcome outcome;
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return outcome;
    outcome.status = process.exitCode();
    outcome.errors = process.readAllStandardError();
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        outcome.attempts += line.isEmpty() ? 0 : 1;
        if (line.endsWith(": went through"))
            outcome.wentThrough << QString::fromUtf8(line);
    }
    return outcome;
}

} // namespace

/// What the helper can do once it is confined: nothing that an intruder would want.
class SandboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAttemptToBreakOutIsRefused();
    void everyAttemptIsRefusedInAContainerToo();
    void theSameAttemptsGoThroughOutside();
};

void SandboxTest::everyAttemptToBreakOutIsRefused()
{
    const QTemporaryDir folder;
    const Outcome outcome = runHelper(Helper, {u"--try"_s}, folder.path());
    QVERIFY2(outcome.wentThrough.isEmpty(), qPrintable(outcome.wentThrough.join(u'\n')));
    QVERIFY2(outcome.status == 0, outcome.errors.constData());
    QVERIFY(outcome.attempts >= 20);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void SandboxTest::everyAttemptIsRefusedInAContainerToo()
{
    const auto command = core::containedRenderCommand(Helper);
    if (!command)
        QFAIL("bubblewrap is missing, and ./test installs it");
    const QTemporaryDir folder;
    const Outcome outcome = runHelper(command->program, command->arguments + QStringList{u"--try"_s}, folder.path());
    if (outcome.status != 0 && outcome.attempts == 0)
        QSKIP("containers are forbidden here");
    QVERIFY2(outcome.wentThrough.isEmpty(), qPrintable(outcome.wentThrough.join(u'\n')));
    QVERIFY(outcome.attempts >= 20);
}

/// So that the attempts are known to be real ones.
void SandboxTest::theSameAttemptsGoThroughOutside()
{
    const QTemporaryDir folder;
    const Outcome outcome = runHelper(Helper, {u"--try-free"_s}, folder.path());
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.wentThrough.size() >= 20, qPrintable(outcome.wentThrough.join(u'\n')));
    QVERIFY(QFile::exists(folder.filePath(u"written"_s)));
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "SandboxTest.moc"
