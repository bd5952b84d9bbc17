// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

namespace {

/// What stands in a key file.
struct Parts
{
    QByteArray head;
    QByteArray protectedKey;
    Digest digest;
    QByteArray salt;
    QByteArray certificate;
};

Parts partsOf(const QByteArray &bytes)
{
    Parts parts;
    CborReader in(bytes);
    in.startArray(3);
    parts.head = in.bytes(100'000);
    parts.protectedKey = in.bytes(10'000);
    parts.digest = in.digest();
    in.endArray();
    CborReader head(parts.head);
    head.startArray(7);
    head.unsignedInteger();
    head.text(64);
    for (int i = 0; i < 3; ++i)
        head.unsignedInteger();
    parts.salt = head.bytes(32);
    parts.certificate = head.bytes(100'000);
    head.endArray();
    if (!in.finish() || !head.finish())
        qFatal("a key file has another form");
    return parts;
}

} // namespace

/// T10: a copied key file is no quicker oracle for PINs than scrypt is. Nothing in it comes from the PIN but what is
/// under the derived key, and every wrong PIN costs one derivation, however wrong it is.
class PinOracleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyTheProtectedKeyDependsOnThePin();
    void noTwoFilesOfOnePinAreAlike();
    void aWrongPinCostsWhatTheRightOneCosts();
    void aWrongPinIsToldByNothingButItself();

private:
    QByteArray fileUnder(const char *pin, int logN = 12);
    /// CPU seconds of this thread for one attempt; the least of some.
    double costOf(const QString &path, const char *pin);
    static SecretBytes secret(const char *pin) { return SecretBytes(QByteArrayView(pin)); }

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_signer;
    QTemporaryDir m_folder;
    int m_files = 0;
};

void PinOracleTest::initTestCase()
{
    m_signer = m_hierarchy.issue(u"王小明"_s, u"wang"_s, CertificatePurpose::Member);
}

QByteArray PinOracleTest::fileUnder(const char *pin, int logN)
{
    const QString path = m_folder.filePath(u"%1.key"_s.arg(++m_files));
    if (!KeyFile::create(path, m_signer->key(), m_signer->certificate(), secret(pin), {logN}, m_hierarchy.random()))
        qFatal("no key file");
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void PinOracleTest::onlyTheProtectedKeyDependsOnThePin()
{
    const QByteArray bytes = fileUnder("135790");
    const Parts parts = partsOf(bytes);
    // The digest is over what lies there anyway, the certificate is public, the salt is drawn.
    QCOMPARE(parts.digest, sm3(parts.head + parts.protectedKey));
    QCOMPARE(parts.certificate, m_signer->certificate().toDer());
    QCOMPARE(parts.salt.size(), 32);
    for (const QByteArray &word : {QByteArray("135790"), sm3("135790").toBytes(), sm3("135790" + parts.salt).toBytes(),
             sm3(parts.salt + "135790").toBytes()})
        QVERIFY(!bytes.contains(word));
}

void PinOracleTest::noTwoFilesOfOnePinAreAlike()
{
    const Parts one = partsOf(fileUnder("135790"));
    const Parts two = partsOf(fileUnder("135790"));
    const Parts other = partsOf(fileUnder("246801"));
    QVERIFY(one.salt != two.salt && one.salt != other.salt);
    QVERIFY(one.protectedKey != two.protectedKey);
    QCOMPARE(one.protectedKey.size(), other.protectedKey.size());
}

double PinOracleTest::costOf(const QString &path, const char *pin)
{
    double least = 1e9;
    for (int i = 0; i < 2; ++i) {
        QFile::remove(path + u".attempts"_s);
        const auto file = KeyFile::open(path);
        timespec from{};
        timespec to{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
        (void)file->unlock(secret(pin)).has_value();
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        least = std::min(least, double(to.tv_sec - from.tv_sec) + double(to.tv_nsec - from.tv_nsec) / 1e9);
    }
    return least;
}

/// No measure of speed: what is measured is the thread's own work, and a check in front of scrypt would make it a
/// thousandth.
void PinOracleTest::aWrongPinCostsWhatTheRightOneCosts()
{
    fileUnder("135790", 14);
    const QString path = m_folder.filePath(u"%1.key"_s.arg(m_files));
    const double right = costOf(path, "135790");
    for (const char *wrong :
        {"135791", "035790", "1357", "13579", "1357900", "", "a much longer text than any PIN is"}) {
        const double cost = costOf(path, wrong);
        QVERIFY2(cost > right / 2 && cost < right * 2,
            qPrintable(u"%1: %2 s, right: %3 s"_s.arg(QString::fromLatin1(wrong)).arg(cost).arg(right)));
    }
}

void PinOracleTest::aWrongPinIsToldByNothingButItself()
{
    fileUnder("135790");
    const QString path = m_folder.filePath(u"%1.key"_s.arg(m_files));
    std::optional<Error> first;
    for (const char *wrong : {"135791", "1", "", "000000"}) {
        const auto refused = KeyFile::open(path)->unlock(secret(wrong));
        QVERIFY(!refused);
        if (!first)
            first = refused.error();
        QVERIFY(refused.error().code == first->code && refused.error().reason == first->reason
                && refused.error().detail == first->detail);
    }
}

QTEST_GUILESS_MAIN(PinOracleTest)
#include "PinOracleTest.moc"
