// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/RegisterWords.h"

#include "tests/client/core/authority/AuthorityOffice.h"

#include <QSet>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;

/// The register in words, and as a table for an auditor.
class RegisterWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPurposeReasonAndStandingHasWordsOfItsOwn();
    void everyActIsTold();
    void theTableHasEveryActAndEndsWithTheHead();
    void aSpreadsheetComputesNothing();
};

void RegisterWordsTest::everyPurposeReasonAndStandingHasWordsOfItsOwn()
{
    using crypto::CertificatePurpose;
    QSet<QString> words;
    for (int purpose = 0; purpose <= static_cast<int>(CertificatePurpose::PdfSigner); ++purpose)
        words.insert(purposeWords(static_cast<CertificatePurpose>(purpose)));
    QCOMPARE(words.size(), 11);
    QCOMPARE(purposeWords(CertificatePurpose::PdfSigner), u"PDF signing"_s);
    words.clear();
    using enum crypto::RevocationReason;
    for (const auto reason : {Unspecified, KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation,
             CertificateHold, PrivilegeWithdrawn})
        words.insert(revocationReasonWords(reason));
    QCOMPARE(words.size(), 7);
    QSet<QChar> shapes;
    using core::CertificateStanding;
    for (const auto standing : {CertificateStanding::Good, CertificateStanding::Suspended, CertificateStanding::Revoked,
             CertificateStanding::Expired})
        shapes.insert(standingWords(standing).front());
    QCOMPARE(shapes.size(), 4); // Not by words alone, and not by colour alone.
}

void RegisterWordsTest::everyActIsTold()
{
    AuthorityOffice office;
    const auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    QVERIFY(certificates->append(
        core::CertificateRevocation{serial, crypto::RevocationReason::CertificateHold, u"lost and found"_s},
        office.security));
    QVERIFY(certificates->append(core::ReleaseApplication{serial, u"found"_s}, office.system));
    const core::RegisterState &state = certificates->state();
    for (const core::SignedAct &act : certificates->acts()) {
        const ActWords words = wordsOf(act.act, state);
        QVERIFY(!words.kind.isEmpty() && !words.about.isEmpty() && !words.office.isEmpty());
    }
    const ActWords last = wordsOf(certificates->acts().back().act, state);
    QCOMPARE(last.kind, u"Apply to lift suspension"_s);
    QVERIFY(last.about.contains(u"unit/leader"_s) && last.about.contains(QString::fromLatin1(serial)));
    QCOMPARE(last.words, u"found"_s);
    // Whoever is nobody in the register is told by the fingerprint and not left out.
    QVERIFY(signerWords(Digest(), state).startsWith(u"0000"_s));
}

void RegisterWordsTest::theTableHasEveryActAndEndsWithTheHead()
{
    AuthorityOffice office;
    const auto certificates = office.staffed();
    office.issued(*certificates, u"unit/leader"_s);
    const QByteArray csv = registerCsv(certificates->acts(), certificates->state());
    QVERIFY(csv.startsWith("\xEF\xBB\xBF\"No.\","));
    QCOMPARE(csv.count("\r\n"), static_cast<qsizetype>(certificates->acts().size()) + 1);
    QVERIFY(csv.endsWith("\"" + certificates->head().toHex() + "\"\r\n"));
}

void RegisterWordsTest::aSpreadsheetComputesNothing()
{
    AuthorityOffice office;
    const auto certificates = office.staffed();
    const auto key = crypto::PrivateKey::generate().value();
    const quint64 number =
        certificates->append(office.application(u"unit/clerk"_s, key.publicKey()), office.system).value();
    const auto rejected = certificates->append(
        core::ApplicationDecision{number, false, u"=HYPERLINK(\"http://a.b\",\"c\"), 2"_s}, office.security);
    QVERIFY(rejected);
    const QByteArray csv = registerCsv(certificates->acts(), certificates->state());
    QVERIFY(csv.contains("\"'=HYPERLINK(\"\"http://a.b\"\",\"\"c\"\"), 2\""));
    for (const char *formula : {"\"=", "\"+", "\"-", "\"@"})
        QVERIFY2(!csv.contains(formula), formula);
}

QTEST_GUILESS_MAIN(RegisterWordsTest)
#include "RegisterWordsTest.moc"
