// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/ConfigurationKeys.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

class ConfigurationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void whatIsAbsentHasItsDefault();
    void everyKeyStandsInTheFileWithItsWordsAndDefault();
    void whatMayChangeIsTakenAndTheRestNamed();
    void whatIsWrongIsRefusedByName_data();
    void whatIsWrongIsRefusedByName();
    void aMissingFileIsNamed();
};

void ConfigurationTest::whatIsWrittenIsReadBack()
{
    Configuration configuration;
    configuration.endpoint = "tcp://10.0.0.1:7301";
    configuration.unitQuota = 3 * limits::MiB;
    configuration.diskReserve = 0;
    configuration.timeStampsPerMinute = 7;
    configuration.metrics = "[::1]:7302";
    configuration.retentionDays = 23;
    configuration.retentionAfter = "confirmed";
    configuration.compactUnderPercent = 29;
    configuration.compactionRate = 31 * limits::MiB;
    configuration.desktopRate = {3, 5, 7 * limits::MiB};
    configuration.unitRate = {11, 13, 17 * limits::MiB};
    configuration.log = {"json", "debug", "log/\"a\"\\server.log", 19 * limits::MiB};
    configuration.postgres = "host=/run/postgresql dbname=wenyi options='-c search_path=a'";
    const auto read = Configuration::parse(configuration.toToml());
    QVERIFY(read);
    QCOMPARE(*read, configuration);
}

void ConfigurationTest::whatIsAbsentHasItsDefault()
{
    const auto read = Configuration::parse("endpoint = 'tcp://*:7301' # a comment\n");
    QVERIFY(read);
    QCOMPARE(read->endpoint, QByteArray("tcp://*:7301"));
    QCOMPARE(read->unitQuota, Configuration().unitQuota);
    QCOMPARE(read->timeStampsPerMinute, Configuration().timeStampsPerMinute);
}

void ConfigurationTest::whatIsWrongIsRefusedByName_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const char *toml, const char *reason, int line) {
        QTest::newRow(name) << QByteArray(toml) << QByteArray(reason) << line;
    };
    row("no TOML", "endpoint = = 1", "configuration.syntax", 1);
    row("no endpoint", "unit-quota-mib = 1", "configuration.value", 0);
    row("not over TCP", "endpoint = 'ipc://x'", "configuration.value", 1);
    row("never answered", "endpoint = 'tcp://*:1'\nretention-after = 'opened'", "configuration.value", 2);
    row("all of a segment", "endpoint = 'tcp://*:1'\ncompact-under-percent = 91", "configuration.value", 2);
    row("misspelt key", "endpoint = 'tcp://*:1'\nunit-quota = 1", "configuration.unknown-key", 2);
    row("text for a number", "endpoint = 'tcp://*:1'\n\nunit-quota-mib = '1'", "configuration.value", 3);
    row("number for a text", "endpoint = 'tcp://*:1'\nlog-file = 1", "configuration.value", 2);
    row("negative", "endpoint = 'tcp://*:1'\ndisk-reserve-mib = -1", "configuration.value", 2);
    row("absurdly many time stamps", "endpoint = 'tcp://*:1'\ntime-stamps-per-minute = 100001", "configuration.value",
        2);
    row("absurd", "endpoint = 'tcp://*:1'\ndisk-reserve-mib = 9223372036854775807", "configuration.value", 2);
    row("health for everybody by leaving the address out", "endpoint = 'tcp://*:1'\nmetrics = ':7302'",
        "configuration.value", 2);
    row("health by a star", "endpoint = 'tcp://*:1'\nmetrics = '*:7302'", "configuration.value", 2);
    row("health by a name", "endpoint = 'tcp://*:1'\nmetrics = 'localhost:7302'", "configuration.value", 2);
    row("health on no port", "endpoint = 'tcp://*:1'\nmetrics = '127.0.0.1:70000'", "configuration.value", 2);
    row("a password", "endpoint = 'tcp://*:1'\npostgres = 'host=a password=b'", "configuration.value", 2);
    row("a place for a password", "endpoint = 'tcp://*:1'\npostgres = 'postgresql://a:b@c/d'", "configuration.value",
        2);
    row("no settings", "endpoint = 'tcp://*:1'\npostgres = 'wenyi'", "configuration.value", 2);
    row("no key of a standby", "endpoint = 'tcp://*:1'\nstandby-key = 'abc'", "configuration.value", 2);
    row("another mode of a standby", "endpoint = 'tcp://*:1'\nstandby-mode = 'semi'", "configuration.value", 2);
    row("backups in a folder that is none", "endpoint = 'tcp://*:1'\nbackup-folder = 'backups'", "configuration.value",
        2);
    row("backups at an hour that is none", "endpoint = 'tcp://*:1'\nbackup-time = '24:00'", "configuration.value", 2);
    row("backups at a minute that is none", "endpoint = 'tcp://*:1'\nbackup-time = '02:60'", "configuration.value", 2);
    row("another form of log", "endpoint = 'tcp://*:1'\nlog-format = 'xml'", "configuration.value", 2);
}

void ConfigurationTest::whatIsWrongIsRefusedByName()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, reason);
    QFETCH(int, line);
    const auto read = Configuration::parse(toml);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
    if (line > 0)
        QVERIFY2(read.error().detail.startsWith(u"line %1:"_s.arg(line)), qPrintable(read.error().detail));
}

void ConfigurationTest::everyKeyStandsInTheFileWithItsWordsAndDefault()
{
    Configuration configuration;
    configuration.endpoint = "tcp://*:7301";
    const QByteArray written = configuration.toToml();
    for (const ConfigurationKey &key : configurationKeys()) {
        const QByteArray name(key.name.data(), static_cast<qsizetype>(key.name.size()));
        const qsizetype at = written.indexOf('\n' + name + " = ");
        QVERIFY2(at > 0, name.constData());
        const QByteArray above = written.left(at);
        const QByteArray comment = above.mid(above.lastIndexOf("\n\n") + 2);
        QCOMPARE(comment.count('\n'), name == "endpoint" ? 1 : 2); // Chinese, English, the default.
        QVERIFY2(comment.contains(QByteArray(key.chinese.data(), qsizetype(key.chinese.size()))), name.constData());
    }
    // The limits that an administrator never changed are those of the program.
    QCOMPARE(*Configuration::parse(written), *Configuration::parse("endpoint = 'tcp://*:7301'"));
    QCOMPARE(Configuration().metrics, QByteArray("127.0.0.1:7302"));
}

void ConfigurationTest::whatMayChangeIsTakenAndTheRestNamed()
{
    Configuration running;
    running.endpoint = "tcp://*:7301";
    Configuration next = running;
    next.endpoint = "tcp://*:7401";
    next.metrics.clear();
    next.unitQuota = 5 * limits::MiB;
    next.desktopRate.requestsPerSecond = 9;
    next.log.level = "debug";
    QCOMPARE(running.takeChangeable(next), (QByteArrayList{"endpoint", "metrics"}));
    QCOMPARE(running.endpoint, QByteArray("tcp://*:7301"));
    QCOMPARE(running.metrics, QByteArray("127.0.0.1:7302"));
    next.endpoint = running.endpoint;
    next.metrics = running.metrics;
    QCOMPARE(running, next);
    QCOMPARE(running.takeChangeable(next), QByteArrayList());
}

void ConfigurationTest::aMissingFileIsNamed()
{
    const auto read = Configuration::read(u"/nowhere/server.toml"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, QByteArray("configuration.missing"));
    QCOMPARE(read.error().detail, u"/nowhere/server.toml"_s);
}

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "ConfigurationTest.moc"
