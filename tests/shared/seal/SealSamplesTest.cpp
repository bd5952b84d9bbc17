// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Seals and signatures that other writers made, judged at the level of the signed value.
class SealSamplesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void judgesSignaturesOfOthers_data();
    void judgesSignaturesOfOthers();
    void readsASealOfOthers();

private:
    static QByteArray read(const QString &name);
    static QByteArray unzip(const QString &package, const QString &entry);
    crypto::TrustStore m_trust;
};

static const QString Samples = QStringLiteral(WENYI_SAMPLES_DIR "/ofd/");

QByteArray SealSamplesTest::read(const QString &name)
{
    QFile file(Samples + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray SealSamplesTest::unzip(const QString &package, const QString &entry)
{
    QProcess process;
    process.start(u"unzip"_s, {u"-p"_s, Samples + package, entry});
    process.waitForFinished();
    return process.readAllStandardOutput();
}

void SealSamplesTest::initTestCase()
{
    if (!QDir(Samples).exists())
        QSKIP("the sample files are not here");
    m_trust.addRoot(must(crypto::Certificate::fromPem(read(u"pki/root.pem"_s))));
    QByteArray list = read(u"pki/root.crl"_s);
    if (list.startsWith("-----BEGIN"))
        list = QByteArray::fromBase64(list.split('\n').sliced(1).join().split('-').first());
    const auto taken = m_trust.addRevocationList(list);
    QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
}

void SealSamplesTest::judgesSignaturesOfOthers_data()
{
    QTest::addColumn<QString>("package");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("conclusion");
    const QString first = u"Doc_0/Signs/Sign_0/"_s;
    QTest::newRow("first of two units") << u"signed/v4_joint_two_units.ofd"_s << first << 4 << QByteArray("valid");
    QTest::newRow("second, by digest") << u"signed/v4_joint_two_units.ofd"_s << u"Doc_0/Signs/Sign_1/"_s << 4
                                       << QByteArray("valid");
    QTest::newRow("riding") << u"signed/v4_riding_right.ofd"_s << first << 4 << QByteArray("valid");
    QTest::newRow("version 1") << u"signed/v1_one_seal.ofd"_s << first << 1 << QByteArray("valid");
    QTest::newRow("expired") << u"signed/bad_seal_expired.ofd"_s << first << 4 << QByteArray("expired");
    // Right values, but certificates of nobody's hierarchy.
    QTest::newRow("self-made") << u"ofdrw_V4RideRight.ofd"_s << first << 4 << QByteArray("signer-invalid");
    QTest::newRow("no leading slash") << u"easyofd_image-seal.ofd"_s << first << 4 << QByteArray("signer-invalid");
}

void SealSamplesTest::judgesSignaturesOfOthers()
{
    if (QStandardPaths::findExecutable(u"unzip"_s).isEmpty())
        QFAIL("unzip is missing, and ./test installs it");
    QFETCH(QString, package);
    QFETCH(QString, folder);
    QFETCH(int, version);
    QFETCH(QByteArray, conclusion);
    const SealSignature signature = must(SealSignature::fromDer(unzip(package, folder + u"SignedValue.dat"_s)));
    QCOMPARE(static_cast<int>(signature.version()), version);
    const Digest hash = crypto::sm3(unzip(package, folder + u"Signature.xml"_s));
    const SealJudgement judgement{m_trust, day(2026, 11, 22), CertificateProfiles::AnyHierarchy};
    const SealVerdict verdict = verify(signature, hash, u'/' + folder + u"Signature.xml"_s, judgement);
    for (const SealStepResult &step : verdict.steps) {
        if (step.outcome != StepOutcome::Passed)
            qInfo("%s: %s %s", stepName(step.step).constData(), step.reason.constData(), qPrintable(step.detail));
    }
    QCOMPARE(conclusionName(verdict.conclusion), conclusion);
    QCOMPARE(verdict.result(SealStep::SignatureValue)->outcome, StepOutcome::Passed);
    QCOMPARE(verdict.result(SealStep::DataHash)->outcome, StepOutcome::Passed);
    QCOMPARE(verdict.result(SealStep::MakerSignature)->outcome, StepOutcome::Passed);
}

void SealSamplesTest::readsASealOfOthers()
{
    const ElectronicSeal seal = must(ElectronicSeal::fromDer(read(u"signed/seal_zfb_v4.esl"_s)));
    QVERIFY(seal.verifyMakerSignature());
    QCOMPARE(seal.version(), SealVersion::V4);
    const auto unit = must(crypto::Certificate::fromPem(read(u"pki/zfb.pem"_s)));
    const auto other = must(crypto::Certificate::fromPem(read(u"pki/czj.pem"_s)));
    QVERIFY(seal.lists(unit.toDer()));
    QVERIFY(!seal.lists(other.toDer()));
    QVERIFY(seal.info().face.bytes.startsWith("\x89PNG"));
    QCOMPARE(seal.info().face.width, 42);
    QCOMPARE(seal.toDer(), read(u"signed/seal_zfb_v4.esl"_s));
}

QTEST_GUILESS_MAIN(SealSamplesTest)
#include "SealSamplesTest.moc"
