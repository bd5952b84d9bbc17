// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who gets in at a real server in this process: desktops of the directory, by their keys.
class AdmissionTest : public QObject
{
    Q_OBJECT

private:
    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;

    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit, int index = 1)
    {
        return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit, index));
    }

private Q_SLOTS:
    void initTestCase();
    void aStrangersKeyIsRefused();
    void anotherDesktopsIdIsRefused();
    void theRefusalIsInTheAuditLog();
    void aRevokedDesktopIsOutWithoutARestart();
    void aDesktopWithARevokedCertificateIsOutToo();
    void aStrangersKeyIsRefusedWhileAdmissionIsDown();
};

void AdmissionTest::initTestCase()
{
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

void AdmissionTest::aStrangersKeyIsRefused()
{
    ClientConnection stranger(
        m_domain.settings(m_server->endpoint(), m_domain.desktop(Office), CurveKeyPair::generate(m_domain.random())),
        m_domain.random());
    QCOMPARE(reasonOf(ask<Entries>(stranger, PullEntries{0}, 700ms)), QByteArray("connection.timeout"));
}

void AdmissionTest::anotherDesktopsIdIsRefused()
{
    auto settings = m_domain.settings(m_server->endpoint(), m_domain.desktop(Office));
    settings.hello = [id = m_domain.desktop(Finance).id] { return Hello{1, 1, id, 0}; };
    ClientConnection connection(std::move(settings), m_domain.random());
    QByteArray reason;
    connect(
        &connection, &ClientConnection::refused, &connection, [&reason](const Error &error) { reason = error.reason; },
        Qt::DirectConnection);
    QVERIFY(!ask<Entries>(connection, PullEntries{0}, 700ms));
    QCOMPARE(reason, QByteArray("session.desktop"));
}

void AdmissionTest::theRefusalIsInTheAuditLog()
{
    SystemClock clock;
    const auto store = server::Store::open(m_domain.folder().storePath(), clock);
    QVERIFY(store);
    const auto records = (*store)->audit().newest(500);
    QVERIFY(records);
    QVERIFY(std::any_of(records->begin(), records->end(),
        [](const auto &record) { return record.actor == u"ZFB-1"_s && record.reason == u"session.desktop"_s; }));
    QVERIFY((*store)->audit().verify());
}

void AdmissionTest::aRevokedDesktopIsOutWithoutARestart()
{
    const auto revoked = connectAs(Town, 2);
    const auto staying = connectAs(Town, 1);
    QVERIFY(ask<Entries>(*revoked, PullEntries{0}));
    QVERIFY(ask<Entries>(*staying, PullEntries{0}));
    QVERIFY(m_domain.dropFromDirectory(m_domain.desktop(Town, 2).id));
    // The server looks for a new directory each second; from then on nothing of the desktop is handled.
    bool out = false;
    for (int i = 0; i < 100 && !out; ++i) {
        QTest::qSleep(50);
        out = !ask<Entries>(*revoked, PullEntries{0}, 300ms);
    }
    QVERIFY(out);
    QVERIFY(!ask<Entries>(*revoked, PullEntries{0}, 300ms));
    QVERIFY(ask<Entries>(*staying, PullEntries{0}));
    // The directory does not go back.
    QVERIFY(!m_domain.folder().update({m_domain.file(u"directory.wyd"_s), {}, {}, {}, {}}, m_domain.clock().now()));
}

void AdmissionTest::aDesktopWithARevokedCertificateIsOutToo()
{
    const auto revoked = connectAs(Finance, 2);
    const auto staying = connectAs(Finance, 1);
    QVERIFY(ask<Entries>(*revoked, PullEntries{0}));
    QVERIFY(ask<Entries>(*staying, PullEntries{0}));
    // The directory stays the same, and is judged anew by the newer list.
    QVERIFY(m_domain.revoke(m_domain.desktop(Finance, 2).signer.certificate()));
    QTRY_VERIFY(!ask<Entries>(*revoked, PullEntries{0}, 300ms));
    QVERIFY(!ask<Entries>(*revoked, PullEntries{0}, 300ms));
    QVERIFY(ask<Entries>(*staying, PullEntries{0}));
}

void AdmissionTest::aStrangersKeyIsRefusedWhileAdmissionIsDown()
{
    m_server->closeAdmission();
    ClientConnection stranger(
        m_domain.settings(m_server->endpoint(), m_domain.desktop(Office), CurveKeyPair::generate(m_domain.random())),
        m_domain.random());
    QCOMPARE(reasonOf(ask<Entries>(stranger, PullEntries{0}, 700ms)), QByteArray("connection.timeout"));
}

QTEST_GUILESS_MAIN(AdmissionTest)
#include "AdmissionTest.moc"
