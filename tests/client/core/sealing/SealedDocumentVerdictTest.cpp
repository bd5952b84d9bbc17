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

QTEST_APPLESS_MAIN(SealedDocumentVerdictTest)
#include "SealedDocumentVerdictTest.moc"
