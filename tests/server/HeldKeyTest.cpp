// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/HeldKey.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FileLock.h"
#include "shared/crypto/KeyFile.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <future>
#include <vector>

using namespace wenyi;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How a server keeps the keys that it opens by itself.
class HeldKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_domain = std::make_unique<TestDomain>();
        QVERIFY(m_domain->giveTimeStampKey());
    }
    void keysLieUnderPinsThatAreDrawn_data();
    void keysLieUnderPinsThatAreDrawn();
    void aFolderOfBeforeGoesOnOpening();
    void aWrongPinIsRefusedAndNothingIsTaken();
    void keyAndPinAloneHaveToFitWhatIsThere();
    void aLockedKeyIsNotTaken();
    void anInterruptedUpdateLeavesAKeyThatOpens();
    void oneUpdateAtATime();
    void updatesAtOnceLeaveAKeyThatOpens();

private:
    QString kept(const QString &name) const { return m_domain->path() + u"/keys/"_s + name; }
    static QByteArray contentOf(const QString &path) { return readBounded(path, limits::MiB).value_or(QByteArray()); }
    static QByteArray reasonOfUnlocking(const QString &path, const QByteArray &pin)
    {
        const auto key = crypto::KeyFile::open(path)->unlock(SecretBytes(QByteArrayView(pin)));
        return key ? QByteArray() : key.error().reason;
    }
    /// Why the certificate's key or its PIN is not taken.
    QByteArray taking(const QString &key, const QString &pin)
    {
        server::ServerFiles files;
        files.certificateKey = key;
        files.pin = pin;
        const auto taken = m_domain->folder().update(files, m_domain->clock().now());
        return taken ? QByteArray() : taken.error().reason;
    }
    QString givenPin(const QByteArray &pin)
    {
        const QString path = m_domain->file(u"given.pin"_s);
        return server::writeFile(path, pin) ? path : QString();
    }

    std::unique_ptr<TestDomain> m_domain;
};

void HeldKeyTest::keysLieUnderPinsThatAreDrawn_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("name");
    QTest::newRow("certificate") << u"server"_s << u"server"_s;
    QTest::newRow("time stamps") << u"stamp"_s << u"time-stamp"_s;
}

void HeldKeyTest::keysLieUnderPinsThatAreDrawn()
{
    QFETCH(QString, given);
    QFETCH(QString, name);
    const QByteArray personal = contentOf(m_domain->file(given + u".pin"_s)).trimmed();
    const QByteArray drawn = contentOf(kept(name + u".pin"_s));
    const QString key = kept(name + u".key"_s);
    QVERIFY(QRegularExpression(u"^[0-9a-f]{32}$"_s).match(QString::fromLatin1(drawn)).hasMatch());
    QCOMPARE(reasonOfUnlocking(key, personal), "key-file.pin");
    QCOMPARE(reasonOfUnlocking(key, drawn), QByteArray());
    QCOMPARE(crypto::KeyFile::open(key)->certificate(),
        crypto::KeyFile::open(m_domain->file(given + u".key"_s))->certificate());
    QVERIFY(!(QFile::permissions(kept(name + u".pin"_s)) & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY(contentOf(key).contains("scrypt;SM4-CTR;HMAC-SM3\x0c")); // The least cost, 12.
    // What was handed over stays as it was.
    QCOMPARE(reasonOfUnlocking(m_domain->file(given + u".key"_s), personal), QByteArray());
    QVERIFY(m_domain->start());
}

void HeldKeyTest::aFolderOfBeforeGoesOnOpening()
{
    QVERIFY(server::writeFile(kept(u"server.key"_s), contentOf(m_domain->file(u"server.key"_s))));
    QVERIFY(server::writeFile(kept(u"server.pin"_s), contentOf(m_domain->file(u"server.pin"_s))));
    QVERIFY(m_domain->start());
    // And is brought up by what it was made of.
    QCOMPARE(taking(m_domain->file(u"server.key"_s), m_domain->file(u"server.pin"_s)), QByteArray());
    QCOMPARE(contentOf(kept(u"server.pin"_s)).size(), crypto::DrawnPin::Digits);
    QVERIFY(m_domain->start());
}

void HeldKeyTest::aWrongPinIsRefusedAndNothingIsTaken()
{
    const QString wrong = givenPin("000000\n");
    const QByteArray key = contentOf(kept(u"server.key"_s));
    const QByteArray pin = contentOf(kept(u"server.pin"_s));
    const QString given = m_domain->file(QString());
    const QStringList before = QDir(given).entryList(QDir::Files);
    for (int i = 0; i <= crypto::KeyFile::AllowedAttempts; ++i)
        QCOMPARE(taking(m_domain->file(u"server.key"_s), wrong), "key-file.pin");
    QCOMPARE(QDir(given).entryList(QDir::Files), before); // They may lie where the server cannot write.
    QCOMPARE(contentOf(kept(u"server.key"_s)), key);
    QCOMPARE(contentOf(kept(u"server.pin"_s)), pin);
    QVERIFY2(m_domain->start(), "However often, it locks nothing");
}

void HeldKeyTest::keyAndPinAloneHaveToFitWhatIsThere()
{
    QCOMPARE(taking(m_domain->file(u"server.key"_s), {}), "key-file.pin");
    QCOMPARE(taking({}, m_domain->file(u"server.pin"_s)), "key-file.pin");
    QCOMPARE(taking({}, givenPin(contentOf(kept(u"server.pin"_s)))), QByteArray());
    QCOMPARE(taking(m_domain->file(u"no.key"_s), {}), "file.missing");
    QVERIFY(m_domain->start());
    QVERIFY(QFile::remove(kept(u"server.pin"_s)));
    QCOMPARE(taking(m_domain->file(u"server.key"_s), {}), QByteArray());
    QCOMPARE(taking({}, m_domain->file(u"server.pin"_s)), QByteArray());
    QVERIFY(m_domain->start());
}

void HeldKeyTest::aLockedKeyIsNotTaken()
{
    const QString key = m_domain->file(u"server.key"_s);
    for (int i = 0; i < crypto::KeyFile::AllowedAttempts; ++i)
        QCOMPARE(reasonOfUnlocking(key, "000000"), "key-file.pin");
    QCOMPARE(taking(key, m_domain->file(u"server.pin"_s)), "key-file.locked");
    QVERIFY(m_domain->start());
}

/// A power cut or a full disk between the writes: nobody else knows a PIN that was drawn.
void HeldKeyTest::anInterruptedUpdateLeavesAKeyThatOpens()
{
    const QString key = m_domain->file(u"server.key"_s);
    const QString pin = m_domain->file(u"server.pin"_s);
    const QString keptPin = kept(u"server.pin"_s);
    const QString next = keptPin + u".next"_s;
    const QByteArray before = contentOf(kept(u"server.key"_s));
    const auto opens = [this] {
        for (int i = 0; i <= crypto::KeyFile::AllowedAttempts; ++i) {
            if (!m_domain->folder().signer())
                return false;
        }
        return true;
    };
    // Before the key: what lies there has the PIN of before.
    QVERIFY(server::writeFile(next, QByteArray(crypto::DrawnPin::Digits, 'a')));
    QVERIFY(opens());
    // Behind it: no file takes the place of a folder.
    QVERIFY(QFile::remove(keptPin) && QFile::remove(next));
    QVERIFY(QDir().mkpath(keptPin));
    QVERIFY(!taking(key, pin).isEmpty());
    QVERIFY(contentOf(kept(u"server.key"_s)) != before);
    QVERIFY(opens());
    QVERIFY(m_domain->start());
    QVERIFY(QDir().rmdir(keptPin));
    QVERIFY(server::writeFile(keptPin, QByteArray(crypto::DrawnPin::Digits, 'b')));
    QVERIFY(opens());
    // And the next time it goes through.
    QCOMPARE(taking(key, pin), QByteArray());
    QVERIFY(!QFile::exists(next));
    QVERIFY(opens());
}

void HeldKeyTest::oneUpdateAtATime()
{
    const server::ServerFiles files{
        {}, {}, m_domain->file(u"server.key"_s), m_domain->file(u"server.pin"_s), {}, {}, {}};
    const QByteArray key = contentOf(kept(u"server.key"_s));
    const auto update = [&] { return m_domain->folder().update(files, m_domain->clock().now(), 20ms); };
    {
        FileLock other(m_domain->folder().updateLockPath());
        QVERIFY(other.acquire(0ms));
        QCOMPARE(reasonOf(update()), QByteArray("file.locked"));
        QCOMPARE(contentOf(kept(u"server.key"_s)), key);
    }
    // Nor does a server that runs on the folder stand in its way.
    const auto server = m_domain->start();
    QVERIFY2(server, reasonOf(server).constData());
    QCOMPARE(reasonOf(update()), QByteArray());
    QVERIFY(contentOf(kept(u"server.key"_s)) != key);
}

void HeldKeyTest::updatesAtOnceLeaveAKeyThatOpens()
{
    const server::ServerFiles files{
        {}, {}, m_domain->file(u"server.key"_s), m_domain->file(u"server.pin"_s), {}, {}, {}};
    const Instant now = m_domain->clock().now();
    std::vector<std::future<QByteArray>> updates;
    for (int i = 0; i < 8; ++i)
        updates.push_back(std::async(std::launch::async,
            [&, folder = m_domain->folder()]() mutable { return reasonOf(folder.update(files, now)); }));
    for (std::future<QByteArray> &update : updates)
        QCOMPARE(update.get(), QByteArray());
    QVERIFY(!QFile::exists(kept(u"server.pin.next"_s)));
    const auto signer = m_domain->folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
}

QTEST_GUILESS_MAIN(HeldKeyTest)
#include "HeldKeyTest.moc"
