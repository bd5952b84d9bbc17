// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyFile.h"

#include "shared/crypto/Sm3.h"
#include "tests/Patience.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

class KeyFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keyComesBackUnderItsPin();
    void onlyItsOwnerReadsTheFile();
    void clearBytesOfTheKeyAreNotInTheFile();
    void existingFileIsNotReplaced();
    void refusesWhatCannotBeCreated();
    void tenWrongPinsLockItForTheRightOneToo();
    void rightPinForgetsTheWrongOnes();
    void attemptIsCountedBeforeItIsTried();
    void killedProgramHasUsedUpItsAttempt();
    void unreadableCountOpensNothing();
    void damagedFileIsToldFromAWrongPin();
    void certificateCannotBeExchanged();
    void changedPinOpensAndTheOldOneDoesNot();
    void wrongPinChangesNothing();
    void aDrawnPinTakesTheLeastCostAndNoOtherPinDoes();
    void aLockIsReleasedUnderItsNameAndThePinStays();
    void aReleaseIsForOneLockAlone();
    void releasesNothingThatIsNotLocked();

private:
    SecretBytes pin(const char *text = "123456") const { return SecretBytes(QByteArrayView(text)); }
    Result<void> create(const QString &path) const
    {
        return KeyFile::create(path, m_signer->key(), m_signer->certificate(), pin(), {12}, *m_random);
    }
    void lock() const
    {
        for (int attempt = 0; attempt < KeyFile::AllowedAttempts; ++attempt)
            QVERIFY(!KeyFile::open(m_path)->unlock(pin("654321")));
        QCOMPARE(KeyFile::open(m_path)->unlock(pin()).error().reason, "key-file.locked");
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    Hierarchy m_hierarchy;
    RandomSource *m_random = &m_hierarchy.random();
    std::unique_ptr<KeySigner> m_signer = m_hierarchy.issue(u"王小明"_s, u"wang"_s, CertificatePurpose::Member);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void KeyFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"wang.key"_s);
    QVERIFY(create(m_path));
}

void KeyFileTest::keyComesBackUnderItsPin()
{
    const auto file = KeyFile::open(m_path);
    QVERIFY(file);
    QCOMPARE(file->certificate(), m_signer->certificate());
    QCOMPARE(file->attemptsLeft(), 10);
    const auto key = file->unlock(pin());
    QVERIFY(key);
    QVERIFY(m_signer->certificate().publicKey().verify("text", *key->sign("text")));
    QCOMPARE(file->attemptsLeft(), 10);
}

void KeyFileTest::onlyItsOwnerReadsTheFile()
{
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(m_path) & others, QFile::Permissions());
}

void KeyFileTest::clearBytesOfTheKeyAreNotInTheFile()
{
    const QByteArray pkcs8 = m_signer->key().toPkcs8().view().toByteArray();
    const QByteArray scalar = pkcs8.mid(pkcs8.indexOf(QByteArray::fromHex("0201010420")) + 5, 32);
    QCOMPARE(scalar.size(), 32);
    const QByteArray content = contentOf(m_path);
    QVERIFY(!content.isEmpty());
    QVERIFY(!content.contains(scalar));
    QVERIFY(!content.contains(scalar.toHex()));
}

void KeyFileTest::existingFileIsNotReplaced()
{
    const QByteArray before = contentOf(m_path);
    QCOMPARE(create(m_path).error().reason, "key-file.exists");
    QCOMPARE(contentOf(m_path), before);
}

void KeyFileTest::refusesWhatCannotBeCreated()
{
    const QString path = m_folder->filePath(u"other.key"_s);
    const auto reason = [&](const Certificate &certificate, const SecretBytes &code, int logN) {
        return KeyFile::create(path, m_signer->key(), certificate, code, {logN}, *m_random).error().reason;
    };
    QCOMPARE(reason(m_signer->certificate(), pin("123"), 12), "key-file.pin-length");
    QCOMPARE(reason(m_signer->certificate(), SecretBytes(1025), 12), "key-file.pin-length");
    QCOMPARE(reason(m_signer->certificate(), pin(), 11), "key-file.cost");
    QCOMPARE(reason(m_signer->certificate(), pin(), 21), "key-file.cost");
    QCOMPARE(reason(m_hierarchy.root().certificate(), pin(), 12), "key-file.certificate");
    QVERIFY(!QFile::exists(path));
    QCOMPARE(KeyFile::open(path).error().reason, "file.missing");
    QCOMPARE(create(m_folder->filePath(u"no/such/folder.key"_s)).error().code, ErrorCode::StorageFailure);
}

void KeyFileTest::tenWrongPinsLockItForTheRightOneToo()
{
    for (int left = 9; left >= 0; --left) {
        const auto refused = KeyFile::open(m_path)->unlock(pin("654321"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::WrongPin);
        QCOMPARE(refused.error().reason, "key-file.pin");
        QCOMPARE(KeyFile::open(m_path)->attemptsLeft(), left);
    }
    QCOMPARE(KeyFile::open(m_path)->unlock(pin()).error().code, ErrorCode::Locked);
    QCOMPARE(KeyFile::open(m_path)->changePin(pin(), pin("999999"), *m_random).error().reason, "key-file.locked");
}

void KeyFileTest::rightPinForgetsTheWrongOnes()
{
    const auto file = KeyFile::open(m_path);
    for (int attempt = 0; attempt < 9; ++attempt)
        QVERIFY(!file->unlock(pin("654321")));
    QVERIFY(file->unlock(pin()));
    QCOMPARE(file->attemptsLeft(), 10);
}

void KeyFileTest::attemptIsCountedBeforeItIsTried()
{
    // A count that cannot be written leaves the PIN untried, right or wrong.
    QVERIFY(QDir(m_folder->path()).mkpath(u"wang.key.attempts"_s));
    const auto refused = KeyFile::open(m_path)->unlock(pin());
    QVERIFY(!refused);
    QVERIFY(refused.error().code != ErrorCode::WrongPin);
}

void KeyFileTest::killedProgramHasUsedUpItsAttempt()
{
    const QString path = m_folder->filePath(u"slow.key"_s);
    QVERIFY(KeyFile::create(path, m_signer->key(), m_signer->certificate(), pin(), {16}, *m_random));
    for (int left = 9; left >= 7; --left) {
        const QByteArray before = contentOf(path + u".attempts"_s);
        const pid_t child = fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            (void)KeyFile::open(path)->unlock(pin("654321")).has_value();
            _exit(0);
        }
        QTRY_VERIFY(contentOf(path + u".attempts"_s) != before);
        kill(child, SIGKILL);
        QCOMPARE(waitpid(child, nullptr, 0), child);
        QCOMPARE(KeyFile::open(path)->attemptsLeft(), left);
    }
    QVERIFY2(KeyFile::open(path)->unlock(pin()), "What the killed one held does not lock the next one out");
}

void KeyFileTest::unreadableCountOpensNothing()
{
    for (const QByteArray &count : {QByteArray("many"), QByteArray("-4"), QByteArray(), QByteArray(100, '1')}) {
        write(m_path + u".attempts"_s, count);
        const auto file = KeyFile::open(m_path);
        QCOMPARE(file->attemptsLeft(), 0);
        QCOMPARE(file->unlock(pin()).error().code, ErrorCode::Corrupt);
    }
}

void KeyFileTest::damagedFileIsToldFromAWrongPin()
{
    const QByteArray good = contentOf(m_path);
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray altered = good;
        altered[at] = static_cast<char>(altered[at] ^ 0x10);
        write(m_path, altered);
        QCOMPARE(KeyFile::open(m_path).error().code, ErrorCode::Corrupt);
        write(m_path, good.left(at));
        QCOMPARE(KeyFile::open(m_path).error().code, ErrorCode::Corrupt);
    }
    write(m_path, QByteArray(200'000, 'x'));
    QCOMPARE(KeyFile::open(m_path).error().reason, "file.too-large");
    write(m_path, good);
    QCOMPARE(KeyFile::open(m_path)->attemptsLeft(), 10);
}

void KeyFileTest::certificateCannotBeExchanged()
{
    // Another certificate of the same length for the same key, with the file's digest made to fit.
    const QByteArray from = m_signer->certificate().toDer();
    QByteArray to;
    while (to.size() != from.size()) { // A signature's length varies by a byte or two.
        to = m_hierarchy.operating()
                 .issue({u"李大伟"_s, u"江阴市人民政府"_s, u"wang"_s}, CertificatePurpose::Member,
                     m_signer->key().publicKey(), Hierarchy::days(-5), Hierarchy::days(365), *m_random)
                 ->toDer();
    }
    QByteArray content = contentOf(m_path);
    const QByteArray oldBody = content.left(content.size() - 34);
    const QByteArray newBody = QByteArray(oldBody).replace(from, to);
    QVERIFY(newBody != oldBody);
    // Behind the head's and the key's own heads lie the bytes that the digest covers.
    const auto covered = [](const QByteArray &body, qsizetype headSize) {
        return body.mid(4, headSize) + body.mid(4 + headSize + 2);
    };
    const qsizetype headSize = (uchar(oldBody[2]) << 8) + uchar(oldBody[3]);
    QCOMPARE(sm3(covered(oldBody, headSize)).toBytes(), content.right(32));
    write(m_path, newBody + content.mid(content.size() - 34, 2) + sm3(covered(newBody, headSize)).toBytes());
    const auto file = KeyFile::open(m_path);
    QVERIFY(file);
    QCOMPARE(file->unlock(pin()).error().reason, "key-file.pin");
}

void KeyFileTest::changedPinOpensAndTheOldOneDoesNot()
{
    auto file = KeyFile::open(m_path);
    QVERIFY(file->changePin(pin(), pin("新的口令"), *m_random));
    QVERIFY(file->unlock(pin("新的口令")));
    const auto again = KeyFile::open(m_path);
    QVERIFY(again->unlock(pin("新的口令")));
    QCOMPARE(again->unlock(pin()).error().code, ErrorCode::WrongPin);
}

void KeyFileTest::wrongPinChangesNothing()
{
    const QByteArray before = contentOf(m_path);
    auto file = KeyFile::open(m_path);
    QCOMPARE(file->changePin(pin("654321"), pin("999999"), *m_random).error().code, ErrorCode::WrongPin);
    QCOMPARE(file->changePin(pin(), pin("9"), *m_random).error().reason, "key-file.pin-length");
    QCOMPARE(contentOf(m_path), before);
}

void KeyFileTest::aDrawnPinTakesTheLeastCostAndNoOtherPinDoes()
{
    const auto costOf = [](const QByteArray &file) {
        const QByteArray suite = "scrypt;SM4-CTR;HMAC-SM3";
        return int(file[file.indexOf(suite) + suite.size()]); // Below 24, CBOR has a number in one byte.
    };
    const QString path = m_folder->filePath(u"server.key"_s);
    QVERIFY(KeyFile::create(path, m_signer->key(), m_signer->certificate(), pin(), {}, *m_random));
    QCOMPARE(costOf(contentOf(path)), 15);
    QCOMPARE(
        costOf(KeyFile::open(path)->underPin(pin(), pin("longer than any that is drawn, by far"), *m_random).value()),
        15);
    const DrawnPin drawn = DrawnPin::draw(*m_random);
    QVERIFY(QRegularExpression(u"^[0-9a-f]{32}$"_s).match(QString::fromLatin1(drawn.pin().view())).hasMatch());
    QVERIFY(drawn.pin().view() != DrawnPin::draw(*m_random).pin().view());
    QVERIFY(KeyFile::replace(path, m_signer->key(), m_signer->certificate(), drawn, *m_random));
    QCOMPARE(costOf(contentOf(path)), 12);
    auto file = KeyFile::open(path);
    QCOMPARE(file->unlock(pin()).error().code, ErrorCode::WrongPin);
    QVERIFY(file->unlock(drawn.pin()));
    // What comes after it may be a person's, of however few characters.
    QVERIFY(file->changePin(drawn.pin(), pin("new PIN"), *m_random));
    QCOMPARE(costOf(contentOf(path)), 15);
    QVERIFY(KeyFile::open(path)->unlock(pin("new PIN")));
}

void KeyFileTest::aLockIsReleasedUnderItsNameAndThePinStays()
{
    lock();
    const auto file = KeyFile::open(m_path);
    const Digest name = file->lockName(*m_random).value();
    QVERIFY(!name.isNull());
    QCOMPARE(KeyFile::open(m_path)->lockName(*m_random).value(), name);
    QCOMPARE(file->unlock(pin()).error().reason, "key-file.locked");
    QCOMPARE(file->attemptsLeft(), 0);
    QVERIFY(file->release(name));
    QCOMPARE(file->attemptsLeft(), 10);
    QCOMPARE(file->unlock(pin("654321")).error().reason, "key-file.pin");
    QVERIFY(file->unlock(pin()));
}

void KeyFileTest::aReleaseIsForOneLockAlone()
{
    lock();
    const auto file = KeyFile::open(m_path);
    // A lock that was not asked for its name has none to be released under.
    QCOMPARE(file->release(Digest()).error().reason, "key-file.other-lock");
    const Digest name = file->lockName(*m_random).value();
    QVERIFY(file->release(name));
    lock();
    QCOMPARE(file->release(name).error().reason, "key-file.other-lock");
    const Digest next = file->lockName(*m_random).value();
    QVERIFY(next != name);
    QCOMPARE(file->release(name).error().reason, "key-file.other-lock");
    QCOMPARE(file->attemptsLeft(), 0);
    // What says neither a count nor a name is no lock that could be released.
    for (const QByteArray &count : {QByteArray("10 abc"), "10 " + name.toHex() + " 1", QByteArray("10  ")}) {
        write(m_path + u".attempts"_s, count);
        QCOMPARE(file->release(name).error().reason, count == "10  " ? "key-file.other-lock" : "key-file.damaged");
    }
}

void KeyFileTest::releasesNothingThatIsNotLocked()
{
    const auto file = KeyFile::open(m_path);
    QVERIFY(!file->unlock(pin("654321")));
    QCOMPARE(file->lockName(*m_random).error().reason, "key-file.not-locked");
    QCOMPARE(file->release(Digest()).error().reason, "key-file.not-locked");
    QCOMPARE(file->attemptsLeft(), 9);
}

QTEST_APPLESS_MAIN(KeyFileTest)
#include "KeyFileTest.moc"
