// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "tests/client/cli/ForeignSystem.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Wenyictl = QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl");
const QString Examples = QStringLiteral(WENYI_SOURCE_DIR "/examples");

/// An entry of the build's own CMakeCache.txt.
QString cached(const QString &name)
{
    const QRegularExpression line(u"^%1:[A-Z]+=(.*)$"_s.arg(name), QRegularExpression::MultilineOption);
    const QString cache = QString::fromUtf8(contentOf(QStringLiteral(WENYI_BUILD_DIR "/CMakeCache.txt")));
    return line.match(cache).captured(1);
}

QByteArray run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(commandEnvironment());
    process.start(program, arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qWarning("%s: %s", qPrintable(program + u' ' + arguments.join(u' ')), process.peek(1 << 16).constData());
    return process.readAll();
}

} // namespace

/// The examples of docs/INTEGRATION.md against a real server and two real desktops.
class IntegrationExampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anOfficeInPythonSendsReceivesAndSeesTheReceipt();
    void aProgramInCppIsBuiltWithTheInstalledLibraryAndExchanges();

private:
    QStringList pythonAt(const QString &name, const QString &what) const;

    CommandOffice m_office;
    std::optional<ForeignSystem> m_system;
};

void IntegrationExampleTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_system.emplace(m_office);
    QVERIFY(writeDurably(m_office.path(u"pin"_s), "135790\n"));
}

QStringList IntegrationExampleTest::pythonAt(const QString &name, const QString &what) const
{
    const auto [folder, member] = m_office.desktopOf(name);
    return {Examples + u"/python/office.py"_s, what, u"--wenyictl"_s, Wenyictl, u"--profile"_s, folder, u"--member"_s,
        member.toString(), u"--pin-file"_s, m_office.path(u"pin"_s)};
}

void IntegrationExampleTest::anOfficeInPythonSendsReceivesAndSeesTheReceipt()
{
    QVERIFY(writeDurably(m_office.path(u"foreign.ofd"_s), m_system->ofd()));
    QVERIFY(writeDurably(m_office.path(u"header.json"_s), QJsonDocument(ForeignSystem::header(70)).toJson()));
    QProcess receiver;
    receiver.setProcessChannelMode(QProcess::MergedChannels);
    receiver.setProcessEnvironment(commandEnvironment());
    const QString folder = m_office.path(u"python-folder"_s);
    const QString inbox = m_office.path(u"python-inbox"_s);
    receiver.start(u"python3"_s, pythonAt(u"市财政局/mailroom"_s, u"receive"_s)
                                     << u"--folder"_s << folder << u"--inbox"_s << inbox);
    const QByteArray said = run(u"python3"_s, pythonAt(u"市政府办/mailroom"_s, u"send"_s)
                                                  << u"--document"_s << m_office.path(u"foreign.ofd"_s) << u"--header"_s
                                                  << m_office.path(u"header.json"_s) << u"--message"_s << u"py-70"_s);
    QVERIFY2(said.startsWith("sent py-70 to 江阴市财政局\n"), said.constData());
    QVERIFY2(said.contains("\n    accepted ") && said.contains("\n    signed-for "), said.constData());
    QVERIFY(receiver.waitForFinished(60'000));
    const QByteArray heard = receiver.readAll();
    QVERIFY2(receiver.exitCode() == 0 && receiver.exitStatus() == QProcess::NormalExit, heard.constData());
    QVERIFY2(heard.contains("arrived 关于系统对接的第70号通知 from 江阴市人民政府办公室"), heard.constData());
    QCOMPARE(namesIn(inbox).size(), 1);
    QCOMPARE(contentOf(inbox + u'/' + namesIn(inbox).first() + u"/document.ofd"_s), m_system->ofd());
}

void IntegrationExampleTest::aProgramInCppIsBuiltWithTheInstalledLibraryAndExchanges()
{
    const QString prefix = m_office.path(u"installed"_s);
    const QString build = m_office.path(u"cpp-build"_s);
    run(u"cmake"_s, {u"--install"_s, QStringLiteral(WENYI_BUILD_DIR), u"--component"_s, u"client-library"_s,
                        u"--prefix"_s, prefix});
    QCOMPARE(namesIn(prefix + u"/include/wenyi"_s), QStringList{u"Client.h"_s});
    QVERIFY(!contentOf(prefix + u"/include/wenyi/Client.h"_s).contains("include <Q"));
    QStringList configure{u"-S"_s, Examples + u"/cpp"_s, u"-B"_s, build, u"-DCMAKE_PREFIX_PATH="_s + prefix,
        u"-DCMAKE_CXX_COMPILER="_s + cached(u"CMAKE_CXX_COMPILER"_s)};
    if (const QString sanitizers = cached(u"WENYI_SANITIZE"_s); !sanitizers.isEmpty())
        configure << u"-DCMAKE_CXX_FLAGS=-fsanitize="_s + sanitizers;
    run(u"cmake"_s, configure);
    run(u"cmake"_s, {u"--build"_s, build});
    const QString program = build + u"/exchange"_s;
    QVERIFY(QFileInfo(program).isExecutable());

    const QString order = m_office.path(u"cpp-order"_s);
    QVERIFY(m_system->write(order, ForeignSystem::order(u"cpp-71"_s, 71)));
    const auto [sender, senderMember] = m_office.desktopOf(u"市政府办/mailroom"_s);
    const QStringList send{sender, senderMember.toString(), u"send"_s, order + u"/order.json"_s};
    const QByteArray sent = run(program, send);
    QVERIFY2(sent.startsWith("sent cpp-71 ") && sent.contains("江阴市财政局: accepted\n"), sent.constData());
    const auto [finance, financeMember] = m_office.desktopOf(u"市财政局/mailroom"_s);
    const QString inbox = m_office.path(u"cpp-inbox"_s);
    const QByteArray arrived = run(program, {finance, financeMember.toString(), u"receive"_s, inbox});
    QVERIFY2(arrived.startsWith("arrived 关于系统对接的第71号通知 from 江阴市人民政府办公室: " + inbox.toUtf8()),
        arrived.constData());
    QCOMPARE(contentOf(inbox + u'/' + namesIn(inbox).first() + u"/document.ofd"_s), m_system->ofd());
    const QByteArray again = run(program, send);
    QVERIFY2(again.startsWith("known cpp-71 ") && again.contains("江阴市财政局: signed-for\n"), again.constData());
    // A refusal says why in a sentence, with its reason.
    QVERIFY(m_system->write(order, ForeignSystem::order(u"cpp-71"_s, 72)));
    const QByteArray refused = run(program, send);
    QVERIFY2(refused.contains("(already-exists submission.another: cpp-71)"), refused.constData());
    // And so does what the server does not take while all else goes on.
    QVERIFY(m_office.setQuota(8));
    QVERIFY(m_system->write(order, ForeignSystem::order(u"cpp-73"_s, 73)));
    QVERIFY(writeDurably(order + u"/附表.csv"_s, QByteArray(12 << 20, 'x')));
    const QByteArray waits = run(program, send);
    const QByteArray envelope = waits.mid(12, waits.indexOf('\n') - 12); // Behind "sent cpp-73 ".
    QVERIFY2(waits.startsWith("sent cpp-73 ") && waits.contains("refused " + envelope + ": "), waits.constData());
    QVERIFY2(waits.contains("(unit.quota)\n"), waits.constData());
}

QTEST_GUILESS_MAIN(IntegrationExampleTest)
#include "IntegrationExampleTest.moc"
