// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/session/TimeStampDesk.h"
#include "server/store/Store.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/TimeStampToken.h"
#include "shared/journal/Schema.h"
#include "tests/server/TestDomain.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The server's time-stamp authority, asked by desktops over the wire.
class TimeStampServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAKeyTheServerSaysSo();
    void aKeyForSomethingElseIsNotTaken();
    void keyAndPinAreTakenTogetherAndTried();
    void aKeyThatDoesNotOpenKeepsNoServerFromStarting();
    void statusSaysWhetherSomeAreGivenAndWhyNot();
    void statusLocksNoKey();
    void aStoreOfBeforeTimeStampsIsBroughtUpWithItsRows();
    void whatADesktopIsGivenHoldsAndIsRegistered();
    void bouncyCastleTakesTheAnswer();
    void garbageGetsTheAuthoritysRefusal_data();
    void garbageGetsTheAuthoritysRefusal();
    void strangersGetNone();
    void oneDesktopsGreedIsNotTheOthersLoss();
    void theBoundIsByMinute();
    void anAdministratorMayTurnItOff();
    void aRevokedAuthorityGivesNone();

private:
    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit, int index = 1)
    {
        return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit, index));
    }
    void start(int perMinute)
    {
        m_server.reset();
        server::Configuration configuration = *m_domain.folder().configuration();
        configuration.timeStampsPerMinute = perMinute;
        QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
        auto started = m_domain.start();
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        m_server = std::move(*started);
    }
    Result<QByteArray> tokenOver(ClientConnection &connection, QByteArrayView data)
    {
        const auto transport = [&connection](const QByteArray &request) -> Result<QByteArray> {
            WENYI_TRY(const auto answer, ask<TimeStampAnswer>(connection, RequestTimeStamp{request}));
            return answer.response;
        };
        return crypto::requestTimeStamp(data, transport, m_domain.random());
    }
    quint64 registered()
    {
        return *(*server::Store::openBeside(m_domain.folder().storePath(), m_domain.clock()))->timeStamps().count();
    }

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
};

void TimeStampServiceTest::withoutAKeyTheServerSaysSo()
{
    start(60);
    const auto connection = connectAs(Office);
    QCOMPARE(reasonOf(tokenOver(*connection, "data")), QByteArray("time-stamp.none"));
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
}

void TimeStampServiceTest::aKeyForSomethingElseIsNotTaken()
{
    server::ServerFiles files;
    files.timeStampKey = m_domain.file(u"server.key"_s);
    files.timeStampPin = m_domain.file(u"server.pin"_s);
    QCOMPARE(reasonOf(m_domain.folder().update(files, m_domain.clock().now())), QByteArray("certificate.purpose"));
    QVERIFY(!QFile::exists(m_domain.path() + u"/keys/time-stamp.key"_s));
}

void TimeStampServiceTest::keyAndPinAreTakenTogetherAndTried()
{
    TestDomain domain;
    QVERIFY(domain.giveTimeStampKey());
    const QString kept = domain.path() + u"/keys/time-stamp.pin"_s;
    const auto pinBefore = readBounded(kept, 1 << 10).value();
    QVERIFY(server::writeFile(domain.file(u"wrong.pin"_s), "000000\n"));
    const auto taking = [&](const QString &key, const QString &pin) {
        server::ServerFiles files;
        files.timeStampKey = key;
        files.timeStampPin = pin;
        return reasonOf(domain.folder().update(files, domain.clock().now()));
    };
    const QString key = domain.file(u"stamp.key"_s);
    QCOMPARE(taking(key, {}), QByteArray("server.time-stamp-pair"));
    QCOMPARE(taking({}, domain.file(u"wrong.pin"_s)), QByteArray("server.time-stamp-pair"));
    QCOMPARE(
        taking(key, domain.file(u"wrong.pin"_s)), reasonOf(crypto::KeyFile::open(key)->unlock(SecretBytes("000000"))));
    QVERIFY(!taking(key, domain.file(u"no.pin"_s)).isEmpty());
    QCOMPARE(readBounded(kept, 1 << 10).value(), pinBefore);
    QCOMPARE(taking(key, domain.file(u"stamp.pin"_s)), QByteArray());
}

void TimeStampServiceTest::aKeyThatDoesNotOpenKeepsNoServerFromStarting()
{
    TestDomain domain;
    QVERIFY(domain.giveTimeStampKey());
    const QString pin = domain.path() + u"/keys/time-stamp.pin"_s;
    QVERIFY(server::writeFile(pin, "000000\n"));
    for (int i = 0; i < 2; ++i) {
        const auto started = domain.start();
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        const auto connection = domain.connect((*started)->endpoint(), domain.desktop(Office));
        QCOMPARE(reasonOf(tokenOver(*connection, "data")), QByteArray("time-stamp.none"));
        QVERIFY(ask<Entries>(*connection, PullEntries{0}));
        QFile::remove(pin);
    }
}

namespace {

/// What `status` says of time stamps: empty where some are given.
QString stampFault(const TestDomain &domain, const server::ServerFolder &folder)
{
    const auto status = server::status(folder, domain.clock());
    if (!status)
        return describe(status.error());
    const QString why = status->value(u"noTimeStampsBecause"_s).toString();
    return status->value(u"timeStampsGiven"_s).toBool() == why.isEmpty() ? why : u"both"_s;
}

} // namespace

void TimeStampServiceTest::statusSaysWhetherSomeAreGivenAndWhyNot()
{
    TestDomain domain;
    const auto fault = [&domain] { return stampFault(domain, domain.folder()); };
    QVERIFY2(fault().contains(u"time-stamp.no-key"_s), qPrintable(fault()));
    QVERIFY(domain.giveTimeStampKey());
    QCOMPARE(fault(), QString());
    server::Configuration configuration = *domain.folder().configuration();
    const auto allow = [&](int perMinute) {
        configuration.timeStampsPerMinute = perMinute;
        return server::writeFile(domain.path() + u"/server.toml"_s, configuration.toToml()).has_value();
    };
    QVERIFY(allow(0));
    QVERIFY2(fault().contains(u"time-stamp.turned-off"_s), qPrintable(fault()));
    QVERIFY(allow(60));
    QCOMPARE(fault(), QString());
    QVERIFY(domain.revoke(domain.timeStamper()));
    QVERIFY2(fault().contains(u"revoked"_s), qPrintable(fault()));
}

void TimeStampServiceTest::statusLocksNoKey()
{
    TestDomain domain;
    QVERIFY(domain.giveTimeStampKey());
    const QString pin = domain.path() + u"/keys/time-stamp.pin"_s;
    const QByteArray right = readBounded(pin, 1 << 10).value();
    QVERIFY(server::writeFile(pin, "000000\n"));
    for (int i = 0; i < 2 * crypto::KeyFile::AllowedAttempts; ++i)
        QVERIFY(stampFault(domain, domain.folder()).contains(u"key-file.pin"_s));
    const auto key = crypto::KeyFile::open(domain.path() + u"/keys/time-stamp.key"_s);
    QCOMPARE(key->attemptsLeft(), crypto::KeyFile::AllowedAttempts - 1);
    // With the right one the server starts, and that is told again.
    QVERIFY(server::writeFile(pin, right));
    QVERIFY(domain.start());
    QCOMPARE(stampFault(domain, domain.folder()), QString());
    QFile::remove(pin);
    QVERIFY(stampFault(domain, domain.folder()).contains(u"file.missing"_s));
}

void TimeStampServiceTest::aStoreOfBeforeTimeStampsIsBroughtUpWithItsRows()
{
    QTemporaryDir folder;
    {
        journal::DatabaseOptions options;
        options.applicationId = 0x5759'7376;
        const auto before = journal::Database::open(folder.filePath(u"server.db"_s), options).value();
        const QString file = QStringLiteral(WENYI_SOURCE_DIR "/server/store/schema/server-001.sql");
        const journal::SchemaSteps first{{1, readBounded(file, 1 << 20).value()}};
        QVERIFY(journal::migrate(*before, "server", first));
        QVERIFY(before->execute("INSERT INTO series(unit, series, next) VALUES ('ZFB', 's', 7);"
                                "INSERT INTO blobs(unit, digest, size) VALUES ('ZFB', x'0102', 3)"));
    }
    const auto store = server::Store::open(folder.path(), m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    QVERIFY(QFile::exists(folder.filePath(u"server.db.before-upgrade"_s)));
    QCOMPARE(*(*store)->timeStamps().count(), 0);
    journal::Statement kept((*store)->database(), "SELECT next, (SELECT size FROM blobs) FROM series");
    QVERIFY(kept.next().value());
    QCOMPARE(kept.integer(0), 7);
    QCOMPARE(kept.integer(1), 3);
}

void TimeStampServiceTest::whatADesktopIsGivenHoldsAndIsRegistered()
{
    QVERIFY(m_domain.giveTimeStampKey());
    const auto others = QFile::ReadGroup | QFile::ReadOther;
    QVERIFY(!(QFile::permissions(m_domain.path() + u"/keys/time-stamp.pin"_s) & others));
    start(60);
    const auto connection = connectAs(Office);
    const Instant before = m_domain.clock().now();
    const auto token = tokenOver(*connection, "a signature");
    QVERIFY2(token, reasonOf(token).constData());
    const auto stamp = crypto::verifyTimeStamp(*token, "a signature", m_domain.trust());
    QVERIFY2(stamp, reasonOf(stamp).constData());
    QVERIFY(stamp->time >= before - 1s && stamp->time <= m_domain.clock().now());
    QCOMPARE(reasonOf(crypto::verifyTimeStamp(*token, "another", m_domain.trust())), QByteArray("time-stamp.imprint"));
    const auto serial = crypto::TimeStampToken::fromDer(*token)->serialNumber();
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY(*(*store)->timeStamps().has(serial));
    QVERIFY(!*(*store)->timeStamps().has(serial + 'x'));
}

void TimeStampServiceTest::bouncyCastleTakesTheAnswer()
{
    const auto connection = connectAs(Office);
    const auto request = crypto::TimeStampRequest::over("a signature", m_domain.random());
    const auto answer = ask<TimeStampAnswer>(*connection, RequestTimeStamp{request.toDer()});
    QVERIFY(answer);
    const QStringList files{m_domain.file(u"q.tsq"_s), m_domain.file(u"r.tsr"_s), m_domain.file(u"tsa.der"_s)};
    QVERIFY(server::writeFile(files.at(0), request.toDer()));
    QVERIFY(server::writeFile(files.at(1), answer->response));
    QVERIFY(server::writeFile(files.at(2), m_domain.timeStamper().toDer()));
    QStringList jars;
    for (const QString &name : {u"bcprov"_s, u"bcpkix"_s, u"bcutil"_s})
        jars.append(u"/usr/share/java/%1.jar"_s.arg(name));
    QProcess java;
    java.start(u"java"_s,
        {u"-cp"_s, jars.join(u':'), QStringLiteral(WENYI_SOURCE_DIR "/tests/independent/BouncyCastleEye.java")});
    QVERIFY2(java.waitForStarted(), "java is missing, and ./test installs it");
    java.write("stamp " + files.join(u' ').toUtf8() + '\n');
    java.closeWriteChannel();
    QVERIFY(java.waitForFinished(120'000));
    QCOMPARE(java.readAllStandardOutput().trimmed(), QByteArray("ok"));
}

void TimeStampServiceTest::garbageGetsTheAuthoritysRefusal_data()
{
    QTest::addColumn<QByteArray>("request");
    const auto asked = crypto::TimeStampRequest::over("data", m_domain.random());
    crypto::TimeStampRequest otherMethod = asked;
    otherMethod.imprint.method = "2.16.840.1.101.3.4.2.1";
    crypto::TimeStampRequest otherPolicy = asked;
    otherPolicy.policy = "1.2.3";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("please");
    QTest::newRow("cut") << asked.toDer().chopped(1);
    QTest::newRow("as long as it may be") << QByteArray(4096, '0');
    QTest::newRow("another digest") << otherMethod.toDer();
    QTest::newRow("another policy") << otherPolicy.toDer();
}

void TimeStampServiceTest::garbageGetsTheAuthoritysRefusal()
{
    QFETCH(QByteArray, request);
    const quint64 before = registered();
    const auto connection = connectAs(Finance);
    const auto answer = ask<TimeStampAnswer>(*connection, RequestTimeStamp{request});
    QVERIFY2(answer, reasonOf(answer).constData());
    const auto asked = crypto::TimeStampRequest::over("data", m_domain.random());
    QCOMPARE(reasonOf(crypto::tokenFromResponse(answer->response, asked)), QByteArray("time-stamp.refused"));
    QCOMPARE(registered(), before);
}

void TimeStampServiceTest::strangersGetNone()
{
    ClientConnection stranger(
        m_domain.settings(m_server->endpoint(), m_domain.desktop(Office), CurveKeyPair::generate(m_domain.random())),
        m_domain.random());
    const auto request = crypto::TimeStampRequest::over("data", m_domain.random()).toDer();
    QVERIFY(!ask<TimeStampAnswer>(stranger, RequestTimeStamp{request}, 700ms));
    // One whose desktop left the domain is out by the same door.
    const auto dropped = connectAs(Town, 2);
    QVERIFY(tokenOver(*dropped, "data"));
    QVERIFY(m_domain.dropFromDirectory(m_domain.desktop(Town, 2).id));
    QTRY_VERIFY(!ask<TimeStampAnswer>(*dropped, RequestTimeStamp{request}, 300ms));
}

void TimeStampServiceTest::oneDesktopsGreedIsNotTheOthersLoss()
{
    start(3);
    const auto greedy = connectAs(Office);
    for (int i = 0; i < 3; ++i)
        QVERIFY(tokenOver(*greedy, "data"));
    const quint64 before = registered();
    QCOMPARE(reasonOf(tokenOver(*greedy, "data")), QByteArray("time-stamp.too-many"));
    QCOMPARE(registered(), before);
    const auto other = connectAs(Office, 2);
    QVERIFY(tokenOver(*other, "data"));
    QVERIFY(ask<Entries>(*greedy, PullEntries{0}));
}

void TimeStampServiceTest::theBoundIsByMinute()
{
    Hierarchy hierarchy;
    FixedClock clock(Hierarchy::now());
    const auto desk = server::TimeStampDesk::open(
        hierarchy.issue(u"时间戳"_s, u"tsa"_s, crypto::CertificatePurpose::TimeStamp), clock, 2);
    QVERIFY(desk);
    const DesktopId one(u"one"_s);
    const auto admits = [&] { return (*desk)->admit(one).has_value(); };
    QVERIFY(admits());
    QVERIFY(admits());
    QVERIFY(!admits());
    clock.set(Hierarchy::now() + 29s);
    QVERIFY(!admits());
    clock.set(Hierarchy::now() + 31s);
    QVERIFY(admits());
    QVERIFY(!admits());
    clock.set(Hierarchy::now() - 24h); // Nothing comes of a clock that is put back, nor of waiting for long.
    QVERIFY(!admits());
    clock.set(Hierarchy::now() + 24h);
    QVERIFY(admits());
    QVERIFY(admits());
    QVERIFY(!admits());
}

void TimeStampServiceTest::anAdministratorMayTurnItOff()
{
    start(0);
    const auto connection = connectAs(Office);
    QCOMPARE(reasonOf(tokenOver(*connection, "data")), QByteArray("time-stamp.none"));
}

void TimeStampServiceTest::aRevokedAuthorityGivesNone()
{
    start(60);
    const auto connection = connectAs(Office);
    QVERIFY(tokenOver(*connection, "data"));
    QVERIFY(m_domain.revoke(m_domain.timeStamper()));
    QTRY_COMPARE(reasonOf(tokenOver(*connection, "data")), QByteArray("time-stamp.out-of-order"));
}

QTEST_GUILESS_MAIN(TimeStampServiceTest)
#include "TimeStampServiceTest.moc"
