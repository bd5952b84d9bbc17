// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CmsSignature.h"
#include "shared/crypto/CmsStructure.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Content = "what is signed";

QByteArray oid(const char *dotted)
{
    return DerWriter().objectIdentifier(dotted).bytes();
}

} // namespace

/// Detached signatures as they stand in PDFs, made under both suites and attacked.
class DetachedCmsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsMadeIsVerified_data() { addSuites(); }
    void whatIsMadeIsVerified();
    void attacks_data();
    void attacks();
    void aCertificateOfTheSameKeyIsNoSubstitute_data() { addSuites(); }
    void aCertificateOfTheSameKeyIsNoSubstitute();

private:
    static void addSuites();
    KeySigner &signerOf(Suite suite) { return suite == Suite::Sm2WithSm3 ? *m_sm2 : *m_p256; }
    QByteArray made(Suite suite, const QList<Certificate> &chain = {})
    {
        return signDetachedCms({{Content}, Hierarchy::now(), chain}, signerOf(suite)).value();
    }

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_sm2;
    std::unique_ptr<KeySigner> m_p256;
};

void DetachedCmsTest::addSuites()
{
    QTest::addColumn<Suite>("suite");
    QTest::newRow("SM2") << Suite::Sm2WithSm3;
    QTest::newRow("P-256") << Suite::EcdsaP256WithSha256;
}

void DetachedCmsTest::initTestCase()
{
    m_sm2 = m_hierarchy.issue(u"市政府办"_s, u"11320281014033000A"_s, CertificatePurpose::Unit);
    auto root = CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}}, Hierarchy::days(-1), Hierarchy::days(9),
        m_hierarchy.random(), Suite::EcdsaP256WithSha256)
                    .value();
    auto key = PrivateKey::generate(Suite::EcdsaP256WithSha256).value();
    auto certificate = root.issue({u"市政府办"_s, {}, u"x"_s}, CertificatePurpose::PdfSigner, key.publicKey(),
                               Hierarchy::days(-1), Hierarchy::days(9), m_hierarchy.random())
                           .value();
    m_p256 = std::make_unique<KeySigner>(std::move(key), std::move(certificate));
}

void DetachedCmsTest::whatIsMadeIsVerified()
{
    QFETCH(Suite, suite);
    const QByteArray cms = made(suite, {m_hierarchy.root().certificate()});
    const auto signer = verifyDetachedCms(
        cms + QByteArray(100, '\0'), {QByteArrayView(Content).first(4), QByteArrayView(Content).sliced(4)});
    QVERIFY2(signer, signer ? "" : signer.error().reason.constData());
    QCOMPARE(signer->certificate, signerOf(suite).certificate().toDer());
    QCOMPARE(signer->signedAt, std::optional(Hierarchy::now()));
    QVERIFY(signer->namesCertificate);
    const auto silent = signDetachedCms({{Content}, {}, {}}, signerOf(suite)).value();
    QVERIFY(!verifyDetachedCms(silent, {Content}).value().signedAt);
}

void DetachedCmsTest::attacks_data()
{
    QTest::addColumn<QByteArray>("cms");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const QByteArray &cms, const char *reason) {
        QTest::newRow(name) << cms << Content << QByteArray(reason);
    };
    const QByteArray p256 = made(Suite::EcdsaP256WithSha256);
    const QByteArray sm2 = made(Suite::Sm2WithSm3);
    QTest::newRow("other content, P-256") << p256 << QByteArray("other") << QByteArray("cms.digest");
    QTest::newRow("other content, SM2") << sm2 << QByteArray("other") << QByteArray("cms.digest");
    // The last such name is the signature's own; the names of both suites have one length.
    const auto renamed = [](QByteArray cms, const char *from, const char *to) {
        const QByteArray name = oid(from);
        cms.replace(cms.lastIndexOf(name), name.size(), oid(to));
        return cms;
    };
    row("P-256 by SM2's name", renamed(p256, cms::EcdsaWithSha256, cms::Sm2WithSm3), "cms.key");
    row("SM2 by ECDSA's name", renamed(sm2, cms::Sm2WithSm3, cms::EcdsaWithSha256), "cms.key");
    row("another digest's name", renamed(p256, cms::EcdsaWithSha256, "1.2.840.10045.4.3.3"), "cms.key");
    QByteArray changed = p256;
    changed[changed.size() - 3] = static_cast<char>(changed[changed.size() - 3] ^ 1);
    row("another value", changed, "cms.value");
    // A value of the other suite's key over the same attributes.
    const auto structure = readCms(p256, cms::SignedDataType).value();
    const QByteArray foreign = m_sm2->key().sign(structure.signedPart()).value();
    if (foreign.size() == structure.value.size()) {
        QByteArray exchanged = p256;
        exchanged.replace(structure.value, foreign);
        row("a value of SM2", exchanged, "cms.value");
    }
}

void DetachedCmsTest::attacks()
{
    QFETCH(QByteArray, cms);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, reason);
    const auto signer = verifyDetachedCms(cms, {content});
    QVERIFY(!signer);
    QCOMPARE(signer.error().reason, reason);
}

void DetachedCmsTest::aCertificateOfTheSameKeyIsNoSubstitute()
{
    QFETCH(Suite, suite);
    // A root of its own over the same key, under the very name and number that the signature tells, is made by whoever
    // has the key: the two certificates differ in what they say, and the signature named one of them.
    const auto &signer = signerOf(suite);
    const QByteArray cms = made(suite);
    QByteArray other = signer.certificate().toDer();
    const qsizetype end = other.size() - 1;
    other[end] = static_cast<char>(other[end] ^ 1); // Its own signature is not looked at here.
    QByteArray exchanged = cms;
    QCOMPARE(exchanged.count(signer.certificate().toDer()), 1);
    exchanged.replace(signer.certificate().toDer(), other);
    const auto verified = verifyDetachedCms(exchanged, {Content});
    QVERIFY(!verified);
    QCOMPARE(verified.error().reason, QByteArray("cms.attributes"));
}

QTEST_GUILESS_MAIN(DetachedCmsTest)
#include "DetachedCmsTest.moc"
