// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/KeyToCertify.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/KeyFile.h"
#include "tests/client/core/authority/AuthorityOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using Source = KeyToCertify::Source;

/// Whose key a file says it is.
class KeyToCertifyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestSaysTheNameThatItsMakerWishes();
    void aCertificateAndAKeyFileSayTheirHolder();
    void whatHoldsNoKeyIsRefused();
    void aKeyOfTheSecondSuiteIsForPdfsAlone();

private:
    QString file(const QByteArray &content)
    {
        const QString path = m_office.folder.filePath(u"file-%1"_s.arg(++m_files));
        return writeDurably(path, content) ? path : QString();
    }
    AuthorityOffice m_office;
    int m_files = 0;
};

void KeyToCertifyTest::aRequestSaysTheNameThatItsMakerWishes()
{
    const auto key = crypto::PrivateKey::generate().value();
    const QByteArray request = crypto::CertificateRequest::make({u"王敏"_s, u"财政局"_s, u"x"_s}, key).value();
    const auto read = readKeyToCertify(file(request), crypto::TakenSuites::Sm2);
    QVERIFY(read);
    QCOMPARE(read->source, Source::Request);
    QCOMPARE(read->subject.commonName, u"王敏"_s);
    QVERIFY(read->key == key.publicKey());
    // One that its key did not sign shows nothing of who has it.
    QByteArray bent = request;
    bent.back() = static_cast<char>(bent.back() ^ 1);
    QVERIFY(!readKeyToCertify(file(bent), crypto::TakenSuites::Sm2));
}

void KeyToCertifyTest::aCertificateAndAKeyFileSayTheirHolder()
{
    const auto holder = m_office.officer(u"unit/leader"_s);
    for (const QByteArray &content : {holder.certificate().toDer(), holder.certificate().toPem()}) {
        const auto read = readKeyToCertify(file(content), crypto::TakenSuites::Sm2);
        QVERIFY(read);
        QCOMPARE(read->source, Source::Certificate);
        QCOMPARE(read->subject.subjectId, u"unit/leader"_s);
    }
    const QString path = m_office.folder.filePath(u"leader.key"_s);
    QVERIFY(crypto::KeyFile::create(path, holder.key(), holder.certificate(), SecretBytes(QByteArrayView("135790")),
        {crypto::KeyDerivationCost::Least}, m_office.random));
    const auto read = readKeyToCertify(path, crypto::TakenSuites::Sm2);
    QVERIFY(read);
    QCOMPARE(read->source, Source::KeyFile);
    QCOMPARE(read->subject.subjectId, u"unit/leader"_s);
    QVERIFY(read->key == holder.certificate().publicKey());
}

void KeyToCertifyTest::whatHoldsNoKeyIsRefused()
{
    for (const QByteArray &content : {QByteArray(), QByteArray("text"), QByteArray(2000, '\x30')}) {
        const auto read = readKeyToCertify(file(content), crypto::TakenSuites::Sm2);
        QVERIFY(!read);
        QCOMPARE(read.error().reason, QByteArray("certificate-request.form"));
    }
    QCOMPARE(readKeyToCertify(m_office.folder.filePath(u"none"_s), crypto::TakenSuites::Sm2).error().reason,
        QByteArray("file.missing"));
    QVERIFY(!readKeyToCertify(file(QByteArray(2 << 20, 'a')), crypto::TakenSuites::Sm2));
}

void KeyToCertifyTest::aKeyOfTheSecondSuiteIsForPdfsAlone()
{
    const auto key = crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256).value();
    const QString path = file(crypto::CertificateRequest::make({u"王敏"_s, {}, u"x"_s}, key).value());
    QVERIFY(!readKeyToCertify(path, crypto::TakenSuites::Sm2));
    QVERIFY(readKeyToCertify(path, crypto::TakenSuites::Sm2AndP256));
}

QTEST_GUILESS_MAIN(KeyToCertifyTest)
#include "KeyToCertifyTest.moc"
