// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/authority/AuthorityOffice.h"

#include "shared/crypto/Sm3.h"
#include "shared/journal/Database.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using directory::Role;

/// 证书台账: who may do what, and that nothing of it can be taken away.
class CertificateRegisterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesACertificateTheWholeWay();
    void noOfficerDoesAnothersWork();
    void nobodyDecidesWhatTheyAskedFor();
    void onePersonIsOneOfficer();
    void onlyTheOperatingAuthorityMakesOfficers();
    void whoIsNoOfficerAnyMoreDoesNothing();
    void anOfficerWhoseCertificateEndedDoesNothing();
    void issuesOnlyWhatWasApproved();
    void suspendsReleasesAndRevokes();
    void renewsUnderTheSameName();
    void publishesListsThatADesktopBelieves();
    void refusesReasonsAndWordsThatAreNone();
    void whatIsRefusedChangesNothing();
    void takesWhatAnotherProgramWrote();
    void everyAlteredOrMissingActIsFound();
    void whoNotedTheHeadSeesThatTheEndWasCutOff();
    void tellsWhatACertificateIsWorth();
    void anActUnderAForeignKeyIsFound();
    void aCertificateOfAnotherAuthorityIsFound();
    void readsNoActThatWasBentWhileOtherwiseWhole();
};

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray("none") : result.error().reason;
}

/// Lets a test write past the register.
void alter(const QString &path, const QByteArray &sql)
{
    auto database = std::move(journal::Database::open(path, {std::nullopt, 0x57594131}).value());
    QVERIFY(database->execute(sql));
}

} // namespace

void CertificateRegisterTest::takesACertificateTheWholeWay()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    const auto reopened = office.open();
    QCOMPARE(reopened->head(), certificates->head());
    const RegisteredCertificate *registered = reopened->state().certificate(serial);
    QVERIFY(registered);
    QCOMPARE(registered->certificate.subjectId(), u"unit/leader"_s);
    QCOMPARE(registered->certificate.commonName(), u"沈国栋"_s);
    QVERIFY(!registered->revocation);
    QVERIFY(office.trust.verify(registered->certificate, crypto::CertificatePurpose::Member, office.clock.now()));
    QCOMPARE(reopened->state().applications().begin()->second.state, ApplicationState::Done);
    QVERIFY(reopened->verify(office.trust));
}

void CertificateRegisterTest::noOfficerDoesAnothersWork()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    const auto key = crypto::PrivateKey::generate().value();
    const RegisterContent application = office.application(u"unit/clerk"_s, key.publicKey());
    const quint64 number = certificates->append(application, office.system).value();
    const RegisterContent decision = ApplicationDecision{number, true, {}};
    const RegisterContent revocation = CertificateRevocation{serial, crypto::RevocationReason::KeyCompromise, {}};
    const RegisterContent list = ListPublication{1, std::nullopt, crypto::sm3("list")};
    // What each of the three may not do; the auditor, nothing at all.
    for (const RegisterContent &content : {application, list})
        QCOMPARE(reasonOf(certificates->append(content, office.security)), "register.role");
    for (const RegisterContent &content : {decision, revocation})
        QCOMPARE(reasonOf(certificates->append(content, office.system)), "register.role");
    for (const RegisterContent &content : {application, decision, revocation, list})
        QCOMPARE(reasonOf(certificates->append(content, office.auditor)), "register.role");
    for (const RegisterContent &content : {application, decision, revocation, list})
        QCOMPARE(reasonOf(certificates->append(content, office.operatingSigner)), "register.officer");
    QVERIFY(certificates->append(decision, office.security));
}

void CertificateRegisterTest::nobodyDecidesWhatTheyAskedFor()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const auto key = crypto::PrivateKey::generate().value();
    const RegisterContent application = office.application(u"unit/clerk"_s, key.publicKey());
    const quint64 number = certificates->append(application, office.system).value();
    // The one who asked is made the one who decides.
    const auto next = office.officer(u"authority/next"_s);
    QVERIFY(certificates->appendAll(
        {OfficerAppointment{Role::SystemAdministrator, next.certificate().toDer()},
            OfficerAppointment{Role::SecurityAdministrator, office.system.certificate().toDer()}},
        office.operatingSigner));
    const RegisterContent decision = ApplicationDecision{number, true, {}};
    QCOMPARE(reasonOf(certificates->append(decision, office.system)), "register.same-person");
    // Nor under a second certificate of theirs.
    const auto second = office.officer(office.system.certificate().subjectId());
    QVERIFY(certificates->append(
        OfficerAppointment{Role::SecurityAdministrator, second.certificate().toDer()}, office.operatingSigner));
    auto secondSigner = crypto::KeySigner(crypto::PrivateKey::generate().value(), second.certificate());
    QCOMPARE(reasonOf(certificates->append(decision, secondSigner)), "register.same-person");
}

void CertificateRegisterTest::onePersonIsOneOfficer()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const auto again = certificates->append(
        OfficerAppointment{Role::Auditor, office.system.certificate().toDer()}, office.operatingSigner);
    QCOMPARE(reasonOf(again), "register.same-person");
    QCOMPARE(reasonOf(certificates->append(
                 OfficerAppointment{Role::Clerk, office.auditor.certificate().toDer()}, office.operatingSigner)),
        "register.role");
    QCOMPARE(certificates->state().officers().size(), 3);
}

void CertificateRegisterTest::onlyTheOperatingAuthorityMakesOfficers()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const auto next = office.officer(u"authority/next"_s);
    const RegisterContent appointment = OfficerAppointment{Role::Auditor, next.certificate().toDer()};
    for (crypto::KeySigner *signer : {&office.system, &office.security, &office.auditor})
        QCOMPARE(reasonOf(certificates->append(appointment, *signer)), "register.officer");
    QVERIFY(certificates->append(appointment, office.operatingSigner));
}

void CertificateRegisterTest::whoIsNoOfficerAnyMoreDoesNothing()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    auto next = office.officer(u"authority/next"_s);
    QVERIFY(certificates->append(
        OfficerAppointment{Role::SecurityAdministrator, next.certificate().toDer()}, office.operatingSigner));
    const RegisterContent revocation = CertificateRevocation{serial, crypto::RevocationReason::KeyCompromise, {}};
    QCOMPARE(reasonOf(certificates->append(revocation, office.security)), "register.officer");
    QVERIFY(certificates->append(revocation, next));
    // What the officer of before did still holds.
    QVERIFY(office.open()->verify(office.trust));
}

void CertificateRegisterTest::anOfficerWhoseCertificateEndedDoesNothing()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const auto key = crypto::PrivateKey::generate().value();
    const RegisterContent application = office.application(u"unit/clerk"_s, key.publicKey());
    QVERIFY(certificates->append(CertificateIssue{0, office.system.certificate().toDer()}, office.operatingSigner));
    const QByteArray serial = office.system.certificate().serialNumber();
    QVERIFY(certificates->append(
        CertificateRevocation{serial, crypto::RevocationReason::CertificateHold, {}}, office.security));
    QCOMPARE(reasonOf(certificates->append(application, office.system)), "register.officer");
    office.clock.time = office.security.certificate().notAfter() + std::chrono::seconds(1);
    QCOMPARE(reasonOf(certificates->append(
                 CertificateRevocation{serial, crypto::RevocationReason::KeyCompromise, {}}, office.security)),
        "register.officer");
}

void CertificateRegisterTest::issuesOnlyWhatWasApproved()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    CertificationService service(*certificates, office.operating, office.environment);
    const auto key = crypto::PrivateKey::generate().value();
    const CertificateApplication application = office.application(u"unit/clerk"_s, key.publicKey());
    const quint64 number = certificates->append(application, office.system).value();
    QCOMPARE(reasonOf(service.issue(number, office.system)), "register.not-approved");
    QCOMPARE(reasonOf(service.issue(number + 7, office.system)), "register.no-application");
    QVERIFY(certificates->append(ApplicationDecision{number, true, u"核对无误"_s}, office.security));
    QCOMPARE(
        reasonOf(certificates->append(ApplicationDecision{number, false, {}}, office.security)), "register.decided");
    // Another key, name, purpose or length than what was approved does not get in.
    const auto other = [&](const crypto::CertificateSubject &subject, crypto::CertificatePurpose purpose,
                           const crypto::PublicKey &of, int days) {
        const Instant from = office.clock.now();
        const auto made =
            office.operating.issue(subject, purpose, of, from, from + std::chrono::days(days), office.random).value();
        return reasonOf(certificates->append(CertificateIssue{number, made.toDer()}, office.system));
    };
    using Purpose = crypto::CertificatePurpose;
    const auto strange = crypto::PrivateKey::generate().value();
    QCOMPARE(other(application.subject, Purpose::Member, strange.publicKey(), 300), "register.other-certificate");
    QCOMPARE(other({u"别人"_s, u"市政府办"_s, u"unit/clerk"_s}, Purpose::Member, key.publicKey(), 300),
        "register.other-certificate");
    QCOMPARE(other({u"沈国栋"_s, u"市政府办"_s, u"unit/other"_s}, Purpose::Member, key.publicKey(), 300),
        "register.other-certificate");
    QCOMPARE(other(application.subject, Purpose::SealMaker, key.publicKey(), 300), "register.other-certificate");
    QCOMPARE(other(application.subject, Purpose::Member, key.publicKey(), 3 * 365 + 1), "register.other-certificate");
    QVERIFY(service.issue(number, office.system));
    QCOMPARE(reasonOf(service.issue(number, office.system)), "register.decided");
    const quint64 refused = certificates->append(application, office.system).value();
    QVERIFY(certificates->append(ApplicationDecision{refused, false, u"材料不全"_s}, office.security));
    QCOMPARE(reasonOf(service.issue(refused, office.system)), "register.decided");
    QVERIFY(certificates->verify(office.trust));
}

void CertificateRegisterTest::suspendsReleasesAndRevokes()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    const auto revoke = [&](crypto::RevocationReason reason) {
        return reasonOf(certificates->append(CertificateRevocation{serial, reason, u"遗失"_s}, office.security));
    };
    const auto release = [&] { return certificates->append(ReleaseApplication{serial, u"找回"_s}, office.system); };
    QCOMPARE(reasonOf(release()), "register.state");
    const Instant suspendedAt = office.clock.now();
    QCOMPARE(revoke(crypto::RevocationReason::CertificateHold), "none");
    QVERIFY(certificates->state().certificate(serial)->isSuspended());
    QCOMPARE(revoke(crypto::RevocationReason::CertificateHold), "register.state");
    // Two people lift it.
    const quint64 number = release().value();
    QVERIFY(certificates->state().certificate(serial)->isSuspended());
    QVERIFY(certificates->append(ApplicationDecision{number, true, {}}, office.security));
    QVERIFY(!certificates->state().certificate(serial)->revocation);
    // Suspended once more and then revoked: from the moment on which it was suspended.
    QCOMPARE(revoke(crypto::RevocationReason::CertificateHold), "none");
    const quint64 tooLate = release().value();
    office.clock.time += std::chrono::hours(5);
    QCOMPARE(revoke(crypto::RevocationReason::KeyCompromise), "none");
    QVERIFY(certificates->state().certificate(serial)->isRevoked());
    QCOMPARE(certificates->state().certificate(serial)->revocation->revokedAt, suspendedAt);
    QCOMPARE(reasonOf(certificates->append(ApplicationDecision{tooLate, true, {}}, office.security)), "register.state");
    QCOMPARE(revoke(crypto::RevocationReason::Superseded), "register.state");
    QCOMPARE(reasonOf(release()), "register.state");
    QVERIFY(office.open()->state().certificate(serial)->isRevoked());
}

void CertificateRegisterTest::renewsUnderTheSameName()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    CertificationService service(*certificates, office.operating, office.environment);
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    CertificateApplication next = renewalOf(certificates->state(), serial, 2).value();
    CertificateApplication bent = next;
    bent.subject.subjectId = u"unit/other"_s;
    QCOMPARE(reasonOf(certificates->append(bent, office.system)), "register.renewal");
    bent = next;
    bent.purpose = crypto::CertificatePurpose::Unit;
    QCOMPARE(reasonOf(certificates->append(bent, office.system)), "register.renewal");
    const quint64 number = certificates->append(next, office.system).value();
    const quint64 twin = certificates->append(next, office.system).value();
    QVERIFY(certificates->append(ApplicationDecision{number, true, {}}, office.security));
    QVERIFY(certificates->append(ApplicationDecision{twin, true, {}}, office.security));
    const auto renewed = service.issue(number, office.system).value();
    QCOMPARE(certificates->state().certificate(serial)->replacedBy, renewed.serialNumber());
    QCOMPARE(renewed.publicKey().toDer(), certificates->state().certificate(serial)->certificate.publicKey().toDer());
    QCOMPARE(reasonOf(service.issue(twin, office.system)), "register.state");
    QCOMPARE(reasonOf(renewalOf(certificates->state(), "00ff", 1)), "register.no-certificate");
}

void CertificateRegisterTest::publishesListsThatADesktopBelieves()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    CertificationService service(*certificates, office.operating, office.environment);
    using Kind = CertificateRegister::ListKind;
    const auto lost = office.issued(*certificates, u"unit/lost"_s);
    const auto held = office.issued(*certificates, u"unit/held"_s);
    QCOMPARE(
        reasonOf(service.publish(Kind::Delta, std::chrono::hours(24), office.system)), "register.no-complete-list");
    QVERIFY(certificates->append(
        CertificateRevocation{held, crypto::RevocationReason::CertificateHold, {}}, office.security));
    const QByteArray complete = service.publish(Kind::Complete, std::chrono::hours(24 * 30), office.system).value();
    office.clock.time += std::chrono::hours(1);
    QVERIFY(certificates->append(
        CertificateRevocation{lost, crypto::RevocationReason::KeyCompromise, {}}, office.security));
    const quint64 release = certificates->append(ReleaseApplication{held, {}}, office.system).value();
    QVERIFY(certificates->append(ApplicationDecision{release, true, {}}, office.security));
    const QByteArray delta = service.publish(Kind::Delta, std::chrono::hours(24), office.system).value();
    const auto worth = [&](const QByteArray &serial) {
        const crypto::Certificate certificate = certificates->state().certificate(serial)->certificate;
        return reasonOf(office.trust.verify(certificate, crypto::CertificatePurpose::Member, office.clock.now()));
    };
    QVERIFY(office.trust.addRevocationList(complete));
    QCOMPARE(worth(held), "certificate.suspended");
    QCOMPARE(worth(lost), "none");
    QVERIFY(office.trust.addRevocationList(delta));
    QCOMPARE(worth(held), "none");
    QCOMPARE(worth(lost), "certificate.revoked");
    const auto reopened = office.open();
    QCOMPARE(reopened->list(Kind::Complete).value(), complete);
    QCOMPARE(reopened->list(Kind::Delta).value(), delta);
    QCOMPARE(reopened->state().lastListNumber(), 2U);
    QVERIFY(reopened->verify(office.trust));
}

void CertificateRegisterTest::refusesReasonsAndWordsThatAreNone()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    const auto revoke = [&](crypto::RevocationReason reason, const QString &words) {
        return reasonOf(certificates->append(CertificateRevocation{serial, reason, words}, office.security));
    };
    QCOMPARE(revoke(crypto::RevocationReason::RemoveFromList, {}), "register.reason");
    QCOMPARE(revoke(crypto::RevocationReason(7), {}), "register.reason");
    QCOMPARE(revoke(crypto::RevocationReason::Superseded, QString(501, u'字')), "register.words");
    QCOMPARE(revoke(crypto::RevocationReason::Superseded, u"遗\u202e失"_s), "register.words");
    const auto apply = [&](auto change) {
        CertificateApplication bent =
            office.application(u"unit/clerk"_s, crypto::PrivateKey::generate().value().publicKey());
        change(bent);
        return reasonOf(certificates->append(bent, office.system));
    };
    QCOMPARE(apply([](auto &bent) { bent.publicKey.chop(1); }), "crypto.public-key-form");
    QCOMPARE(apply([](auto &bent) { bent.years = 0; }), "register.application");
    QCOMPARE(apply([](auto &bent) { bent.subject.commonName.clear(); }), "register.application");
    QCOMPARE(apply([](auto &bent) { bent.purpose = crypto::CertificatePurpose::OperatingAuthority; }),
        "register.application");
    QCOMPARE(apply([](auto &bent) { bent.renews = "00ff"; }), "register.no-certificate");
}

void CertificateRegisterTest::whatIsRefusedChangesNothing()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const auto key = crypto::PrivateKey::generate().value();
    const Digest head = certificates->head();
    // The second of two is refused: the first goes as well.
    const auto both = certificates->appendAll(
        {office.application(u"unit/clerk"_s, key.publicKey()), ReleaseApplication{"00ff", {}}}, office.system);
    QCOMPARE(reasonOf(both), "register.no-certificate");
    QCOMPARE(certificates->head(), head);
    QCOMPARE(certificates->state().size(), 3U);
    QVERIFY(certificates->state().applications().empty());
    QCOMPARE(office.open()->head(), head);
}

void CertificateRegisterTest::takesWhatAnotherProgramWrote()
{
    AuthorityOffice office;
    auto here = office.staffed();
    auto there = office.open();
    const auto key = crypto::PrivateKey::generate().value();
    const quint64 number = here->append(office.application(u"unit/clerk"_s, key.publicKey()), office.system).value();
    QVERIFY(there->append(ApplicationDecision{number, true, {}}, office.security));
    QVERIFY(here->append(office.application(u"unit/other"_s, key.publicKey()), office.system));
    QCOMPARE(here->state().applications().at(number).state, ApplicationState::Approved);
    QCOMPARE(here->state().size(), 6U);
    QVERIFY(office.open()->verify(office.trust));
}

void CertificateRegisterTest::everyAlteredOrMissingActIsFound()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    (void)office.issued(*certificates, u"unit/leader"_s);
    const quint64 size = certificates->state().size();
    certificates.reset();
    const auto reopened = [&] {
        const auto opened = CertificateRegister::open(office.path(), office.operating.certificate(), office.clock);
        return opened ? reasonOf((*opened)->verify(office.trust)) : opened.error().reason;
    };
    QCOMPARE(reopened(), "none");
    const QString copy = office.folder.filePath(u"copy.db"_s);
    for (quint64 number = 1; number <= size; ++number) {
        const QByteArray at = QByteArray::number(number);
        // A signature exchanged for another one of the register's breaks the chain at the next act, or, at the last
        // one, does not hold.
        for (const QByteArray &sql : {"DELETE FROM register_acts WHERE number = " + at,
                 "UPDATE register_acts SET bytes = CAST(bytes || x'00' AS BLOB) WHERE number = " + at,
                 "UPDATE register_acts SET signature = (SELECT signature FROM register_acts WHERE number = "
                     + QByteArray::number(number == 1 ? 2 : 1) + ") WHERE number = " + at}) {
            if (sql.startsWith("DELETE") && number == size)
                continue; // The tail: seen by who keeps size and head, not by the register.
            QFile::remove(copy);
            QVERIFY(QFile::copy(office.path(), copy));
            alter(office.path(), sql);
            QVERIFY2(reopened() != "none", sql.constData());
            QVERIFY(QFile::remove(office.path()));
            QFile::remove(office.path() + u"-wal"_s);
            QFile::remove(office.path() + u"-shm"_s);
            QVERIFY(QFile::copy(copy, office.path()));
        }
    }
    QCOMPARE(reopened(), "none");
}

void CertificateRegisterTest::whoNotedTheHeadSeesThatTheEndWasCutOff()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const Digest early = certificates->head();
    const quint64 earlySize = certificates->state().size();
    (void)office.issued(*certificates, u"unit/leader"_s);
    const Digest late = certificates->head();
    QCOMPARE(certificates->findNoted(early).value(), earlySize); // It went on since.
    QCOMPARE(certificates->findNoted(late).value(), certificates->state().size());
    certificates.reset();
    alter(office.path(), "DELETE FROM register_acts WHERE number = (SELECT max(number) FROM register_acts)");
    const auto cut = office.open();
    QVERIFY(cut->verify(office.trust)); // The chain alone does not show it.
    QCOMPARE(reasonOf(cut->findNoted(late)), "register.head");
    QCOMPARE(cut->findNoted(early).value(), earlySize);
}

void CertificateRegisterTest::tellsWhatACertificateIsWorth()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    const QByteArray serial = office.issued(*certificates, u"unit/leader"_s);
    const auto standing = [&](Instant at) { return standingOf(*certificates->state().certificate(serial), at); };
    const Instant ends = certificates->state().certificate(serial)->certificate.notAfter();
    QCOMPARE(standing(ends), CertificateStanding::Good);
    QCOMPARE(standing(ends + std::chrono::seconds(1)), CertificateStanding::Expired);
    using crypto::RevocationReason;
    const auto revoke = [&](RevocationReason reason) {
        QVERIFY(certificates->append(CertificateRevocation{serial, reason, {}}, office.security));
    };
    revoke(RevocationReason::CertificateHold);
    QCOMPARE(standing(office.clock.now()), CertificateStanding::Suspended);
    revoke(RevocationReason::Superseded);
    QCOMPARE(standing(office.clock.now()), CertificateStanding::Revoked);
    QCOMPARE(standing(ends + std::chrono::seconds(1)), CertificateStanding::Revoked);
}

void CertificateRegisterTest::anActUnderAForeignKeyIsFound()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    // A key of one's own with the officer's certificate: the rules let it pass, the signature does not hold.
    crypto::KeySigner impostor(crypto::PrivateKey::generate().value(), office.system.certificate());
    const auto key = crypto::PrivateKey::generate().value();
    QVERIFY(certificates->append(office.application(u"unit/clerk"_s, key.publicKey()), impostor));
    QCOMPARE(reasonOf(office.open()->verify(office.trust)), "register.signature");
}

void CertificateRegisterTest::aCertificateOfAnotherAuthorityIsFound()
{
    AuthorityOffice office;
    AuthorityOffice others;
    auto certificates = office.staffed();
    const auto foreign = others.officer(u"unit/leader"_s).certificate();
    QVERIFY(certificates->append(CertificateIssue{0, foreign.toDer()}, office.operatingSigner));
    QCOMPARE(reasonOf(office.open()->verify(office.trust)), "certificate.chain");
}

void CertificateRegisterTest::readsNoActThatWasBentWhileOtherwiseWhole()
{
    AuthorityOffice office;
    auto certificates = office.staffed();
    for (const SignedAct &act : certificates->acts()) {
        for (qsizetype cut = 0; cut < act.bytes.size(); ++cut)
            QVERIFY(!readAct(act.bytes.left(cut), act.signature));
        const auto again = readAct(act.bytes, act.signature).value();
        QCOMPARE(again.digest(), act.digest());
        QCOMPARE(again.act.number, act.act.number);
    }
}

QTEST_GUILESS_MAIN(CertificateRegisterTest)
#include "CertificateRegisterTest.moc"
