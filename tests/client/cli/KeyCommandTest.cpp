// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Profile.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "tests/client/cli/CommandOffice.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// `wenyictl key`: a key file's PIN, its backup among three people, and its unblocking by two machines.
class KeyCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheKeysOfADesktop();
    void changesThePinOfAllFiles();
    void changesThePinOfOneFile();
    void twoCustodiansRestoreAKey();
    void theSecurityAdministratorUnblocksAKey();
    void anAuditorUnblocksNothing();
    void anOfficersOwnKeyIsUnblockedByTheAuthoritysTrust();
    void aWrongCallEndsWithStatusTwo_data();
    void aWrongCallEndsWithStatusTwo();

private:
    CommandRun key(const QStringList &arguments, const QByteArray &pin = "135790", const QByteArray &newPin = {}) const
    {
        QProcessEnvironment environment = commandEnvironment(pin);
        environment.insert(u"WENYI_NEW_PIN"_s, QString::fromUtf8(newPin));
        return runCommand(QStringList{u"--json"_s} + arguments, environment);
    }
    QString keyPath(const QString &name, QStringView file) const
    {
        const QString folder = m_office.folderOf(name);
        const core::Profile profile = core::Profile::open(folder).value();
        return profile.memberPath(profile.members.first(), file);
    }
    /// A file with a PIN in it.
    QString pinFile(const QString &name, const QByteArray &pin) const
    {
        const QString path = m_office.path(name);
        return writeDurably(path, pin + '\n') ? path : QString();
    }
    static void lock(const QString &path)
    {
        const auto file = crypto::KeyFile::open(path);
        for (int attempt = 0; attempt < 10; ++attempt)
            QVERIFY(!file->unlock(SecretBytes(QByteArrayView("000000"))));
    }
    QString authority() const { return m_office.path(u"domain/authority"_s); }
    static QString reasonOf(const CommandRun &run)
    {
        return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
    }

    CommandOffice m_office;
};

void KeyCommandTest::tellsTheKeysOfADesktop()
{
    const CommandRun all = key({u"key"_s, u"list"_s, u"--profile"_s, m_office.folderOf(u"市政府办/mailroom"_s)});
    QVERIFY2(all.status == 0, all.said().constData());
    QStringList files;
    for (const auto &row : all.json().value(u"keys"_s).toArray()) {
        files.append(row.toObject().value(u"file"_s).toString());
        QCOMPARE(row.toObject().value(u"attemptsLeft"_s).toInt(), 10);
        QVERIFY(!row.toObject().value(u"serial"_s).toString().isEmpty());
    }
    QCOMPARE(files, (QStringList{u"encrypt.key"_s, u"sign.key"_s, u"unit.key"_s, u"unit-encrypt.key"_s}));
    const CommandRun one = key({u"key"_s, u"show"_s, keyPath(u"市政府办/mailroom"_s, u"unit.key")});
    QCOMPARE(one.json().value(u"holder"_s).toString(), u"江阴市人民政府办公室"_s);
    QCOMPARE(
        reasonOf(key({u"key"_s, u"show"_s, QStringLiteral(WENYI_SOURCE_DIR "/README.md")})), u"key-file.damaged"_s);
}

void KeyCommandTest::changesThePinOfAllFiles()
{
    const QString folder = m_office.folderOf(u"市财政局/mailroom"_s);
    const QStringList change{u"key"_s, u"change-pin"_s, u"--profile"_s, folder};
    QCOMPARE(reasonOf(key(change, "135790", "123456")), u"pin.sequential"_s);
    QCOMPARE(reasonOf(key(change, "000000", "246813")), u"key-file.pin"_s);
    QCOMPARE(reasonOf(key(change, "135790")), u"pin.missing"_s);
    const CommandRun changed = key(change, "135790", "246813");
    QVERIFY2(changed.status == 0, changed.said().constData());
    QCOMPARE(changed.json().value(u"files"_s).toArray().size(), 4);
    QCOMPARE(changed.json().value(u"guessedWithinDays"_s).toBool(), true);
    QCOMPARE(key({u"list"_s, u"--profile"_s, folder}, "246813").status, 0);
    QCOMPARE(reasonOf(key({u"list"_s, u"--profile"_s, folder}, "135790")), u"key-file.pin"_s);
}

void KeyCommandTest::changesThePinOfOneFile()
{
    const QString path = authority() + u"/officers/system.key"_s;
    const QStringList change{u"key"_s, u"change-pin"_s, u"--key"_s, path};
    QCOMPARE(reasonOf(key(change, "135790", "111111")), u"pin.repeated"_s);
    const CommandRun changed = key(change, "135790", "a longer one");
    QVERIFY2(changed.status == 0, changed.said().constData());
    QCOMPARE(changed.json().value(u"guessedWithinDays"_s).toBool(), false);
    QVERIFY(crypto::KeyFile::open(path)->unlock(SecretBytes(QByteArrayView("a longer one"))));
}

void KeyCommandTest::twoCustodiansRestoreAKey()
{
    const QString path = keyPath(u"市政府办/sealkeeper"_s, u"seal.key");
    QStringList backup{u"key"_s, u"backup"_s, path};
    QStringList shares;
    QStringList pins;
    for (const QString &name : {u"张建国"_s, u"李红"_s, u"赵明"_s}) {
        shares.append(m_office.path(name + u".share"_s));
        pins.append(pinFile(name + u".pin"_s, "custodian " + QByteArray::number(pins.size() + 1)));
        backup << u"--share"_s << shares.last() << u"--custodian"_s << name << u"--share-pin-file"_s << pins.last();
    }
    const CommandRun made = key(backup);
    QVERIFY2(made.status == 0, made.said().constData());
    const QString serial = made.json().value(u"serial"_s).toString();
    const CommandRun shown = key({u"key"_s, u"show"_s, shares[1]});
    QCOMPARE(shown.json().value(u"custodian"_s).toString(), u"李红"_s);
    QCOMPARE(shown.json().value(u"share"_s).toInt(), 2);
    QCOMPARE(shown.json().value(u"serial"_s).toString(), serial);
    QCOMPARE(reasonOf(key(backup)), u"key-share.exists"_s);

    const auto restore = [&](qsizetype one, qsizetype other, const QByteArray &newPin) {
        return key({u"key"_s, u"restore"_s, shares[one], shares[other], u"--share-pin-file"_s, pins[one],
                       u"--share-pin-file"_s, pins[other], u"--out"_s, path},
            "135790", newPin);
    };
    QCOMPARE(reasonOf(restore(0, 2, "246813")), u"key-file.exists"_s);
    QVERIFY(QFile::remove(path));
    QCOMPARE(reasonOf(restore(1, 1, "246813")), u"key-share.same"_s);
    const CommandRun restored = restore(0, 2, "246813");
    QVERIFY2(restored.status == 0, restored.said().constData());
    QCOMPARE(restored.json().value(u"serial"_s).toString(), serial);
    QVERIFY(crypto::KeyFile::open(path)->unlock(SecretBytes(QByteArrayView("246813"))));
}

void KeyCommandTest::theSecurityAdministratorUnblocksAKey()
{
    const QString path = keyPath(u"市政府办/leader"_s, u"encrypt.key");
    const QString folder = m_office.folderOf(u"市政府办/leader"_s);
    const QString request = m_office.path(u"leader.request"_s);
    const QString permission = m_office.path(u"leader.permission"_s);
    QCOMPARE(reasonOf(key({u"key"_s, u"request"_s, path, u"--out"_s, request})), u"key-file.not-locked"_s);
    lock(path);
    QCOMPARE(reasonOf(key({u"list"_s, u"--profile"_s, folder})), u"key-file.locked"_s);
    QCOMPARE(key({u"key"_s, u"request"_s, path, u"--out"_s, request}).status, 0);
    const QStringList permit{u"ca"_s, u"unblock"_s, request, u"--authority"_s, authority(), u"--words"_s, u"本人到场"_s,
        u"--out"_s, permission};
    QCOMPARE(reasonOf(key(permit, "000000")), u"key-file.pin"_s);
    QVERIFY(!QFile::exists(permission));
    const CommandRun permitted = key(permit);
    QVERIFY2(permitted.status == 0, permitted.said().constData());
    const QStringList unblock{u"key"_s, u"unblock"_s, path, u"--permission"_s, permission, u"--profile"_s, folder};
    const CommandRun unblocked = key(unblock);
    QVERIFY2(unblocked.status == 0, unblocked.said().constData());
    QCOMPARE(unblocked.json().value(u"attemptsLeft"_s).toInt(), 10);
    QCOMPARE(key({u"list"_s, u"--profile"_s, folder}).status, 0);
    // Not a second time.
    lock(path);
    QCOMPARE(reasonOf(key(unblock)), u"key-file.other-lock"_s);
    const QJsonArray all =
        key({u"ca"_s, u"unblocked"_s, u"--authority"_s, authority()}).json().value(u"permissions"_s).toArray();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first().toObject().value(u"words"_s).toString(), u"本人到场"_s);
    QCOMPARE(all.first().toObject().value(u"act"_s), permitted.json().value(u"act"_s));
}

void KeyCommandTest::anAuditorUnblocksNothing()
{
    const QString path = keyPath(u"市政府办/reviewer"_s, u"sign.key");
    const QString request = m_office.path(u"reviewer.request"_s);
    const QString permission = m_office.path(u"reviewer.permission"_s);
    lock(path);
    QCOMPARE(key({u"key"_s, u"request"_s, path, u"--out"_s, request}).status, 0);
    const CommandRun refused = key({u"ca"_s, u"unblock"_s, request, u"--authority"_s, authority(), u"--out"_s,
        permission, u"--officer-key"_s, authority() + u"/officers/audit.key"_s});
    QCOMPARE(reasonOf(refused), u"register.role"_s);
    QVERIFY(!QFile::exists(permission));
    QCOMPARE(reasonOf(key({u"ca"_s, u"unblock"_s, QStringLiteral(WENYI_SOURCE_DIR "/README.md"), u"--authority"_s,
                 authority(), u"--out"_s, permission})),
        u"unblock.request-form"_s);
    QCOMPARE(reasonOf(key({u"key"_s, u"unblock"_s, path, u"--permission"_s, request, u"--profile"_s,
                 m_office.folderOf(u"市政府办/reviewer"_s)})),
        u"unblock.permission-form"_s);
}

void KeyCommandTest::anOfficersOwnKeyIsUnblockedByTheAuthoritysTrust()
{
    const QString path = authority() + u"/officers/audit.key"_s;
    const QString request = m_office.path(u"audit.request"_s);
    const QString permission = m_office.path(u"audit.permission"_s);
    lock(path);
    QCOMPARE(key({u"key"_s, u"request"_s, path, u"--out"_s, request}).status, 0);
    QCOMPARE(key({u"ca"_s, u"unblock"_s, request, u"--authority"_s, authority(), u"--out"_s, permission}).status, 0);
    const CommandRun unblocked =
        key({u"key"_s, u"unblock"_s, path, u"--permission"_s, permission, u"--authority"_s, authority()});
    QVERIFY2(unblocked.status == 0, unblocked.said().constData());
    QVERIFY(crypto::KeyFile::open(path)->unlock(SecretBytes(QByteArrayView("135790"))));
}

void KeyCommandTest::aWrongCallEndsWithStatusTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QStringList two{u"--share"_s, u"a"_s, u"--custodian"_s, u"a"_s, u"--share-pin-file"_s, u"a"_s, u"--share"_s,
        u"b"_s, u"--custodian"_s, u"b"_s, u"--share-pin-file"_s, u"b"_s};
    QTest::newRow("two shares") << QStringList{u"backup"_s, u"x.key"_s} + two;
    QTest::newRow("four shares") << QStringList{u"backup"_s, u"x.key"_s} + two + two;
    QTest::newRow("one share") << QStringList{
        u"restore"_s, u"a"_s, u"--share-pin-file"_s, u"a"_s, u"--share-pin-file"_s, u"b"_s, u"--out"_s, u"x.key"_s};
    QTest::newRow("whose PIN") << QStringList{u"change-pin"_s};
    QTest::newRow("a desktop's and one key's")
        << QStringList{u"change-pin"_s, u"--profile"_s, u"p"_s, u"--key"_s, u"x.key"_s};
    QTest::newRow("whose trust") << QStringList{u"unblock"_s, u"x.key"_s, u"--permission"_s, u"p"_s};
}

void KeyCommandTest::aWrongCallEndsWithStatusTwo()
{
    QFETCH(const QStringList, arguments);
    const CommandRun run = key(QStringList{u"key"_s} + arguments);
    QVERIFY2(run.status == 2, run.said().constData());
}

QTEST_GUILESS_MAIN(KeyCommandTest)
#include "KeyCommandTest.moc"
