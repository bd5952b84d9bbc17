// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedDocumentVerdict.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// What follows for a document from whose seals are on it.
class SealedDocumentVerdictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSealIsItsOwnersAct_data();
    void aSealIsItsOwnersAct();
    void aStampClosesWhatSaysSo_data();
    void aStampClosesWhatSaysSo();
    void anEnvelopeVouchesForMinutesAlone_data();
    void anEnvelopeVouchesForMinutesAlone();
    void aSealedOneIsNotVouchedForAnew();

private:
    const UnitCode m_unit = UnitCode(u"jyzf"_s);
    const QString m_leader = u"jyzf/leader"_s;
};

void SealedDocumentVerdictTest::aSealIsItsOwnersAct_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("signer");
    QTest::addColumn<QByteArray>("seal");
    QTest::addColumn<QByteArray>("document");
    const auto row = [](const char *name, const QString &member, const QString &signer, const char *seal,
                         const char *document) {
        QTest::newRow(name) << member << signer << QByteArray(seal) << QByteArray(document);
    };
    const QString unit = m_unit.toString();
    const QString &leader = m_leader;
    row("the unit's, by the unit", {}, unit, "valid", "valid");
    row("the unit's, by a member", {}, leader, "signer-invalid", "signer-invalid");
    // Holds, and is not what the unit seals with.
    row("a member's own, by the member", leader, leader, "valid", "other-unit");
    row("a member's own, by the unit", leader, unit, "signer-invalid", "signer-invalid");
    row("a member's own, by another", leader, u"jyzf/clerk"_s, "signer-invalid", "signer-invalid");
}

void SealedDocumentVerdictTest::aSealIsItsOwnersAct()
{
    QFETCH(QString, member);
    QFETCH(QString, signer);
    QFETCH(QByteArray, seal);
    QFETCH(QByteArray, document);
    SealFinding finding;
    finding.registeredUnit = m_unit;
    if (!member.isEmpty())
        finding.registeredMember = MemberId(member);
    finding.signerId = signer;
    finding.verdict.conclusion = seal::SealConclusion::Valid;
    finding.conclusion = concludeSeal(finding);
    QCOMPARE(conclusionName(finding.conclusion), seal);
    SealedDocumentVerdict verdict;
    verdict.seals = {finding};
    QCOMPARE(conclusionName(concludeDocument(verdict, finding.registeredUnit)), document);
    QCOMPARE(conclusionName(concludeDocument(verdict, {})), seal);
}

void SealedDocumentVerdictTest::aStampClosesWhatSaysSo_data()
{
    QTest::addColumn<bool>("isClosedByStamp");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<bool>("isPersonal");
    QTest::addColumn<bool>("isLeaders");
    QTest::addColumn<QByteArray>("document");
    const auto row = [this](const char *name, bool isClosedByStamp, bool isOurs, bool isPersonal, bool isLeaders,
                         const char *document) {
        QTest::newRow(name) << isClosedByStamp << (isOurs ? m_unit.toString() : u"another"_s) << isPersonal << isLeaders
                            << QByteArray(document);
    };
    row("a leader's stamp on an order", true, true, true, true, "valid");
    row("the stamp of somebody who is no leader", true, true, true, false, "valid-with-remarks");
    row("a stamp of another unit's leader", true, false, true, true, "other-unit");
    row("the unit's seal on an order", true, true, false, false, "valid");
    row("a leader's stamp on a notice", false, true, true, true, "other-unit");
}

void SealedDocumentVerdictTest::aStampClosesWhatSaysSo()
{
    QFETCH(bool, isClosedByStamp);
    QFETCH(QString, unit);
    QFETCH(bool, isPersonal);
    QFETCH(bool, isLeaders);
    QFETCH(QByteArray, document);
    SealFinding finding;
    finding.registeredUnit = UnitCode(unit);
    if (isPersonal)
        finding.registeredMember = MemberId(m_leader);
    finding.isLeaders = isLeaders;
    finding.conclusion = SealingConclusion::Valid;
    SealedDocumentVerdict verdict;
    verdict.seals = {finding};
    verdict.isClosedByStamp = isClosedByStamp;
    QCOMPARE(conclusionName(concludeDocument(verdict, m_unit)), document);
    QCOMPARE(conclusionName(concludeDocument(verdict, {})), QByteArray("valid"));
}

void SealedDocumentVerdictTest::anEnvelopeVouchesForMinutesAlone_data()
{
    QTest::addColumn<bool>("isUnsealedByRule");
    QTest::addColumn<bool>("wasSealed");
    QTest::addColumn<QByteArray>("alone");
    QTest::addColumn<QByteArray>("inEnvelope");
    const auto row = [](const char *name, bool isUnsealedByRule, bool wasSealed, const char *alone,
                         const char *inEnvelope) {
        QTest::newRow(name) << isUnsealedByRule << wasSealed << QByteArray(alone) << QByteArray(inEnvelope);
    };
    row("minutes", true, false, "not-sealed", "unsealed");
    row("a notice", false, false, "not-sealed", "not-sealed");
    row("minutes whose seal was taken off", true, true, "seal-removed", "seal-removed");
}

void SealedDocumentVerdictTest::anEnvelopeVouchesForMinutesAlone()
{
    QFETCH(bool, isUnsealedByRule);
    QFETCH(bool, wasSealed);
    SealedDocumentVerdict verdict;
    verdict.isUnsealedByRule = isUnsealedByRule;
    if (wasSealed)
        verdict.removed = {u"Doc_0/Signs/Sign_0/Signature.xml"_s};
    verdict.conclusion = concludeDocument(verdict, m_unit);
    QTEST(conclusionName(verdict.conclusion), "alone");
    vouchByEnvelope(verdict);
    QTEST(conclusionName(verdict.conclusion), "inEnvelope");
    // What is doubtful about its pages makes it no better.
    addDoubts(verdict, QList<ofd::ShownDoubt>{ofd::ShownDoubt{}});
    QTEST(conclusionName(verdict.conclusion), "inEnvelope");
    QVERIFY(!verdict.isFullyValid());
}

void SealedDocumentVerdictTest::aSealedOneIsNotVouchedForAnew()
{
    SealFinding finding;
    finding.registeredUnit = UnitCode(u"another"_s);
    finding.conclusion = SealingConclusion::Valid;
    SealedDocumentVerdict verdict;
    verdict.isUnsealedByRule = true;
    verdict.seals = {finding};
    verdict.conclusion = concludeDocument(verdict, m_unit);
    vouchByEnvelope(verdict);
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("other-unit"));
}

QTEST_APPLESS_MAIN(SealedDocumentVerdictTest)
#include "SealedDocumentVerdictTest.moc"
