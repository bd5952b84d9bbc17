// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/EventLog.h"
#include "shared/base/DurableFile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

/// The server's own log in a file.
class EventLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLineTellsTimeLevelEventAndValues();
    void jsonIsOneObjectALine();
    void noValueMakesALineOfItsOwn_data();
    void noValueMakesALineOfItsOwn();
    void whatIsLessImportantIsLeftOut();
    void aFullFileIsSetAsideAndFourAreKept();
    void linesOfManyThreadsAreWhole();
    void onlyItsOwnerReadsIt();
    void aFileThatCannotBeIsSaid();

private:
    QByteArray written(const QString &name = u"server.log"_s)
    {
        return readBounded(m_folder->filePath(name), limits::MiB).value_or(QByteArray());
    }
    std::unique_ptr<EventLog> open(LogSettings settings)
    {
        settings.file = "server.log";
        return std::move(*EventLog::open(settings, m_folder->path(), m_clock));
    }

    /// Always the same moment.
    class Still final : public Clock
    {
    public:
        Instant now() const override { return instantFromMilliseconds(1'795'000'000'123); }
    };
    Still m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void EventLogTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void EventLogTest::aLineTellsTimeLevelEventAndValues()
{
    const auto log = open({});
    log->write(LogLevel::Info, "envelope.accepted", {{"unit", u"ZFB"_s}, {"number", 12}});
    log->writeError("store.failed", {ErrorCode::StorageFailure, "store.commit", u"disk I/O error"_s}, {{"part", 3}});
    QCOMPARE(written(), QByteArray("2026-11-18T11:06:40.123Z info envelope.accepted unit=ZFB number=12\n"
                                   "2026-11-18T11:06:40.123Z warning store.failed part=3 reason=store.commit"
                                   " detail=\"disk I/O error\"\n"));
}

void EventLogTest::jsonIsOneObjectALine()
{
    const auto log = open({"json", "info", {}, 0});
    log->write(LogLevel::Info, "envelope.accepted", {{"unit", u"ZFB"_s}, {"number", 12}});
    const QJsonObject line = QJsonDocument::fromJson(written()).object();
    QCOMPARE(line.value(u"time"_s).toString(), u"2026-11-18T11:06:40.123Z"_s);
    QCOMPARE(line.value(u"level"_s).toString(), u"info"_s);
    QCOMPARE(line.value(u"event"_s).toString(), u"envelope.accepted"_s);
    QCOMPARE(line.value(u"unit"_s).toString(), u"ZFB"_s);
    QCOMPARE(line.value(u"number"_s).toInt(), 12);
}

void EventLogTest::noValueMakesALineOfItsOwn_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("text") << QByteArray("text");
    QTest::newRow("json") << QByteArray("json");
}

void EventLogTest::noValueMakesALineOfItsOwn()
{
    QFETCH(QByteArray, format);
    const auto log = open({format, "info", {}, 0});
    for (const QString &value : {u"a\n2026-11-18T11:06:40.123Z info server.stopped"_s, u"a b=c"_s, u"\"x\" reason=y"_s,
             u"\x1b[31m"_s, QString(5'000, u'x'), QString(5'000, u' '), QString()})
        log->write(LogLevel::Info, "try", {{"value", value}});
    const QByteArrayList lines = written().trimmed().split('\n');
    QCOMPARE(lines.size(), 7);
    for (const QByteArray &line : lines) {
        QVERIFY2(line.size() < 700, line.constData());
        QVERIFY(!line.contains('\x1b'));
        if (format == "text")
            QVERIFY2(line.startsWith("2026-11-18T11:06:40.123Z info try value="), line.constData());
    }
    if (format == "text")
        QVERIFY2(lines.at(1).endsWith(" value=\"a b=c\""), lines.at(1).constData());
}

void EventLogTest::whatIsLessImportantIsLeftOut()
{
    const auto log = open({"text", "info", {}, 0});
    log->write(LogLevel::Debug, "no");
    QVERIFY(!log->writes(LogLevel::Debug));
    LogSettings more{"text", "debug", {}, 0};
    log->apply(more);
    log->write(LogLevel::Debug, "yes");
    more.level = "warning";
    log->apply(more);
    log->write(LogLevel::Info, "no");
    log->write(LogLevel::Warning, "yes");
    QCOMPARE(written().count(" no"), 0);
    QCOMPARE(written().count(" yes"), 2);
}

void EventLogTest::aFullFileIsSetAsideAndFourAreKept()
{
    const auto log = open({"text", "info", {}, 1'000});
    for (int i = 0; i < 100; ++i)
        log->write(LogLevel::Info, "line", {{"number", i}, {"text", QString(50, u'x')}});
    QVERIFY(written().size() <= 1'000 && written().endsWith("x\n"));
    QVERIFY(written().contains("number=99 "));
    QByteArray all;
    for (int i = EventLog::KeptFiles; i > 0; --i) {
        const QByteArray old = written(u"server.log."_s + QString::number(i));
        QVERIFY2(!old.isEmpty() && old.size() <= 1'000, qPrintable(QString::number(i)));
        all += old;
    }
    all += written();
    QVERIFY(!QFile::exists(m_folder->filePath(u"server.log.5"_s)));
    // Together they are the last lines, without a gap.
    int number = 100 - static_cast<int>(all.count('\n'));
    for (const QByteArray &line : all.trimmed().split('\n'))
        QVERIFY2(line.contains(" number=" + QByteArray::number(number++) + ' '), line.constData());
}

void EventLogTest::linesOfManyThreadsAreWhole()
{
    const auto log = open({});
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&log, thread] {
            for (int i = 0; i < 200; ++i)
                log->write(LogLevel::Info, "line", {{"thread", thread}, {"number", i}, {"end", u"here"_s}});
        });
    for (std::thread &thread : threads)
        thread.join();
    const QByteArrayList lines = written().trimmed().split('\n');
    QCOMPARE(lines.size(), 800);
    for (const QByteArray &line : lines)
        QVERIFY2(line.startsWith("2026-") && line.endsWith(" end=here"), line.constData());
}

void EventLogTest::onlyItsOwnerReadsIt()
{
    open({})->write(LogLevel::Info, "line");
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_folder->filePath(u"server.log"_s)) & others));
}

void EventLogTest::aFileThatCannotBeIsSaid()
{
    LogSettings settings;
    settings.file = "."; // A folder.
    const auto log = EventLog::open(settings, m_folder->path(), m_clock);
    QVERIFY(!log);
    QCOMPARE(log.error().reason, QByteArray("log.open"));
}

QTEST_GUILESS_MAIN(EventLogTest)
#include "EventLogTest.moc"
