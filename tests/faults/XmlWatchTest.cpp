// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int Seen = 99;

struct Watched
{
    int status = -1;
    QByteArray out;
    QByteArray errors;
};

Watched watch(const QString &reader, const QString &victim)
{
    QProcess process;
    process.start(QStringLiteral(WENYI_BUILD_DIR "/tests/test-xml-watch"), {reader, victim});
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.readAllStandardError() + process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

/// T16: no reader of XML or HTML opens a file or a socket, whatever the text says. The kernel watches.
class XmlWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noReaderOpensAnything_data();
    void noReaderOpensAnything();
    void anAttemptIsSeen_data();
    void anAttemptIsSeen();

private:
    QTemporaryDir m_folder;
    QString m_victim; ///< What the texts name: there, and readable.
};

void XmlWatchTest::init()
{
    m_victim = m_folder.filePath(u"victim.txt"_s);
    QFile file(m_victim);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret");
}

void XmlWatchTest::noReaderOpensAnything_data()
{
    QTest::addColumn<int>("texts");
    QTest::newRow("ofd") << 200;
    QTest::newRow("docx") << 200;
    QTest::newRow("header") << 200;
    QTest::newRow("process") << 200;
    QTest::newRow("html") << 300;
}

void XmlWatchTest::noReaderOpensAnything()
{
    QFETCH(int, texts);
    const Watched watched = watch(QString::fromLatin1(QTest::currentDataTag()), m_victim);
    QVERIFY2(watched.status == 0, watched.errors.constData());
    QVERIFY2(watched.out.trimmed().toInt() >= texts, watched.out.constData());
}

void XmlWatchTest::anAttemptIsSeen_data()
{
    QTest::addColumn<QByteArray>("text");
    // A careless reader of the same texts is caught at the first one that names a file.
    QTest::newRow("careless") << QByteArray("entity file://");
    QTest::newRow("careless-file") << QByteArray("sound");
    QTest::newRow("careless-socket") << QByteArray("sound");
}

void XmlWatchTest::anAttemptIsSeen()
{
    QFETCH(QByteArray, text);
    const Watched watched = watch(QString::fromLatin1(QTest::currentDataTag()), m_victim);
    QCOMPARE(watched.status, Seen);
    QVERIFY2(watched.errors.contains(text), watched.errors.constData());
}

QTEST_GUILESS_MAIN(XmlWatchTest)
#include "XmlWatchTest.moc"
