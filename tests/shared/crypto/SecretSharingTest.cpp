// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SecretSharing.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

namespace {

/// Gives the bytes that it was told.
class GivenRandom final : public RandomSource
{
public:
    explicit GivenRandom(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    void fill(char *bytes, qsizetype size) override { std::copy_n(m_bytes.constData(), size, bytes); }

private:
    QByteArray m_bytes;
};

QByteArray joined(const SecretPart &one, const SecretPart &other)
{
    const auto secret = joinSecret(one, other);
    return secret ? secret->view().toByteArray() : QByteArray();
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes.append(static_cast<char>(byte));
    return bytes;
}

} // namespace

class SecretSharingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTwoPartsGiveTheSecret();
    void onePartLeavesEverySecretEquallyPossible();
    void partsOfTwoSplittingsGiveSomethingElse();
    void libgfshareJoinsWhatWeSplit();
    void libgfshareSplitsWhatWeJoin();
    void refusesWhatAreNotTwoParts();

private:
    static bool run(const QString &program, const QStringList &arguments, const QString &folder);

    SystemRandom m_random;
};

void SecretSharingTest::anyTwoPartsGiveTheSecret()
{
    const QByteArray secret = everyByte();
    for (const int count : {2, 3, 255}) {
        const auto parts = splitSecret(SecretBytes(secret), count, m_random);
        QVERIFY(parts);
        QCOMPARE(parts->size(), size_t(count));
        for (const SecretPart &one : *parts) {
            for (const SecretPart &other : *parts) {
                if (one.number != other.number && (count < 10 || other.number % 50 == 1))
                    QCOMPARE(joined(one, other), secret);
            }
        }
    }
}

/// The slope is drawn evenly; that each slope gives another part, whatever the secret, makes a part evenly spread too:
/// whoever has it knows of the secret what they knew before.
void SecretSharingTest::onePartLeavesEverySecretEquallyPossible()
{
    const QByteArray slopes = everyByte();
    for (int byte = 0; byte < 256; ++byte) {
        const QByteArray secret(256, static_cast<char>(byte));
        GivenRandom random(slopes);
        const auto parts = splitSecret(SecretBytes(secret), 3, random);
        QVERIFY(parts);
        for (const SecretPart &part : *parts) {
            const QByteArrayView bytes = part.bytes.view();
            QCOMPARE(QSet<char>(bytes.begin(), bytes.end()).size(), 256);
        }
    }
}

void SecretSharingTest::partsOfTwoSplittingsGiveSomethingElse()
{
    const SecretBytes secret = m_random.secret(32);
    const auto first = splitSecret(secret, 3, m_random).value();
    const auto second = splitSecret(secret, 3, m_random).value();
    QVERIFY(first[0].bytes.view() != second[0].bytes.view());
    QVERIFY(joined(first[0], second[1]) != secret.view().toByteArray());
}

bool SecretSharingTest::run(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) {
        qWarning("%s (Debian: libgfshare-bin): %s %s", qPrintable(program), qPrintable(process.errorString()),
            process.readAllStandardError().constData());
        return false;
    }
    return true;
}

void SecretSharingTest::libgfshareJoinsWhatWeSplit()
{
    const QByteArray secret = everyByte() + m_random.bytes(100);
    const auto parts = splitSecret(SecretBytes(secret), 3, m_random).value();
    for (const auto &[one, other] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)}) {
        const QTemporaryDir folder;
        QStringList names;
        for (const int index : {one, other}) {
            const SecretPart &part = parts[static_cast<size_t>(index)];
            names.append(u"part.%1"_s.arg(part.number, 3, 10, QChar(u'0')));
            QVERIFY(writeDurably(folder.filePath(names.last()), part.bytes.view()));
        }
        QVERIFY(run(u"gfcombine"_s, QStringList{u"-o"_s, u"secret"_s} + names, folder.path()));
        QCOMPARE(readBounded(folder.filePath(u"secret"_s), 1000).value(), secret);
    }
}

void SecretSharingTest::libgfshareSplitsWhatWeJoin()
{
    const QByteArray secret = everyByte() + m_random.bytes(100);
    const QTemporaryDir folder;
    QVERIFY(writeDurably(folder.filePath(u"secret"_s), secret));
    QVERIFY(run(u"gfsplit"_s, {u"-n"_s, u"2"_s, u"-m"_s, u"5"_s, u"secret"_s, u"part"_s}, folder.path()));
    std::vector<SecretPart> parts;
    for (const QString &name : QDir(folder.path()).entryList({u"part.*"_s})) {
        parts.push_back({static_cast<quint8>(name.section(u'.', 1).toInt()),
            SecretBytes(readBounded(folder.filePath(name), 1000).value())});
    }
    QCOMPARE(parts.size(), size_t(5));
    for (size_t i = 0; i < parts.size(); ++i)
        QCOMPARE(joined(parts[i], parts[(i + 1) % parts.size()]), secret);
}

void SecretSharingTest::refusesWhatAreNotTwoParts()
{
    const SecretBytes secret = m_random.secret(32);
    for (const int count : {-1, 0, 1, 256})
        QCOMPARE(splitSecret(secret, count, m_random).error().reason, "secret-part.count");
    const auto reason = [&](quint8 one, quint8 other, qsizetype size) {
        return joinSecret({one, SecretBytes(32)}, {other, SecretBytes(size)}).error().reason;
    };
    QCOMPARE(reason(1, 1, 32), "secret-part.same");
    QCOMPARE(reason(0, 1, 32), "secret-part.number");
    QCOMPARE(reason(1, 0, 32), "secret-part.number");
    QCOMPARE(reason(1, 2, 31), "secret-part.size");
}

QTEST_GUILESS_MAIN(SecretSharingTest)
#include "SecretSharingTest.moc"
