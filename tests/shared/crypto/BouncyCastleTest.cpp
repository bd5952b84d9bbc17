// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CmsSignature.h"
#include "shared/crypto/CmsStructure.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "shared/crypto/TimeStampToken.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Bouncy Castle, which is not our code and knows SM2 in all of this, takes what we make and refuses it altered; and we
/// take what it makes. The openssl program knows no user id for revocation lists, signed data and time stamps.
class BouncyCastleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void takesOurChain();
    void seesOurRevocationsSuspensionsAndDeltas();
    void takesOurListsAndRefusesAlteredOnes();
    void takesOurSignedDataAndRefusesItAltered();
    void takesOurDetachedSignaturesOfBothSuites();
    void takesOurTimeStampsAndRefusesThemAltered();
    void itsChainIsTaken();
    void itsListsAndDeltasAreTaken();
    void itsSignedDataIsTaken();
    void itsTimeStampsAreTaken();

private:
    QByteArray ask(const QStringList &words);
    QString write(const QString &name, QByteArrayView content) { return m_files.write(name, content); }
    /// The file with one bit of its byte at `fromEnd` turned.
    QString altered(const QString &name, QByteArray content, qsizetype fromEnd)
    {
        const qsizetype at = content.size() - fromEnd;
        content[at] = static_cast<char>(content[at] ^ 1);
        return write(name, content);
    }
    static QString seconds(Instant at) { return QString::number(toMilliseconds(at) / 1000); }
    QByteArray listOf(const CertificateAuthority &authority, const QList<RevokedCertificate> &revoked, quint64 number)
    {
        return *authority.revocationList(revoked, number, Hierarchy::days(0), Hierarchy::days(30));
    }
    QByteArray chainWith(const QStringList &lists)
    {
        return ask(QStringList{u"chain"_s, seconds(Hierarchy::days(2)), m_root, m_operating, m_unitFile,
                       write(u"root.crl"_s, listOf(m_hierarchy.root(), {}, 1))}
                   + lists);
    }

    Hierarchy m_hierarchy;
    OpenSslProgram m_files;
    QProcess m_java;
    std::unique_ptr<KeySigner> m_unit;
    std::unique_ptr<KeySigner> m_stamper;
    QString m_root;
    QString m_operating;
    QString m_operatingKey;
    QString m_unitFile;
    QString m_unitKey;
};

void BouncyCastleTest::initTestCase()
{
    QStringList jars;
    for (const QString &name : {u"bcprov"_s, u"bcpkix"_s, u"bcutil"_s}) {
        jars.append(u"/usr/share/java/%1.jar"_s.arg(name));
        if (!QFile::exists(jars.last()))
            QFAIL("Bouncy Castle is missing, and ./test installs it");
    }
    m_java.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_java.start(u"java"_s,
        {u"-cp"_s, jars.join(u':'), QStringLiteral(WENYI_SOURCE_DIR "/tests/independent/BouncyCastleEye.java")});
    QVERIFY2(m_java.waitForStarted(), "java is missing, and ./test installs it");
    m_unit = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    m_stamper = m_hierarchy.issue(u"江阴市时间戳服务"_s, u"tsa"_s, CertificatePurpose::TimeStamp);
    m_root = write(u"root.der"_s, m_hierarchy.root().certificate().toDer());
    m_operating = write(u"operating.der"_s, m_hierarchy.operating().certificate().toDer());
    m_operatingKey = write(u"operating.key"_s, m_hierarchy.operating().key().toPkcs8().view());
    m_unitFile = write(u"unit.der"_s, m_unit->certificate().toDer());
    m_unitKey = write(u"unit.key"_s, m_unit->key().toPkcs8().view());
}

void BouncyCastleTest::cleanupTestCase()
{
    m_java.closeWriteChannel();
    QVERIFY(m_java.waitForFinished(60'000));
    QCOMPARE(m_java.exitCode(), 0);
}

QByteArray BouncyCastleTest::ask(const QStringList &words)
{
    m_java.write(words.join(u' ').toUtf8() + '\n');
    while (!m_java.canReadLine()) {
        if (!m_java.waitForReadyRead(120'000))
            return "no answer";
    }
    return m_java.readLine().trimmed();
}

void BouncyCastleTest::takesOurChain()
{
    QCOMPARE(chainWith({write(u"clean.crl"_s, listOf(m_hierarchy.operating(), {}, 1))}), "ok");
    const QByteArray without = chainWith({});
    QVERIFY2(without.startsWith("refused "), without.constData());
    Hierarchy stranger;
    const QByteArray strange =
        ask({u"chain"_s, seconds(Hierarchy::days(2)), write(u"strange.der"_s, stranger.root().certificate().toDer()),
            m_operating, m_unitFile, write(u"clean.crl"_s, listOf(m_hierarchy.operating(), {}, 1))});
    QVERIFY2(strange.startsWith("refused "), strange.constData());
}

void BouncyCastleTest::seesOurRevocationsSuspensionsAndDeltas()
{
    const QByteArray serial = m_unit->certificate().serialNumber();
    const auto entry = [&serial](RevocationReason reason) -> QList<RevokedCertificate> {
        return {{serial, Hierarchy::days(1), reason}};
    };
    const auto &authority = m_hierarchy.operating();
    const QString clean = write(u"clean.crl"_s, listOf(authority, {}, 1));
    const QString held = write(u"held.crl"_s, listOf(authority, entry(RevocationReason::CertificateHold), 1));
    const auto delta = [&](const QString &name, const QList<RevokedCertificate> &changes) {
        return write(name, *authority.deltaRevocationList(changes, 1, 2, Hierarchy::days(1), Hierarchy::days(30)));
    };
    const QByteArray revoked =
        chainWith({write(u"revoked.crl"_s, listOf(authority, entry(RevocationReason::KeyCompromise), 1))});
    QVERIFY2(revoked.contains("keyCompromise"), revoked.constData());
    const QByteArray suspended = chainWith({held});
    QVERIFY2(suspended.contains("certificateHold"), suspended.constData());
    const QByteArray changed = chainWith({clean, delta(u"superseded.crl"_s, entry(RevocationReason::Superseded))});
    QVERIFY2(changed.contains("superseded"), changed.constData());
    QCOMPARE(chainWith({held, delta(u"lifted.crl"_s, entry(RevocationReason::RemoveFromList))}), "ok");
}

void BouncyCastleTest::takesOurListsAndRefusesAlteredOnes()
{
    const auto &authority = m_hierarchy.operating();
    const QList<RevokedCertificate> revoked{{"0abc", Hierarchy::days(0), RevocationReason::CertificateHold}};
    const QByteArray lists[] = {listOf(authority, revoked, 7),
        *authority.deltaRevocationList(revoked, 6, 7, Hierarchy::days(1), Hierarchy::days(30))};
    for (const QByteArray &list : lists) {
        QCOMPARE(ask({u"list"_s, m_operating, write(u"list.crl"_s, list)}), "ok");
        QVERIFY(ask({u"list"_s, m_root, write(u"list.crl"_s, list)}).startsWith("refused "));
        QVERIFY(ask({u"list"_s, m_operating, altered(u"list.crl"_s, list, 1)}).startsWith("refused "));
        QVERIFY(ask({u"list"_s, m_operating, altered(u"list.crl"_s, list, 120)}).startsWith("refused "));
    }
}

void BouncyCastleTest::takesOurSignedDataAndRefusesItAltered()
{
    const QByteArray data = *writeCms({"1.2.840.113549.1.7.1", "what is signed", {}, true}, *m_unit);
    QCOMPARE(ask({u"cms"_s, write(u"signed.p7"_s, data)}), "ok");
    const qsizetype content = data.size() - data.indexOf("what is signed");
    for (const qsizetype place : {qsizetype(1), content}) {
        const QByteArray refused = ask({u"cms"_s, altered(u"signed.p7"_s, data, place)});
        QVERIFY2(refused.startsWith("refused "), refused.constData());
    }
}

void BouncyCastleTest::takesOurDetachedSignaturesOfBothSuites()
{
    const auto root = *CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}}, Hierarchy::days(-1),
        Hierarchy::days(9), m_hierarchy.random(), Suite::EcdsaP256WithSha256);
    auto key = *PrivateKey::generate(Suite::EcdsaP256WithSha256);
    const auto certificate = *root.issue({u"市政府办"_s, {}, u"x"_s}, CertificatePurpose::PdfSigner, key.publicKey(),
        Hierarchy::days(-1), Hierarchy::days(9), m_hierarchy.random());
    KeySigner p256(std::move(key), certificate);
    const QString content = write(u"content"_s, "what is signed");
    for (KeySigner *signer : {&p256, m_unit.get()}) {
        const QByteArray data = *signDetachedCms({{"what is signed"}, {}, {root.certificate()}}, *signer);
        QCOMPARE(ask({u"cades"_s, write(u"detached.p7"_s, data), content}), "ok");
        const QByteArray other = ask({u"cades"_s, write(u"detached.p7"_s, data), write(u"other"_s, "another text")});
        QVERIFY2(other.startsWith("refused "), other.constData());
        const QByteArray refused = ask({u"cades"_s, altered(u"detached.p7"_s, data, 1), content});
        QVERIFY2(refused.startsWith("refused "), refused.constData());
    }
}

void BouncyCastleTest::takesOurTimeStampsAndRefusesThemAltered()
{
    const FixedClock clock(Hierarchy::days(2));
    const auto authority = TimeStampAuthority::create(*m_stamper, clock, m_hierarchy.random());
    const TimeStampRequest request = TimeStampRequest::over("data", m_hierarchy.random());
    const QByteArray response = authority->answer(request.toDer());
    const QString asked = write(u"request.tsq"_s, request.toDer());
    const QString stamper = write(u"stamper.der"_s, m_stamper->certificate().toDer());
    const auto judged = [&](const QString &question, const QString &answer, const QString &by) {
        return ask({u"stamp"_s, question, answer, by});
    };
    QCOMPARE(judged(asked, write(u"response.tsr"_s, response), stamper), "ok");
    const TimeStampRequest other = TimeStampRequest::over("data", m_hierarchy.random());
    const QByteArray refusals[] = {judged(asked, altered(u"altered.tsr"_s, response, 1), stamper),
        judged(asked, altered(u"altered.tsr"_s, response, response.size() - response.indexOf("20260603")), stamper),
        judged(asked, write(u"response.tsr"_s, response), m_unitFile),
        judged(write(u"other.tsq"_s, other.toDer()), write(u"response.tsr"_s, response), stamper),
        judged(asked, write(u"refusal.tsr"_s, authority->answer("words")), stamper)};
    for (const QByteArray &refused : refusals)
        QVERIFY2(refused.startsWith("refused "), refused.constData());
}

void BouncyCastleTest::itsChainIsTaken()
{
    const QString folder = QFileInfo(m_files.path(u"theirs"_s)).absolutePath() + u"/theirs"_s;
    QVERIFY(QDir().mkpath(folder));
    QCOMPARE(ask({u"make-chain"_s, seconds(Hierarchy::now()), folder}), "ok");
    const auto root = Certificate::fromDer(m_files.read(u"theirs/root.der"_s));
    const auto unit = Certificate::fromDer(m_files.read(u"theirs/unit.der"_s));
    QVERIFY2(root, root ? "" : qPrintable(describe(root.error())));
    QVERIFY2(unit, unit ? "" : qPrintable(describe(unit.error())));
    QCOMPARE(unit->commonName(), u"单位"_s);
    TrustStore trust;
    trust.addRoot(*root);
    QVERIFY(trust.verifySigner(*unit, Hierarchy::days(1)) == RevocationKnowledge::Unknown);
    QCOMPARE(trust.verifySigner(*unit, Hierarchy::days(-1)).error().reason, "certificate.not-yet-valid");
    QCOMPARE(m_hierarchy.trust().verifySigner(*unit, Hierarchy::days(1)).error().reason, "certificate.chain");
}

void BouncyCastleTest::itsListsAndDeltasAreTaken()
{
    TrustStore trust = m_hierarchy.trust();
    const QString serial = QString::fromLatin1(m_unit->certificate().serialNumber());
    const auto said = [&](const QString &number, const QString &base, const QStringList &entries) -> QByteArray {
        const QByteArray made =
            ask(QStringList{u"make-list"_s, m_operatingKey, m_operating, seconds(Hierarchy::days(number.toInt())),
                    number, base, m_files.path(u"theirs.crl"_s)}
                + entries);
        if (made != "ok")
            return made;
        if (const auto taken = trust.addRevocationList(m_files.read(u"theirs.crl"_s)); !taken)
            return taken.error().reason;
        const auto known = trust.verify(m_unit->certificate(), CertificatePurpose::Unit, Hierarchy::days(20));
        return known ? QByteArray("holds") : known.error().reason;
    };
    QCOMPARE(said(u"1"_s, u"0"_s, {u"0abc:1"_s}), "holds");
    QCOMPARE(said(u"2"_s, u"1"_s, {serial + u":6"_s}), "certificate.suspended");
    QCOMPARE(said(u"3"_s, u"2"_s, {serial + u":8"_s}), "holds");
    QCOMPARE(said(u"4"_s, u"3"_s, {serial + u":1"_s}), "certificate.revoked");
    QCOMPARE(said(u"6"_s, u"5"_s, {}), "revocation-list.base");
    QCOMPARE(trust.revocationsFor(m_unit->certificate())->entries, 2);
}

void BouncyCastleTest::itsSignedDataIsTaken()
{
    const QString content = write(u"content"_s, "what is signed");
    QCOMPARE(ask({u"make-cms"_s, m_unitKey, m_unitFile, content, m_files.path(u"theirs.p7"_s)}), "ok");
    const QByteArray data = m_files.read(u"theirs.p7"_s);
    const auto signer = verifyDetachedCms(data, {"what is ", "signed"});
    QVERIFY2(signer, signer ? "" : qPrintable(describe(signer.error())));
    QCOMPARE(signer->certificate, m_unit->certificate().toDer());
    QCOMPARE(verifyDetachedCms(data, {"what was signed"}).error().reason, "cms.digest");
    const auto structure = readCms(data, cms::SignedDataType);
    QVERIFY2(structure, structure ? "" : qPrintable(describe(structure.error())));
    QCOMPARE(structure->signerCertificate, m_unit->certificate().toDer());
    QVERIFY(m_unit->certificate().publicKey().verify(structure->signedPart(), structure->value));
}

void BouncyCastleTest::itsTimeStampsAreTaken()
{
    const TimeStampRequest request = TimeStampRequest::over("data", m_hierarchy.random());
    const QString asked = write(u"request.tsq"_s, request.toDer());
    const QString answer = m_files.path(u"theirs.tsr"_s);
    QCOMPARE(ask({u"make-stamp"_s, asked, write(u"stamper.key"_s, m_stamper->key().toPkcs8().view()),
                 write(u"stamper.der"_s, m_stamper->certificate().toDer()), seconds(Hierarchy::days(2)), answer}),
        "ok");
    const auto token = tokenFromResponse(m_files.read(u"theirs.tsr"_s), request);
    QVERIFY2(token, token ? "" : qPrintable(describe(token.error())));
    const auto stamp = verifyTimeStamp(*token, "data", m_hierarchy.trust());
    QVERIFY2(stamp, stamp ? "" : qPrintable(describe(stamp.error())));
    QCOMPARE(stamp->time, Hierarchy::days(2));
    QCOMPARE(TimeStampToken::fromDer(*token)->policy(), QByteArray("1.2.3.4.5"));
    QCOMPARE(verifyTimeStamp(*token, "other data", m_hierarchy.trust()).error().reason, "time-stamp.imprint");
}

QTEST_GUILESS_MAIN(BouncyCastleTest)
#include "BouncyCastleTest.moc"
