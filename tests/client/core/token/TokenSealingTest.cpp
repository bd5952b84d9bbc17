// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealingService.h"
#include "client/core/token/TokenKey.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/token/SoftToken.h"

#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

/// Every file of a folder with its digest.
QMap<QString, Digest> filesOf(const QString &folder)
{
    QMap<QString, Digest> files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        if (!path.contains(u"store.db"_s)) // Open all the time; sealing writes nothing there.
            files.insert(path, crypto::sm3(*readBounded(path, 1 << 26)));
    }
    return files;
}

} // namespace

/// The sample domain's seal keeper, whose key lies on a smart key in the place of the key file.
class TokenSealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theSealOnATokenSealsADocument();
    void aPersonsSignatureComesFromATokenToo();
    void aFaultLeavesTheDocumentUnsealedAndUnharmed_data();
    void aFaultLeavesTheDocumentUnsealedAndUnharmed();
    void aDriverThatNobodyAllowedIsNotAsked();
    void aFaultyReferenceDoesNotFallBackToAKeyFile_data();
    void aFaultyReferenceDoesNotFallBackToAKeyFile();
    void aReferenceComesBackAsItWasWritten();

private:
    QString keyPath() const { return m_keeper->profile().memberPath(m_keeper->member().id, keyfile::Seal); }
    void put(const QString &path, const QByteArray &content) const { QVERIFY(writeDurably(path, content)); }

    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<SoftToken> m_token;
    std::unique_ptr<Workspace> m_keeper;
    SealPreview m_preview;
};

void TokenSealingTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto [folder, keeper] = m_office->domain().desktopOf(u"市政府办/sealkeeper"_s).value();
    const Profile profile = Profile::open(folder).value();
    const auto file = crypto::KeyFile::open(profile.memberPath(keeper, keyfile::Seal));
    QVERIFY(file);
    const crypto::KeySigner signer(file->unlock(SampleOffice::pin()).value(), file->certificate());
    m_token = std::make_unique<SoftToken>(signer);
    Environment environment{m_office->environment()};
    environment.tokens = m_token->settings(std::chrono::seconds(3));
    auto workspace = Workspace::unlock(folder, keeper, SampleOffice::pin(), environment);
    QVERIFY2(workspace, reasonOf(workspace).constData());
    m_keeper = std::move(*workspace);
    const auto preview = SealingService(*m_keeper).preview(SampleOffice::notice());
    QVERIFY2(preview, reasonOf(preview).constData());
    m_preview = *preview;
    // The key is on the token alone.
    QVERIFY(QFile::remove(keyPath()));
}

void TokenSealingTest::init()
{
    m_token->order({});
    m_token->write(u"attempts"_s, "0");
    TokenDrivers drivers;
    drivers.allow(SoftToken::skf());
    QVERIFY(drivers.write(m_keeper->profile()));
    const TokenKey key{SoftToken::skfLibrary(), SoftToken::place()};
    QVERIFY(key.write(keyPath()));
}

void TokenSealingTest::theSealOnATokenSealsADocument()
{
    const auto sealedDocument = SealingService(*m_keeper).seal(m_preview, SampleOffice::pin(), std::nullopt);
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    QVERIFY(sealedDocument->verdict.isFullyValid());
    QCOMPARE(conclusionName(sealedDocument->verdict.conclusion), QByteArray("valid"));
    const auto wrong = SealingService(*m_keeper).seal(m_preview, SecretBytes(QByteArrayView("135791")), std::nullopt);
    QCOMPARE(reasonOf(wrong), QByteArray("token.pin"));
    QVERIFY(wrong.error().code == ErrorCode::WrongPin);
}

void TokenSealingTest::aPersonsSignatureComesFromATokenToo()
{
    const QString path = m_keeper->profile().memberPath(m_keeper->member().id, keyfile::PersonalSigning);
    const auto byFile = m_keeper->openKey(keyfile::PersonalSigning, SampleOffice::pin());
    QVERIFY(byFile);
    const TokenKey key{SoftToken::skfLibrary(), SoftToken::place()};
    QVERIFY(key.write(path));
    const auto byToken = m_keeper->openKey(keyfile::PersonalSigning, SampleOffice::pin());
    QVERIFY(QFile::remove(QString(path).replace(u".key"_s, u".token"_s)));
    QVERIFY2(byToken, reasonOf(byToken).constData());
    // The one that is named in the key file's place is taken, though the key file is still there.
    QVERIFY(!((*byToken)->certificate() == (*byFile)->certificate()));
    const auto signature = (*byToken)->sign("words");
    QVERIFY(signature && (*byToken)->certificate().publicKey().verify("words", *signature));
}

void TokenSealingTest::aFaultLeavesTheDocumentUnsealedAndUnharmed_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("driver hangs") << QByteArray("hang SKF_ECCSignData") << QByteArray("token.time");
    QTest::newRow("driver crashes") << QByteArray("crash SKF_ECCSignData") << QByteArray("token.crashed");
    QTest::newRow("token out") << QByteArray("removed SKF_ECCSignData") << QByteArray("token.removed");
    QTest::newRow("token out before") << QByteArray("removed SKF_VerifyPIN") << QByteArray("token.removed");
    QTest::newRow("no token") << QByteArray("none SKF_EnumDev") << QByteArray("token.no-device");
    QTest::newRow("rubbish") << QByteArray("rubbish SKF_ECCSignData") << QByteArray("token.bad-signature");
    QTest::newRow("PIN locked") << QByteArray("locked") << QByteArray("token.locked");
}

void TokenSealingTest::aFaultLeavesTheDocumentUnsealedAndUnharmed()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    if (order == "locked")
        m_token->write(u"attempts"_s, "8");
    else
        m_token->order(order);
    const auto before = filesOf(m_keeper->profile().folder);
    const QByteArray document = m_preview.document.ofd;
    const auto refused = SealingService(*m_keeper).seal(m_preview, SampleOffice::pin(), std::nullopt);
    QCOMPARE(reasonOf(refused), reason);
    QVERIFY(filesOf(m_keeper->profile().folder) == before);
    QCOMPARE(m_preview.document.ofd, document);
    m_token->order({});
    m_token->write(u"attempts"_s, "0");
    const auto sealedDocument = SealingService(*m_keeper).seal(m_preview, SampleOffice::pin(), std::nullopt);
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
}

void TokenSealingTest::aDriverThatNobodyAllowedIsNotAsked()
{
    QVERIFY(TokenDrivers().write(m_keeper->profile()));
    QCOMPARE(reasonOf(m_keeper->openKey(keyfile::Seal, SampleOffice::pin())), "token.driver-not-allowed");
    QVERIFY(QFile::remove(m_keeper->profile().path(u"trust/drivers.json"_s)));
    QCOMPARE(reasonOf(m_keeper->openKey(keyfile::Seal, SampleOffice::pin())), "token.driver-not-allowed");
    TokenDrivers drivers;
    TokenDriver exchanged = SoftToken::skf();
    exchanged.digest = crypto::sm3("another library");
    drivers.allow(exchanged);
    QVERIFY(drivers.write(m_keeper->profile()));
    QCOMPARE(reasonOf(m_keeper->openKey(keyfile::Seal, SampleOffice::pin())), "token.driver-changed");
}

void TokenSealingTest::aFaultyReferenceDoesNotFallBackToAKeyFile_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("token.reference");
    QTest::newRow("no device") << QByteArray(R"({"format":1,"driver":"/a.so","container":"c"})")
                               << QByteArray("token.reference");
    QTest::newRow("no container") << QByteArray(R"({"format":1,"driver":"/a.so","device":"d"})")
                                  << QByteArray("token.reference");
    QTest::newRow("newer") << QByteArray(R"({"format":2,"driver":"/a.so","device":"d","container":"c"})")
                           << QByteArray("token.reference-newer");
    QTest::newRow("a name without end") << R"({"format":1,"driver":"/a.so","container":"c","device":")"
                                               + QByteArray(600, 'd') + "\"}"
                                        << QByteArray("token.reference");
    QTest::newRow("a relative driver") << QByteArray(R"({"format":1,"driver":"a.so","device":"d","container":"c"})")
                                       << QByteArray("token.driver-path");
}

void TokenSealingTest::aFaultyReferenceDoesNotFallBackToAKeyFile()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    const QString path = m_keeper->profile().memberPath(m_keeper->member().id, u"sign.token");
    put(path, json);
    const auto refused = m_keeper->openKey(keyfile::PersonalSigning, SampleOffice::pin());
    QVERIFY(QFile::remove(path));
    QCOMPARE(reasonOf(refused), reason);
    QVERIFY(m_keeper->openKey(keyfile::PersonalSigning, SampleOffice::pin()));
}

void TokenSealingTest::aReferenceComesBackAsItWasWritten()
{
    const TokenKey key{u"/usr/lib/libskf.so"_s, SoftToken::place()};
    const auto back = TokenKey::fromJson(key.toJson());
    QVERIFY(back);
    QCOMPARE(back->driver, key.driver);
    QVERIFY(back->place == key.place);
    // A module of PKCS#11 has no applications.
    QVERIFY(TokenKey::fromJson(TokenKey{u"/a.so"_s, {u"d"_s, {}, u"c"_s}}.toJson()));
}

QTEST_GUILESS_MAIN(TokenSealingTest)
#include "TokenSealingTest.moc"
