// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Configuration.h"

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
    QTest::newRow("no TOML") << QByteArray("endpoint = = 1") << QByteArray("configuration.syntax");
    QTest::newRow("no endpoint") << QByteArray("unit-quota-mib = 1") << QByteArray("configuration.value");
    QTest::newRow("not over TCP") << QByteArray("endpoint = 'ipc://x'") << QByteArray("configuration.value");
    QTest::newRow("misspelt key") << QByteArray("endpoint = 'tcp://*:1'\nunit-quota = 1")
                                  << QByteArray("configuration.unknown-key");
    QTest::newRow("text for a number") << QByteArray("endpoint = 'tcp://*:1'\nunit-quota-mib = '1'")
                                       << QByteArray("configuration.value");
    QTest::newRow("negative") << QByteArray("endpoint = 'tcp://*:1'\ndisk-reserve-mib = -1")
                              << QByteArray("configuration.value");
    QTest::newRow("absurdly many time stamps")
        << QByteArray("endpoint = 'tcp://*:1'\ntime-stamps-per-minute = 100001") << QByteArray("configuration.value");
    QTest::newRow("absurd") << QByteArray("endpoint = 'tcp://*:1'\ndisk-reserve-mib = 9223372036854775807")
                            << QByteArray("configuration.value");
}

void ConfigurationTest::whatIsWrongIsRefusedByName()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, reason);
    const auto read = Configuration::parse(toml);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
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
