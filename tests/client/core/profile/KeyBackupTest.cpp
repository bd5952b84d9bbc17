// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/KeyBackup.h"

#include "client/core/profile/Profile.h"
#include "shared/crypto/SystemRandom.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/profile/MemberKeysFolder.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;

/// 密钥备份与恢复 as files: three shares or none, and a key file out of two.
class KeyBackupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLostKeyComesBackUnderANewPin();
    void aLockedKeyComesBackToo();
    void threeSharesOrNone_data();
    void threeSharesOrNone();
    void whatIsThereIsNotReplaced();
    void aPoorPinRestoresNothing();

private:
    static SecretBytes secret(const QByteArray &text) { return SecretBytes(text); }
    static QByteArray pinOf(size_t share) { return "custodian-" + QByteArray::number(int(share) + 1); }
    std::array<ShareTarget, 3> targets() const
    {
        std::array<ShareTarget, 3> all;
        const std::array names{u"张建国"_s, u"李红"_s, u"赵明"_s};
        for (size_t i = 0; i < all.size(); ++i)
            all[i] = {{names[i], secret(pinOf(i))}, path(i)};
        return all;
    }
    QString path(size_t share) const { return m_media->filePath(u"share-%1.wyk"_s.arg(share + 1)); }
    OpenableShare share(size_t index) const { return {path(index), secret(pinOf(index))}; }
    crypto::KeyFile key() const { return crypto::KeyFile::open(m_keys->path(keyfile::Seal)).value(); }
    Result<void> backUp(std::array<ShareTarget, 3> to, const SecretBytes &pin) const
    {
        return backUpKey(key(), pin, std::move(to), {12}, m_environment);
    }

    SystemClock m_clock;
    mutable crypto::SystemRandom m_random;
    Environment m_environment{m_clock, m_random, {}, {}};
    std::unique_ptr<MemberKeysFolder> m_keys;
    std::unique_ptr<QTemporaryDir> m_media;
};

void KeyBackupTest::init()
{
    m_keys = std::make_unique<MemberKeysFolder>();
    m_media = std::make_unique<QTemporaryDir>();
}

void KeyBackupTest::aLostKeyComesBackUnderANewPin()
{
    const crypto::Certificate certificate = key().certificate();
    QVERIFY(backUp(targets(), m_keys->pin()));
    QVERIFY(m_keys->isUnchanged());
    const QString path = m_keys->path(keyfile::Seal);
    QVERIFY(QFile::remove(path));
    const auto restored = restoreKey(share(2), share(0), path, secret("246813"), {12}, m_random);
    QVERIFY(restored);
    QCOMPARE(*restored, certificate);
    QCOMPARE(key().certificate(), certificate);
    const auto opened = key().unlock(secret("246813"));
    QVERIFY(opened);
    QVERIFY(certificate.publicKey().verify("text", opened->sign("text").value()));
    QCOMPARE(reasonOf(key().unlock(m_keys->pin())), "key-file.pin");
}

void KeyBackupTest::aLockedKeyComesBackToo()
{
    QVERIFY(backUp(targets(), m_keys->pin()));
    for (int attempt = 0; attempt < 10; ++attempt)
        QVERIFY(!key().unlock(secret("000000")));
    const QString path = m_keys->path(keyfile::Seal);
    QCOMPARE(reasonOf(restoreKey(share(0), share(1), path, secret("246813"), {12}, m_random)), "key-file.exists");
    QVERIFY(QFile::remove(path));
    QVERIFY(restoreKey(share(0), share(1), path, secret("246813"), {12}, m_random));
    QCOMPARE(key().attemptsLeft(), 10);
    QVERIFY(key().unlock(secret("246813")));
}

void KeyBackupTest::threeSharesOrNone_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray good = "custodian-3";
    QTest::newRow("no medium") << u"no/such/folder.wyk"_s << good << u"赵明"_s << QByteArray("135790")
                               << QByteArray("file.write");
    QTest::newRow("one medium twice") << u"share-1.wyk"_s << good << u"赵明"_s << QByteArray("135790")
                                      << QByteArray("key-share.exists");
    QTest::newRow("a poor PIN") << u"share-3.wyk"_s << QByteArray("123456") << u"赵明"_s << QByteArray("135790")
                                << QByteArray("pin.sequential");
    QTest::newRow("one person twice") << u"share-3.wyk"_s << good << u"李红"_s << QByteArray("135790")
                                      << QByteArray("key-share.one-custodian");
    QTest::newRow("the owner's PIN is wrong")
        << u"share-3.wyk"_s << good << u"赵明"_s << QByteArray("000000") << QByteArray("key-file.pin");
}

void KeyBackupTest::threeSharesOrNone()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, pin);
    QFETCH(const QString, name);
    QFETCH(const QByteArray, own);
    QFETCH(const QByteArray, reason);
    auto to = targets();
    to[2] = {{name, secret(pin)}, m_media->filePath(path)};
    QCOMPARE(reasonOf(backUp(std::move(to), secret(own))), reason);
    QVERIFY(QDir(m_media->path()).entryList(QDir::Files).isEmpty());
}

void KeyBackupTest::whatIsThereIsNotReplaced()
{
    QVERIFY(writeDurably(path(1), "another backup"));
    QCOMPARE(reasonOf(backUp(targets(), m_keys->pin())), "key-share.exists");
    QCOMPARE(readBounded(path(1), 100).value(), QByteArray("another backup"));
    QCOMPARE(QDir(m_media->path()).entryList(QDir::Files).size(), 1);
}

void KeyBackupTest::aPoorPinRestoresNothing()
{
    QVERIFY(backUp(targets(), m_keys->pin()));
    const QString path = m_media->filePath(u"restored.key"_s);
    QCOMPARE(reasonOf(restoreKey(share(0), share(1), path, secret("12345"), {12}, m_random)), "pin.too-short");
    QCOMPARE(reasonOf(restoreKey(share(0), {share(1).path, secret("wrong")}, path, secret("246813"), {12}, m_random)),
        "key-share.pin");
    QCOMPARE(reasonOf(restoreKey(share(0), share(0), path, secret("246813"), {12}, m_random)), "key-share.same");
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(KeyBackupTest)
#include "KeyBackupTest.moc"
