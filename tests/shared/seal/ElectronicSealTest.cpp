// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using crypto::DerWriter;

Q_DECLARE_METATYPE(Instant)
Q_DECLARE_METATYPE(SealStanding)

class ElectronicSealTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_domain = std::make_unique<SealDomain>(); }
    void saysWhatItWasMadeWith();
    void refusesToMake_data();
    void refusesToMake();
    void readsVersion5WithItsTimeStamp();
    void readsOtherNumbersOfTypeAndRefusesOtherVersions();
    void isItsMakersOnly();
    void concludesByTheFirstRuleThatFits_data();
    void concludesByTheFirstRuleThatFits();
    void isNotValidWithoutEveryStep();
    void tellsWhatASealByItselfIsWorth_data();
    void tellsWhatASealByItselfIsWorth();

private:
    std::unique_ptr<SealDomain> m_domain;
};

void ElectronicSealTest::saysWhatItWasMadeWith()
{
    SealInfo info = m_domain->officeSeal();
    info.type = SealType::Personal;
    info.extensions = {{"1.2.3", true, "x"}, {"1.2.4", false, "y"}};
    const ElectronicSeal made = must(makeSeal(info, *m_domain->maker));
    const ElectronicSeal read = must(ElectronicSeal::fromDer(made.toDer()));
    QCOMPARE(read.version(), SealVersion::V4);
    QCOMPARE(read.info().vendor, info.vendor);
    QCOMPARE(read.info().id, info.id);
    QCOMPARE(read.info().type, info.type);
    QCOMPARE(read.info().name, info.name);
    QCOMPARE(read.info().signerCertificates, info.signerCertificates);
    QVERIFY(read.info().created == info.created && read.info().validFrom == info.validFrom);
    QVERIFY(read.info().validTo == info.validTo);
    QVERIFY(read.info().face == info.face);
    QVERIFY(read.info().extensions == info.extensions);
    QCOMPARE(read.makerCertificate(), m_domain->maker->certificate().toDer());
    QVERIFY(!read.hasOddEncoding());
}

void ElectronicSealTest::refusesToMake_data()
{
    using Change = std::function<void(SealInfo &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const Change &change, const char *reason) {
        QTest::newRow(name) << change << QByteArray(reason);
    };
    row(
        "no id", [](SealInfo &i) { i.id.clear(); }, "seal.id");
    row(
        "id that is not ASCII", [](SealInfo &i) { i.id = u"章1"_s; }, "seal.id");
    row(
        "no vendor", [](SealInfo &i) { i.vendor.clear(); }, "seal.vendor");
    row(
        "unknown type", [](SealInfo &i) { i.type = SealType::Other; }, "seal.type");
    row(
        "no name", [](SealInfo &i) { i.name.clear(); }, "seal.name");
    row(
        "name over its limit", [](SealInfo &i) { i.name = QString(400, u'县'); }, "seal.name");
    row(
        "no signer", [](SealInfo &i) { i.signerCertificates.clear(); }, "seal.signers");
    row(
        "both lists",
        [](SealInfo &i) {
            i.signerDigests = {{u"SM3"_s, QByteArray(32, 'x')}};
        },
        "seal.signers");
    row(
        "no certificate", [](SealInfo &i) { i.signerCertificates = {"not a certificate"}; }, "seal.signers");
    row(
        "ends before it begins", [](SealInfo &i) { i.validTo = i.validFrom; }, "seal.period");
    row(
        "no picture", [](SealInfo &i) { i.face.bytes.clear(); }, "seal.face");
    row(
        "picture over its limit", [](SealInfo &i) { i.face.bytes = QByteArray(limits::Picture + 1, 'x'); },
        "seal.face");
    row(
        "no width", [](SealInfo &i) { i.face.width = 0; }, "seal.face");
}

void ElectronicSealTest::refusesToMake()
{
    QFETCH(std::function<void(SealInfo &)>, change);
    QFETCH(QByteArray, reason);
    SealInfo info = m_domain->officeSeal();
    change(info);
    const auto made = makeSeal(info, *m_domain->maker);
    QVERIFY(!made);
    QCOMPARE(made.error().reason, reason);
}

/// The seal with one byte sequence of its eSealInfo replaced by another of the same size, and the maker's value as it
/// was.
static QByteArray replaced(const ElectronicSeal &seal, const QByteArray &from, const QByteArray &to)
{
    QByteArray der = seal.toDer();
    const qsizetype at = der.indexOf(from);
    if (at < 0 || from.size() != to.size())
        qFatal("nothing to replace");
    return der.replace(at, from.size(), to);
}

void ElectronicSealTest::readsVersion5WithItsTimeStamp()
{
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const QByteArray five = replaced(
        seal, DerWriter().ia5String(u"ES"_s).integer(4).bytes(), DerWriter().ia5String(u"ES"_s).integer(5).bytes());
    crypto::DerReader outer(five);
    const QByteArray content = must(outer.element()).content.toByteArray();
    DerWriter stamped;
    stamped.raw(content).explicitTag(0, DerWriter().bitString("token"));
    const ElectronicSeal read = must(ElectronicSeal::fromDer(DerWriter().sequence(stamped).bytes()));
    QCOMPARE(read.version(), SealVersion::V5);
}

void ElectronicSealTest::readsOtherNumbersOfTypeAndRefusesOtherVersions()
{
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const QByteArray name = DerWriter().utf8String(m_domain->officeSeal().name).bytes();
    const QByteArray three =
        replaced(seal, DerWriter().integer(1).raw(name).bytes(), DerWriter().integer(3).raw(name).bytes());
    QCOMPARE(must(ElectronicSeal::fromDer(three)).info().type, SealType::Other);
    const QByteArray seven = replaced(
        seal, DerWriter().ia5String(u"ES"_s).integer(4).bytes(), DerWriter().ia5String(u"ES"_s).integer(7).bytes());
    const auto unknown = ElectronicSeal::fromDer(seven);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().reason, QByteArray("seal.version"));
}

void ElectronicSealTest::isItsMakersOnly()
{
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    QVERIFY(seal.verifyMakerSignature());
    QByteArray other = u"样例县人民政府财政局"_s.toUtf8();
    const ElectronicSeal forged =
        must(ElectronicSeal::fromDer(replaced(seal, u"样例县人民政府办公室"_s.toUtf8(), other)));
    const auto verified = forged.verifyMakerSignature();
    QVERIFY(!verified);
    QCOMPARE(verified.error().reason, QByteArray("seal.maker-signature"));
    QVERIFY(forged.digest() != seal.digest());
}

void ElectronicSealTest::concludesByTheFirstRuleThatFits_data()
{
    QTest::addColumn<QList<SealStepResult>>("steps");
    QTest::addColumn<QByteArray>("expected");
    using enum StepOutcome;
    const auto row = [](const char *name, const QList<SealStepResult> &steps, const char *expected) {
        QTest::newRow(name) << steps << QByteArray(expected);
    };
    const SealStepResult changed{SealStep::DataHash, Failed, "seal.data-hash", {}};
    const SealStepResult expired{SealStep::SealValidity, Failed, "seal.expired", {}};
    const SealStepResult revoked{SealStep::SigningTime, Failed, "certificate.revoked", {}};
    const SealStepResult suspendedThen{SealStep::SigningTime, Failed, "certificate.suspended", {}};
    const SealStepResult otherMethod{SealStep::SignatureMethod, Failed, "seal.other-method", {}};
    const SealStepResult forged{SealStep::SignatureValue, Failed, "signature.value", {}};
    const SealStepResult unknown{SealStep::SigningTime, NotChecked, "seal.revocation-unknown", {}};
    const SealStepResult odd{SealStep::Format, Warning, "seal.odd-encoding", {}};
    row("a forged value says nothing about the content", {changed, expired, forged}, "signature-invalid");
    row("changed content before an expired seal", {expired, changed}, "content-changed");
    row("revoked before expired", {expired, revoked}, "revoked");
    row("suspended before expired", {expired, suspendedThen}, "suspended");
    row("revoked before suspended", {suspendedThen, revoked}, "revoked");
    row("another algorithm than the file names", {otherMethod, unknown}, "signature-invalid");
    row("failed before unknown", {unknown, expired}, "expired");
    row("unknown before odd", {odd, unknown}, "cannot-be-checked");
    row("odd", {odd}, "valid-with-remarks");
}

void ElectronicSealTest::concludesByTheFirstRuleThatFits()
{
    QFETCH(QList<SealStepResult>, steps);
    QFETCH(QByteArray, expected);
    QCOMPARE(conclusionName(conclude(steps)), expected);
    std::reverse(steps.begin(), steps.end());
    QCOMPARE(conclusionName(conclude(steps)), expected);
}

void ElectronicSealTest::isNotValidWithoutEveryStep()
{
    QList<SealStepResult> steps;
    for (int step = 0; step <= static_cast<int>(SealStep::SignerListed); ++step)
        steps.append({static_cast<SealStep>(step), StepOutcome::Passed, {}, {}});
    QVERIFY(conclude(steps) == SealConclusion::Valid);
    for (qsizetype i = 0; i < steps.size(); ++i) {
        QList<SealStepResult> lacking = steps;
        lacking.removeAt(i);
        QVERIFY(conclude(lacking) == SealConclusion::CannotBeChecked);
    }
    QVERIFY(conclude({}) == SealConclusion::CannotBeChecked);
}

void ElectronicSealTest::tellsWhatASealByItselfIsWorth_data()
{
    QTest::addColumn<Instant>("now");
    QTest::addColumn<SealStanding>("standing");
    QTest::addColumn<QByteArray>("expected");
    const Instant within = day(2026, 11, 25);
    const auto row = [](const char *name, Instant now, const SealStanding &standing, const char *expected) {
        QTest::newRow(name) << now << standing << QByteArray(expected);
    };
    const Instant since = day(2026, 11, 20);
    const Withdrawal revoked{Withdrawal::Kind::Revoked, Withdrawal::Manner::Doubtful, since, {}, "lost"};
    const Withdrawal suspended{Withdrawal::Kind::Suspended, Withdrawal::Manner::Orderly, since, {}, "keeper-changed"};
    Withdrawal lifted = suspended;
    lifted.until = day(2026, 11, 22);
    const auto registered = SealRegistration::Registered;
    row("valid", within, registered, "valid");
    row("revoked", within, {registered, {revoked}}, "revoked");
    row("revoked since nobody knows when", within, {registered, {Withdrawal{}}}, "revoked");
    row("suspended", within, {registered, {suspended}}, "suspended");
    row("suspended once", within, {registered, {lifted}}, "valid");
    row("suspended once and revoked", within, {registered, {lifted, revoked}}, "revoked");
    row("nobody's", within, SealRegistration::NotRegistered, "seal-invalid");
    row("not looked up", within, SealRegistration::Unknown, "cannot-be-checked");
    row("run out", day(2029, 2, 1), registered, "expired");
}

void ElectronicSealTest::tellsWhatASealByItselfIsWorth()
{
    QFETCH(Instant, now);
    QFETCH(SealStanding, standing);
    QFETCH(QByteArray, expected);
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const crypto::TrustStore trust = m_domain->trust();
    SealJudgement judgement{trust, now};
    judgement.registration = [standing](const Digest &) { return standing; };
    QCOMPARE(conclusionName(verifySeal(seal, judgement).conclusion), expected);
    // Not asked is another thing than answered: the step is not there at all.
    judgement.registration = {};
    QVERIFY(!verifySeal(seal, judgement).result(SealStep::SealRegistration));
    // A maker whom nobody trusts, a unit that is no maker, and nothing known of revocations.
    crypto::TrustStore foreign;
    foreign.addRoot(m_domain->foreignRoot.certificate());
    QVERIFY(verifySeal(seal, {foreign, now}).conclusion == SealConclusion::SealInvalid);
    const ElectronicSeal ofUnit = must(makeSeal(m_domain->officeSeal(), *m_domain->finance));
    QVERIFY(verifySeal(ofUnit, {trust, now}).conclusion == SealConclusion::SealInvalid);
    crypto::TrustStore unlisted;
    unlisted.addRoot(m_domain->root.certificate());
    QVERIFY(verifySeal(seal, {unlisted, day(2026, 11, 25)}).conclusion == SealConclusion::CannotBeChecked);
}

QTEST_GUILESS_MAIN(ElectronicSealTest)
#include "ElectronicSealTest.moc"
