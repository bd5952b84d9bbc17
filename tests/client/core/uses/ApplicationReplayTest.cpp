// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/client/core/uses/UseOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// 用印申请 that somebody tries to use for more than it is: other bytes, a second time, approved by the wrong people,
/// by a hacked client too. Nothing is sealed, and the register tells of what was tried.
class ApplicationReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatNobodyAppliedForIsNotSealed();
    void whatIsNotDecidedOrRefusedIsNotSealed();
    void anApprovalIsForTheseBytesOnly();
    void anApplicationEntitlesOneUse();
    void aRepeatedEntryGivesNoSecondUse();
    void nobodyDecidesTheirOwn();
    void onlyALeaderDecides();
    void theKeeperDoesNotApprove();
    void anothersNameUnderAnApprovalCountsForNothing();
    void whoeverIsNoLeaderAnyMoreEntitlesNothing();
    void aRevokedLeaderEntitlesNothing();
    void requestsThatSayNothingAreRefused_data();
    void requestsThatSayNothingAreRefused();
    void anApplicationIsFoundByItsBeginning();

private:
    /// Writes what no service would: content signed by `author`, in the name of `actor`, at the keeper's desktop.
    void plant(Workspace &author, const MemberId &actor, QStringView kind, QStringView act, const QByteArray &content,
        Instant at);
    void plantApproval(Workspace &author, const Digest &application, const MemberId &by);
    QByteArray reasonToSeal() { return reasonOf(m_office->seal(m_ofd)); }

    std::unique_ptr<UseOffice> m_office;
    QByteArray m_ofd;
};

void ApplicationReplayTest::init()
{
    // Rows of refused requests leave nothing behind; an office each would take long.
    static QByteArray before;
    const QByteArray now = QTest::currentTestFunction();
    if (now == before)
        return;
    before = now;
    m_office = std::make_unique<UseOffice>();
    for (const QString &member : {u"clerk"_s, u"leader"_s, u"sealkeeper"_s, u"reviewer"_s})
        (void)m_office->office.at(member);
    m_ofd = UseOffice::file(u"服务合同"_s);
}

void ApplicationReplayTest::plant(
    Workspace &author, const MemberId &actor, QStringView kind, QStringView act, const QByteArray &content, Instant at)
{
    const UnitCode unit = author.profile().unit;
    const auto signer = author.openKey(keyfile::PersonalSigning, m_office->office.pin()).value();
    const auto written = signContent(content, statementOf(act, unit, content, at, author.member().id), *signer).value();
    VERIFY_DONE(m_office->keeper().journal().append(
        actor, {{useStream(unit), u"seal"_s, kind.toString(), written.toBytes(), {}, unit.toString()}}));
}

void ApplicationReplayTest::plantApproval(Workspace &author, const Digest &application, const MemberId &by)
{
    const SealDecision decision{application, true, u"同意"_s, m_office->office.clock.now(), by};
    plant(author, by, entrykind::SealDecided, useact::Approve, decision.toBytes(), decision.at);
}

void ApplicationReplayTest::whatNobodyAppliedForIsNotSealed()
{
    QCOMPARE(reasonToSeal(), QByteArray("sealing.no-application"));
    QCOMPARE(UseService(m_office->keeper()).check()->uses.uses.size(), 0);
}

void ApplicationReplayTest::whatIsNotDecidedOrRefusedIsNotSealed()
{
    const auto application = m_office->apply(m_office->clerk(), m_ofd);
    VERIFY_DONE(application);
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-pending"));
    VERIFY_DONE(m_office->decide(m_office->leader(), *application, false));
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-refused"));
    COMPARE_REASON(m_office->decide(m_office->leader(), *application, true), "seal-application.decided");
    // A hacked client decides again; the first word stands.
    plantApproval(m_office->leader(), *application, m_office->leader().member().id);
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-refused"));
}

void ApplicationReplayTest::anApprovalIsForTheseBytesOnly()
{
    VERIFY_DONE(m_office->approved(m_ofd));
    // The same name, another file: a figure more in the contract.
    COMPARE_REASON(m_office->seal(UseOffice::file(u"服务合同2"_s)), "sealing.no-application");
    VERIFY_DONE(m_office->seal(m_ofd));
}

void ApplicationReplayTest::anApplicationEntitlesOneUse()
{
    VERIFY_DONE(m_office->sealedFile(m_ofd));
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-used"));
    QCOMPARE(UseService(m_office->keeper()).check()->uses.uses.size(), 1);
    // Applied for once more it is another application.
    VERIFY_DONE(m_office->approved(m_ofd));
    VERIFY_DONE(m_office->seal(m_ofd));
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-used"));
}

void ApplicationReplayTest::aRepeatedEntryGivesNoSecondUse()
{
    VERIFY_DONE(m_office->sealedFile(m_ofd));
    const UseRegister uses = readRegister(m_office->keeper().journal(), m_office->keeper().profile().unit).value();
    const AppliedUse &applied = uses.applications.first();
    plant(m_office->clerk(), m_office->clerk().member().id, entrykind::SealApplied, useact::Apply,
        applied.origin.content.content, applied.application.at);
    plant(m_office->leader(), m_office->leader().member().id, entrykind::SealDecided, useact::Approve,
        uses.decisions.first().origin.content.content, uses.decisions.first().decision.at);
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-used"));
    const auto applications = ApplicationService(m_office->keeper()).list();
    QCOMPARE(applications->size(), 2);
    QCOMPARE(applications->last().state, SealApplicationState::Void);
    QCOMPARE(m_office->findings(m_office->keeper()), QStringList{u"(not-effective 0)"_s});
}

void ApplicationReplayTest::nobodyDecidesTheirOwn()
{
    const auto application = m_office->apply(m_office->leader(), m_ofd);
    VERIFY_DONE(application);
    COMPARE_REASON(m_office->decide(m_office->leader(), *application, true), "seal-application.own");
    plantApproval(m_office->leader(), *application, m_office->leader().member().id);
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-pending"));
    QCOMPARE(m_office->findings(m_office->keeper()), QStringList{u"(not-effective 0)"_s});
}

void ApplicationReplayTest::onlyALeaderDecides()
{
    const auto application = m_office->apply(m_office->clerk(), m_ofd);
    VERIFY_DONE(application);
    Workspace &reviewer = m_office->office.at(u"reviewer"_s);
    COMPARE_REASON(m_office->decide(reviewer, *application, true), "seal-application.not-leader");
    plantApproval(reviewer, *application, reviewer.member().id);
    QCOMPARE(reasonToSeal(), QByteArray("seal-application.not-leader"));
    // It does not keep a leader from deciding.
    VERIFY_DONE(m_office->decide(m_office->leader(), *application, false));
    VERIFY_DONE(m_office->office.exchangeAll());
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-refused"));
}

void ApplicationReplayTest::theKeeperDoesNotApprove()
{
    const auto application = m_office->apply(m_office->clerk(), m_ofd);
    VERIFY_DONE(application);
    plantApproval(m_office->keeper(), *application, m_office->keeper().member().id);
    QCOMPARE(reasonToSeal(), QByteArray("seal-application.keeper"));
}

void ApplicationReplayTest::anothersNameUnderAnApprovalCountsForNothing()
{
    const auto application = m_office->apply(m_office->clerk(), m_ofd);
    VERIFY_DONE(application);
    plantApproval(m_office->office.at(u"reviewer"_s), *application, m_office->leader().member().id);
    QCOMPARE(reasonToSeal(), QByteArray("sealing.application-pending"));
    QCOMPARE(m_office->findings(m_office->keeper()), QStringList{u"changed 0"_s});
}

void ApplicationReplayTest::whoeverIsNoLeaderAnyMoreEntitlesNothing()
{
    VERIFY_DONE(m_office->sealedFile(UseOffice::file(u"先前的合同"_s)));
    VERIFY_DONE(m_office->approved(m_ofd));
    directory::DirectoryContent content = m_office->keeper().directory().content();
    for (directory::Member &member : content.members)
        member.roles.removeAll(directory::Role::Leader);
    m_office->office.clock.advance(std::chrono::seconds(60));
    VERIFY_DONE(m_office->keeper().takeDirectory(m_office->authority()->signNext(content).value()));
    QCOMPARE(reasonToSeal(), QByteArray("seal-application.not-leader"));
    // What was sealed while it was right stays right, and is told.
    QCOMPARE(m_office->findings(m_office->keeper()), QStringList{u"(approver-not-leader 1)"_s});
}

void ApplicationReplayTest::aRevokedLeaderEntitlesNothing()
{
    VERIFY_DONE(m_office->approved(m_ofd));
    auto authority = m_office->authority();
    const auto certificate = crypto::Certificate::fromDer(m_office->leader().member().signingCertificate).value();
    m_office->office.clock.advance(std::chrono::seconds(60));
    const Instant now = m_office->office.clock.now();
    const auto list = authority->operating().revocationList(
        {{certificate.serialNumber(), now, crypto::RevocationReason::KeyCompromise}}, 1000, now,
        now + std::chrono::days(30));
    VERIFY_DONE(list);
    VERIFY_DONE(authority->keepRevocationList(*list));
    VERIFY_DONE(
        m_office->keeper().takeDirectory(authority->signNext(m_office->keeper().directory().content()).value()));
    QCOMPARE(reasonToSeal(), QByteArray("certificate.revoked"));
}

void ApplicationReplayTest::requestsThatSayNothingAreRefused_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<quint64>("copies");
    QTest::addColumn<QString>("seal");
    QTest::addColumn<QByteArray>("expected");
    const QString name = u"合同.ofd"_s;
    QTest::newRow("no reason") << name << u""_s << quint64(1) << u""_s << QByteArray("seal-application.reason");
    QTest::newRow("a long reason") << name << QString(501, u'字') << quint64(1) << u""_s
                                   << QByteArray("seal-application.reason");
    QTest::newRow("hidden characters") << name << u"签订\u202e合同"_s << quint64(1) << u""_s
                                       << QByteArray("seal-application.reason");
    QTest::newRow("no name") << u""_s << u"签订"_s << quint64(1) << u""_s << QByteArray("seal-application.file-name");
    QTest::newRow("no copy") << name << u"签订"_s << quint64(0) << u""_s << QByteArray("seal-application.copies");
    QTest::newRow("too many") << name << u"签订"_s << MostSealedCopies + 1 << u""_s
                              << QByteArray("seal-application.copies");
    QTest::newRow("no such seal") << name << u"签订"_s << quint64(1) << u"other"_s
                                  << QByteArray("seal-application.no-seal");
}

void ApplicationReplayTest::requestsThatSayNothingAreRefused()
{
    QFETCH(QString, fileName);
    QFETCH(QString, reason);
    QFETCH(quint64, copies);
    QFETCH(QString, seal);
    QFETCH(QByteArray, expected);
    const ApplicationRequest request{m_ofd, fileName, SealId(seal), copies, reason};
    ApplicationService applications(m_office->clerk());
    QCOMPARE(reasonOf(applications.apply(request, m_office->office.pin())), expected);
    QCOMPARE(applications.list()->size(), 0);
}

void ApplicationReplayTest::anApplicationIsFoundByItsBeginning()
{
    const auto id = m_office->apply(m_office->clerk(), m_ofd);
    VERIFY_DONE(id);
    ApplicationService applications(m_office->leader());
    const QString hex = QString::fromLatin1(id->toHex());
    QCOMPARE(applications.find(hex.left(8).toUpper())->applied.id, *id);
    COMPARE_REASON(applications.find(hex.left(7)), "seal-application.id");
    COMPARE_REASON(applications.find(u"00000000"_s), "seal-application.none");
    // What is no OFD at all is not applied for.
    QVERIFY(!ApplicationService(m_office->clerk()).apply({"text", u"a.ofd"_s, {}, 1, u"用"_s}, m_office->office.pin()));
}

QTEST_MAIN(ApplicationReplayTest)
#include "ApplicationReplayTest.moc"
