// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/PinChange.h"

#include "client/core/profile/Workspace.h"
#include "client/core/token/TokenKey.h"
#include "shared/base/CborWriter.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/profile/MemberKeysFolder.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;

namespace {

SecretBytes secret(const char *text)
{
    return SecretBytes(QByteArrayView(text));
}

struct Line
{
    QString name;
    Digest before;
    QByteArray after;
};

QByteArray journalOf(const QList<Line> &lines, quint64 version = 1)
{
    CborWriter out;
    out.startArray(2);
    out.unsignedInteger(version);
    out.startArray(lines.size());
    for (const Line &line : lines) {
        out.startArray(3);
        out.text(line.name);
        out.digest(line.before);
        out.bytes(line.after);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    return out.take();
}

} // namespace

/// 更改 PIN: all of a member's key files or none. What a crash leaves is PinChangeCrashTest's.
class PinChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileTakesTheNewPin();
    void aWrongPinChangesNothing();
    void aPoorPinChangesNothing_data();
    void aPoorPinChangesNothing();
    void aFileUnderAnotherPinChangesNothing();
    void aLockedFileCostsNoAttempt();
    void aKeyOnATokenIsLeftOut();
    void aFolderWithoutKeysIsSaid();
    void whatWasBegunIsEnded();
    void aFileThatWasExchangedSinceStays();
    void aBentJournalChangesNothing_data();
    void aBentJournalChangesNothing();
    void aDeskGoesOnUnderTheNewPin();
    void aDeskEndsWhatWasBegun();
};

void PinChangeTest::everyFileTakesTheNewPin()
{
    MemberKeysFolder keys;
    const auto changed = changePin(keys.folder(), keys.pin(), secret("江阴2026"), keys.random());
    QVERIFY(changed);
    QCOMPARE(changed->size(), 5);
    QCOMPARE(keys.opened(secret("江阴2026")), 5);
    QCOMPARE(keys.content().size(), 5); // Neither journal nor counts are left.
    QCOMPARE(keys.opened(keys.pin()), 0);
}

void PinChangeTest::aWrongPinChangesNothing()
{
    MemberKeysFolder keys;
    QCOMPARE(reasonOf(changePin(keys.folder(), secret("000000"), secret("246813"), keys.random())), "key-file.pin");
    // One attempt on one file: no quicker guessing than before.
    int left = 0;
    for (const QStringView name : keyfile::All)
        left += crypto::KeyFile::open(keys.path(name))->attemptsLeft();
    QCOMPARE(left, 49);
    QCOMPARE(keys.opened(keys.pin()), 5);
    QVERIFY(keys.isUnchanged());
}

void PinChangeTest::aPoorPinChangesNothing_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("short") << QByteArray("24681") << QByteArray("pin.too-short");
    QTest::newRow("repeated") << QByteArray("111111") << QByteArray("pin.repeated");
    QTest::newRow("in a row") << QByteArray("345678") << QByteArray("pin.sequential");
    QTest::newRow("the same") << QByteArray("135790") << QByteArray("pin-change.same");
    QTest::newRow("too long") << QByteArray(700, 'x') + QByteArray(700, 'y') << QByteArray("key-file.pin-length");
}

void PinChangeTest::aPoorPinChangesNothing()
{
    QFETCH(const QByteArray, pin);
    QFETCH(const QByteArray, reason);
    MemberKeysFolder keys;
    QCOMPARE(reasonOf(changePin(keys.folder(), keys.pin(), SecretBytes(pin), keys.random())), reason);
    QVERIFY(keys.isUnchanged());
}

void PinChangeTest::aFileUnderAnotherPinChangesNothing()
{
    // Not the one that unlocks the desktop: which PIN is the member's is told by that.
    for (const QStringView name : {keyfile::PersonalSigning, keyfile::UnitEncryption, keyfile::Seal}) {
        MemberKeysFolder keys;
        QVERIFY(crypto::KeyFile::open(keys.path(name))->changePin(keys.pin(), secret("999888"), keys.random()));
        const auto before = keys.content();
        const auto refused = changePin(keys.folder(), keys.pin(), secret("246813"), keys.random());
        QCOMPARE(reasonOf(refused), "pin-change.other-pin");
        QCOMPARE(refused.error().detail, name.toString());
        QVERIFY(crypto::KeyFile::open(keys.path(name))->unlock(secret("999888"))); // Which forgets the attempt.
        QCOMPARE(keys.content(), before);
    }
}

void PinChangeTest::aLockedFileCostsNoAttempt()
{
    MemberKeysFolder keys;
    for (int attempt = 0; attempt < 10; ++attempt)
        QVERIFY(!crypto::KeyFile::open(keys.path(keyfile::Seal))->unlock(secret("000000")));
    const auto refused = changePin(keys.folder(), keys.pin(), secret("246813"), keys.random());
    QCOMPARE(reasonOf(refused), "key-file.locked");
    QCOMPARE(refused.error().detail, u"seal.key"_s);
    QCOMPARE(keys.opened(keys.pin()), 4);
}

void PinChangeTest::aKeyOnATokenIsLeftOut()
{
    MemberKeysFolder keys;
    // The file of before is of no use any more, and its PIN may be forgotten.
    QVERIFY(crypto::KeyFile::open(keys.path(keyfile::Seal))->changePin(keys.pin(), secret("999888"), keys.random()));
    const TokenKey onToken{u"/usr/lib/driver.so"_s, {u"device"_s, u"application"_s, u"container"_s}};
    QVERIFY(onToken.write(keys.path(keyfile::Seal)));
    const auto changed = changePin(keys.folder(), keys.pin(), secret("246813"), keys.random());
    QVERIFY(changed);
    QCOMPARE(changed->size(), 4);
    QVERIFY(!changed->contains(u"seal.key"_s));
    QCOMPARE(keys.opened(secret("246813")), 4);
    QVERIFY(crypto::KeyFile::open(keys.path(keyfile::Seal))->unlock(secret("999888")));
}

void PinChangeTest::aFolderWithoutKeysIsSaid()
{
    const QTemporaryDir folder;
    crypto::SystemRandom random;
    QCOMPARE(reasonOf(changePin(folder.path(), secret("135790"), secret("246813"), random)), "pin-change.no-files");
    QVERIFY(finishPinChange(folder.path()));
}

void PinChangeTest::whatWasBegunIsEnded()
{
    MemberKeysFolder keys;
    QList<Line> lines;
    for (const QStringView name : keyfile::All) {
        const auto file = crypto::KeyFile::open(keys.path(name));
        lines.append(
            {name.toString(), file->digest(), file->underPin(keys.pin(), secret("246813"), keys.random()).value()});
    }
    // Two of the files had come into place.
    QVERIFY(writeDurably(keys.path(lines[0].name), lines[0].after));
    QVERIFY(writeDurably(keys.path(lines[3].name), lines[3].after));
    QVERIFY(writeDurably(keys.path(u"pin-change.journal"), journalOf(lines)));
    QVERIFY(finishPinChange(keys.folder()));
    QCOMPARE(keys.content().size(), 5);
    QCOMPARE(keys.opened(secret("246813")), 5);
    QVERIFY(finishPinChange(keys.folder()));
}

void PinChangeTest::aFileThatWasExchangedSinceStays()
{
    MemberKeysFolder keys;
    const MemberKeysFolder others;
    const auto file = crypto::KeyFile::open(keys.path(keyfile::Seal));
    const QByteArray after = file->underPin(keys.pin(), secret("246813"), keys.random()).value();
    const QByteArray renewed = others.content().value(u"seal.key"_s);
    QVERIFY(writeDurably(keys.path(keyfile::Seal), renewed));
    QVERIFY(writeDurably(keys.path(u"pin-change.journal"), journalOf({{u"seal.key"_s, file->digest(), after}})));
    QVERIFY(finishPinChange(keys.folder()));
    QCOMPARE(keys.content().value(u"seal.key"_s), renewed);
    // Nor does one come back that was taken away.
    QVERIFY(QFile::remove(keys.path(keyfile::Seal)));
    QVERIFY(writeDurably(keys.path(u"pin-change.journal"), journalOf({{u"seal.key"_s, file->digest(), after}})));
    QVERIFY(finishPinChange(keys.folder()));
    QVERIFY(!QFile::exists(keys.path(keyfile::Seal)));
}

void PinChangeTest::aBentJournalChangesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("cut");
    QTest::addColumn<bool>("isKey");
    QTest::newRow("a path") << u"../seal.key"_s << 1 << 0 << true;
    QTest::newRow("an absolute path") << u"/etc/passwd"_s << 1 << 0 << true;
    QTest::newRow("no key file's name") << u"seal.esl"_s << 1 << 0 << true;
    QTest::newRow("a newer version") << u"seal.key"_s << 2 << 0 << true;
    QTest::newRow("cut off") << u"seal.key"_s << 1 << 1 << true;
    QTest::newRow("no key file") << u"seal.key"_s << 1 << 0 << false;
}

void PinChangeTest::aBentJournalChangesNothing()
{
    QFETCH(const QString, name);
    QFETCH(const int, version);
    QFETCH(const int, cut);
    QFETCH(const bool, isKey);
    MemberKeysFolder keys;
    const auto file = crypto::KeyFile::open(keys.path(keyfile::Seal));
    QByteArray after = file->underPin(keys.pin(), secret("246813"), keys.random()).value();
    if (!isKey)
        after[100] = static_cast<char>(after[100] ^ 1);
    const QByteArray journal = journalOf({{name, file->digest(), after}}, static_cast<quint64>(version));
    QVERIFY(writeDurably(keys.path(u"pin-change.journal"), journal.chopped(cut)));
    QCOMPARE(reasonOf(finishPinChange(keys.folder())), "pin-change.damaged");
    QCOMPARE(reasonOf(changePin(keys.folder(), keys.pin(), secret("246813"), keys.random())), "pin-change.damaged");
    QVERIFY(QFile::remove(keys.path(u"pin-change.journal")));
    QVERIFY(keys.isUnchanged());
}

void PinChangeTest::aDeskGoesOnUnderTheNewPin()
{
    const SampleOffice office;
    const auto workspace = office.unlock(u"市政府办/sealkeeper"_s);
    QCOMPARE(reasonOf(changePin(*workspace, secret("000000"), secret("246813"))), "key-file.pin");
    QVERIFY(changePin(*workspace, office.pin(), secret("246813")));
    QVERIFY(workspace->openKey(keyfile::Seal, secret("246813")));
    QCOMPARE(reasonOf(workspace->openKey(keyfile::PersonalSigning, office.pin())), "key-file.pin");
    const auto rows = workspace->audit().newest(3);
    QVERIFY(rows);
    QCOMPARE(rows->size(), 3); // Tried, refused, done.
    for (const auto &row : *rows)
        QCOMPARE(row.what, u"pin.change"_s);
    QCOMPARE(rows->at(0).reason, QString());
    QCOMPARE(rows->at(1).reason, u"key-file.pin"_s);
    QCOMPARE(rows->at(0).actor, workspace->member().id.toString());
    const auto [folder, member] = office.domain().desktopOf(u"市政府办/sealkeeper"_s).value();
    QVERIFY(Workspace::unlock(folder, member, secret("246813"), office.environment()));
    QCOMPARE(reasonOf(Workspace::unlock(folder, member, office.pin(), office.environment())), "key-file.pin");
}

void PinChangeTest::aDeskEndsWhatWasBegun()
{
    SampleOffice office;
    const auto [folder, member] = office.domain().desktopOf(u"市政府办/mailroom"_s).value();
    const Profile profile = Profile::open(folder).value();
    const auto workspace = office.unlock(u"市政府办/mailroom"_s);
    const auto begin = [&, id = member](const char *from, const char *to) {
        QList<Line> lines;
        for (const QStringView name :
            {keyfile::PersonalEncryption, keyfile::PersonalSigning, keyfile::UnitSigning, keyfile::UnitEncryption}) {
            const auto file = crypto::KeyFile::open(profile.memberPath(id, name));
            lines.append(
                {name.toString(), file->digest(), file->underPin(secret(from), secret(to), office.random()).value()});
        }
        QVERIFY(writeDurably(profile.memberPath(id, u"pin-change.journal"), journalOf(lines)));
    };
    begin("135790", "246813");
    QVERIFY(workspace->openKey(keyfile::PersonalSigning, secret("246813")));
    begin("246813", "975318");
    QVERIFY(Workspace::unlock(folder, member, secret("975318"), office.environment()));
}

QTEST_GUILESS_MAIN(PinChangeTest)
#include "PinChangeTest.moc"
