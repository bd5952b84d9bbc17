// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/TimeStampFixtures.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Path = u"/Doc_0/Signs/Sign_0/Signature.xml"_s;
constexpr Instant SigningDay = day(2026, 11, 21);
constexpr Instant Today = day(2026, 12, 1);

/// One signature under test and what it is judged by; a row changes what it is about.
struct Case
{
    SealInfo info;
    crypto::Signer *maker = nullptr;
    crypto::Signer *signer = nullptr;
    Instant at = SigningDay;
    Instant now = Today;
    QByteArray signedContent = "content";
    QByteArray foundContent = "content";
    QString foundPath = Path;
    QList<crypto::RevokedCertificate> revoked;
    bool hasRevocations = true;
    bool hasRawValue = false;
    char unusedBits = 0;
    std::function<QByteArray(const QByteArray &value)> stamper;
    std::optional<SealStanding> registration;
};

using Change = std::function<void(Case &)>;
using Purpose = crypto::CertificatePurpose;
using SignerRef = std::shared_ptr<crypto::KeySigner>;

void row(const char *name, const Change &change, const char *expected)
{
    QTest::newRow(name) << change << QByteArray(expected);
}

/// An SES_Signature without the checks of signWithSeal().
QByteArray freely(const Case &c)
{
    FreeSignature signature{must(makeSeal(c.info, *c.maker)), c.signer, c.at, c.signedContent, Path};
    signature.value = c.hasRawValue ? rawValue : FreeSignature::Value{};
    signature.unusedBits = c.unusedBits;
    signature.stamper = c.stamper;
    return signedFreely(signature);
}

QByteArray told(const SealVerdict &verdict)
{
    QByteArray text = conclusionName(verdict.conclusion);
    for (const SealStepResult &step : verdict.steps) {
        if (step.outcome != StepOutcome::Passed)
            text += " | " + stepName(step.step) + ' ' + outcomeName(step.outcome) + ' ' + step.reason;
    }
    return text;
}

} // namespace

class SealSignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_domain = std::make_unique<SealDomain>(); }
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void isValidWhenSealedByOurselves();
    void takesNoStampThatDoesNotHold();
    void aStampComesAfterTheSignatureAndOnce();
    void refusesToSeal_data();
    void refusesToSeal();
    void isNeverFullyValidAfterAnyByteChanged();
    void refusesEveryTruncation();

private:
    void addGoodRows();
    void addRevocationRows();
    void addCertificateRows();
    void addSealRows();
    void addTimeStampRows();
    void addFalseStampRows(const SignerRef &stamper);
    SignerRef certified(const crypto::CertificateAuthority &authority, Purpose purpose, Instant from = day(2020, 1, 1),
        Instant to = day(2040, 1, 1)) const
    {
        return m_domain->signer(authority, u"另一证书"_s, purpose, from, to);
    }
    Case ordinary() const;
    SealVerdict judge(const Case &c) const;
    std::unique_ptr<SealDomain> m_domain;
};

Case SealSignatureTest::ordinary() const
{
    Case c;
    c.info = m_domain->officeSeal();
    c.maker = m_domain->maker.get();
    c.signer = m_domain->office.get();
    return c;
}

SealVerdict SealSignatureTest::judge(const Case &c) const
{
    crypto::TrustStore trust;
    if (c.hasRevocations)
        trust = m_domain->trust(c.revoked);
    else
        trust.addRoot(m_domain->root.certificate());
    SealJudgement judgement{trust, c.now};
    if (c.registration)
        judgement.registration = [&c](const Digest &) { return *c.registration; };
    return verify(freely(c), crypto::sm3(c.foundContent), c.foundPath, judgement);
}

void SealSignatureTest::tellsWhatIsWrong_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("expected");
    addGoodRows();
    addRevocationRows();
    addCertificateRows();
    addSealRows();
    addTimeStampRows();
}

void SealSignatureTest::addGoodRows()
{
    row(
        "ordinary", [](Case &) {}, "valid");
    row(
        "raw value r, s", [](Case &c) { c.hasRawValue = true; }, "valid");
    const auto nameByDigest = [](Case &c) {
        c.info.signerCertificates.clear();
        c.info.signerDigests = {{u"SM3"_s, c.signer->certificate().fingerprint().toBytes()}};
    };
    row("signer named by digest", nameByDigest, "valid");
    const auto oldMaker = certified(m_domain->root, Purpose::SealMaker, day(2023, 1, 1), day(2025, 1, 1));
    row(
        "maker's certificate has run out since", [oldMaker](Case &c) { c.maker = oldMaker.get(); }, "valid");
    row(
        "path without its slash", [](Case &c) { c.foundPath = Path.sliced(1); }, "valid");
    row(
        "registered", [](Case &c) { c.registration = SealRegistration::Registered; }, "valid");
    row(
        "certificate has run out since", [](Case &c) { c.now = day(2041, 1, 1); }, "valid");
    row(
        "other extension",
        [](Case &c) {
            c.info.extensions = {{"1.2.3", false, "x"}};
        },
        "valid");
    row(
        "unused bits", [](Case &c) { c.unusedBits = 1; }, "valid-with-remarks | format warning seal.odd-encoding");
    row(
        "other property", [](Case &c) { c.foundPath = u"/other.xml"_s; },
        "valid-with-remarks | property-info warning seal.property");
    row(
        "other content", [](Case &c) { c.foundContent = "changed"; },
        "content-changed | data-hash failed seal.data-hash");
}

void SealSignatureTest::addRevocationRows()
{
    const auto revoke = [](const crypto::Signer &signer, Instant at) {
        const crypto::RevokedCertificate entry{signer.certificate().serialNumber(), at};
        return [entry](Case &c) { c.revoked = {entry}; };
    };
    row("revoked after signing", revoke(*m_domain->office, day(2026, 11, 22)),
        "valid-with-remarks | signing-time warning certificate.revoked-later");
    row("revoked before signing", revoke(*m_domain->office, day(2026, 11, 20)),
        "revoked | signing-time failed certificate.revoked");
    const auto suspend = [](const crypto::Signer &signer, Instant at) {
        const crypto::RevokedCertificate entry{
            signer.certificate().serialNumber(), at, crypto::RevocationReason::CertificateHold};
        return [entry](Case &c) { c.revoked = {entry}; };
    };
    row("suspended after signing", suspend(*m_domain->office, day(2026, 11, 22)),
        "valid-with-remarks | signing-time warning certificate.suspended-later");
    row("suspended at the time of signing", suspend(*m_domain->office, day(2026, 11, 20)),
        "suspended | signing-time failed certificate.suspended");
    row("maker suspended between", suspend(*m_domain->maker, day(2025, 6, 1)),
        "suspended | maker-certificate failed certificate.suspended");
    row("maker revoked before the seal was made", revoke(*m_domain->maker, day(2023, 6, 1)),
        "revoked | maker-certificate failed certificate.revoked");
    row("maker revoked between", revoke(*m_domain->maker, day(2025, 6, 1)),
        "revoked | maker-certificate failed certificate.revoked");
    const auto oldMaker = certified(m_domain->root, Purpose::SealMaker, day(2023, 1, 1), day(2025, 1, 1));
    const auto revokeOldMaker = [oldMaker](Case &c) {
        c.maker = oldMaker.get();
        c.revoked = {{oldMaker->certificate().serialNumber(), day(2024, 6, 1)}};
    };
    const auto suspendOldMaker = [oldMaker, suspend](Case &c) {
        c.maker = oldMaker.get();
        suspend(*oldMaker, day(2024, 6, 1))(c);
    };
    row("maker suspended, and has run out since", suspendOldMaker,
        "suspended | maker-certificate failed certificate.suspended");
    row("maker revoked, and has run out since", revokeOldMaker,
        "revoked | maker-certificate failed certificate.revoked");
    row(
        "no list of revocations", [](Case &c) { c.hasRevocations = false; },
        "cannot-be-checked | signing-time not-checked seal.revocation-unknown | maker-certificate not-checked "
        "seal.revocation-unknown");
}

void SealSignatureTest::addCertificateRows()
{
    const auto sealedBy = [](const SignerRef &signer) {
        return [signer](Case &c) {
            c.signer = signer.get();
            c.info.signerCertificates = {signer->certificate().toDer()};
        };
    };
    row(
        "other unit's key, not in the list", [this](Case &c) { c.signer = m_domain->finance.get(); },
        "signer-invalid | signer-listed failed seal.signer-not-listed");
    row("signer of a foreign root", sealedBy(certified(m_domain->foreignRoot, Purpose::Unit)),
        "signer-invalid | signer-certificate failed certificate.chain | signing-time not-checked "
        "seal.signer-certificate");
    row("a member with the unit's seal", sealedBy(certified(m_domain->root, Purpose::Member)),
        "signer-invalid | signer-certificate failed certificate.purpose | signing-time not-checked "
        "seal.signer-certificate");
    row("signer's certificate expired",
        sealedBy(certified(m_domain->root, Purpose::Unit, day(2020, 1, 1), day(2025, 1, 1))),
        "expired | signing-time failed certificate.expired");
    row("signer's certificate not yet valid",
        sealedBy(certified(m_domain->root, Purpose::Unit, day(2027, 1, 1), day(2030, 1, 1))),
        "expired | signing-time failed certificate.not-yet-valid");
    const auto strangeMaker = certified(m_domain->foreignRoot, Purpose::SealMaker);
    row(
        "maker of a foreign root", [strangeMaker](Case &c) { c.maker = strangeMaker.get(); },
        "seal-invalid | maker-certificate failed certificate.chain");
    row(
        "a unit as maker", [this](Case &c) { c.maker = m_domain->office.get(); },
        "seal-invalid | maker-certificate failed certificate.purpose");
}

void SealSignatureTest::addSealRows()
{
    row(
        "seal expired", [](Case &c) { c.info.validTo = day(2026, 1, 1); },
        "expired | seal-validity failed seal.expired");
    row(
        "seal not yet valid", [](Case &c) { c.info.validFrom = day(2027, 1, 1); },
        "expired | seal-validity failed seal.not-yet-valid");
    row(
        "signed tomorrow", [](Case &c) { c.now = day(2026, 11, 20); },
        "signature-invalid | signing-time failed seal.signed-in-future");
    row(
        "not registered", [](Case &c) { c.registration = SealRegistration::NotRegistered; },
        "seal-invalid | seal-registration failed seal.not-registered");
    row(
        "withdrawn", [](Case &c) { c.registration = SealStanding(SealRegistration::Registered, {Withdrawal{}}); },
        "revoked | seal-registration failed seal.withdrawn");
    row(
        "directory away", [](Case &c) { c.registration = SealRegistration::Unknown; },
        "cannot-be-checked | seal-registration not-checked seal.registration-unknown");
    row(
        "critical extension",
        [](Case &c) {
            c.info.extensions = {{"1.2.3", true, "x"}};
        },
        "cannot-be-checked | format not-checked seal.critical-extension");
}

void SealSignatureTest::addTimeStampRows()
{
    const SignerRef stamper = certified(m_domain->root, Purpose::TimeStamp, day(2020, 1, 1), day(2044, 1, 1));
    const auto stamped = [stamper](Instant at) {
        return [stamper, at](Case &c) {
            c.now = std::max(c.now, at);
            c.stamper = [stamper, at](const QByteArray &value) { return stampedBy(*stamper, at, value); };
        };
    };
    const auto stampedThen = [stamped](Instant at, const Change &change) {
        return [stamped, at, change](Case &c) {
            stamped(at)(c);
            change(c);
        };
    };
    const auto revoked = [](const crypto::Signer &signer, Instant at, crypto::RevocationReason reason) {
        const crypto::RevokedCertificate entry{signer.certificate().serialNumber(), at, reason};
        return [entry](Case &c) { c.revoked = {entry}; };
    };
    using Reason = crypto::RevocationReason;
    row("stamped", stamped(SigningDay), "valid");
    row("stamped after the seal's end", stamped(day(2030, 1, 1)), "expired | seal-validity failed seal.expired");
    row("stamped after the certificate's end, signed before", stamped(day(2040, 6, 1)),
        "expired | signing-time failed certificate.expired | seal-validity failed seal.expired | time-stamp "
        "not-checked seal.revocation-unknown");
    row("signer revoked after the stamp",
        stampedThen(SigningDay, revoked(*m_domain->office, day(2026, 11, 22), Reason::KeyCompromise)),
        "valid-with-remarks | signing-time warning certificate.revoked-later");
    row("claims a time before the revocation, stamped after it",
        stampedThen(day(2026, 11, 25), revoked(*m_domain->office, day(2026, 11, 22), Reason::KeyCompromise)),
        "revoked | signing-time failed certificate.revoked");
    row("stamped in the future", stampedThen(SigningDay, [](Case &c) { c.now = day(2026, 11, 20); }),
        "signature-invalid | signing-time failed seal.signed-in-future");
    row("stamp, but no list of revocations", stampedThen(SigningDay, [](Case &c) { c.hasRevocations = false; }),
        "cannot-be-checked | signing-time not-checked seal.revocation-unknown | maker-certificate not-checked "
        "seal.revocation-unknown | time-stamp not-checked seal.revocation-unknown");
    row("stamper retired later", stampedThen(SigningDay, revoked(*stamper, day(2026, 11, 22), Reason::Superseded)),
        "valid");
    row("stamper's key lost later",
        stampedThen(SigningDay, revoked(*stamper, day(2026, 11, 22), Reason::KeyCompromise)),
        "signature-invalid | time-stamp failed time-stamp.authority-revoked");
    row("stamper revoked before", stampedThen(SigningDay, revoked(*stamper, day(2026, 11, 20), Reason::Superseded)),
        "signature-invalid | time-stamp failed time-stamp.authority");
    addFalseStampRows(stamper);
}

void SealSignatureTest::addFalseStampRows(const SignerRef &stamper)
{
    const auto with = [](const std::function<QByteArray(const QByteArray &)> &stamp) {
        return [stamp](Case &c) { c.stamper = stamp; };
    };
    row("no time stamp but words", with([](const QByteArray &) { return QByteArray("token"); }),
        "signature-invalid | time-stamp failed time-stamp.form");
    row("stamp of another signature",
        with([stamper](const QByteArray &) { return stampedBy(*stamper, SigningDay, "another value"); }),
        "signature-invalid | time-stamp failed time-stamp.imprint");
    row("stamp with an altered time", with([stamper](const QByteArray &value) {
        return stampedBy(*stamper, SigningDay, value).replace("20261121000000Z", "20251121000000Z");
    }),
        "signature-invalid | time-stamp failed cms.digest");
    const auto byAnybody = [](const SignerRef &signer) {
        return [signer](const QByteArray &value) { return stampedFreely({.at = SigningDay, .data = value}, *signer); };
    };
    row("stamped by a unit's key", with(byAnybody(certified(m_domain->root, Purpose::Unit))),
        "signature-invalid | time-stamp failed time-stamp.authority");
    const auto ofAnotherSuite = [stamper](const QByteArray &value) {
        return stampedFreely({.at = SigningDay, .data = value, .method = "1.3.14.3.2.26"}, *stamper);
    };
    row("stamp over a digest that is not known here", with(ofAnotherSuite),
        "cannot-be-checked | time-stamp not-checked time-stamp.digest-method");
    row("stamped by an authority of elsewhere", with(byAnybody(certified(m_domain->foreignRoot, Purpose::TimeStamp))),
        "cannot-be-checked | time-stamp not-checked time-stamp.authority-unknown");
}

void SealSignatureTest::tellsWhatIsWrong()
{
    QFETCH(std::function<void(Case &)>, change);
    QFETCH(QByteArray, expected);
    Case c = ordinary();
    change(c);
    QCOMPARE(told(judge(c)), expected);
}

void SealSignatureTest::isValidWhenSealedByOurselves()
{
    const crypto::TrustStore trust = m_domain->trust();
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const SealingRequest request{crypto::sm3("content"), Path, SigningDay};
    const auto authority = certified(m_domain->root, Purpose::TimeStamp);
    const Instant stampedAt = SigningDay + std::chrono::minutes(3);
    const TimeStamper stamper = [&](QByteArrayView value) -> Result<QByteArray> {
        return stampedBy(*authority, stampedAt, value);
    };
    const SealSignature signature = must(signWithSeal(seal, *m_domain->office, request, trust, stamper));
    const SealJudgement judgement{trust, Today};
    const SealVerdict verdict = verify(signature.toDer(), request.dataHash, Path, judgement);
    QCOMPARE(told(verdict), QByteArray("valid"));
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.signedAt, std::optional(stampedAt));
    QCOMPARE(verdict.stampedAt, std::optional(stampedAt));
    QCOMPARE(signature.claimedTime(), std::optional(SigningDay));
    QCOMPARE(verdict.revocationsAsOf, std::optional(day(2026, 11, 1)));
    QCOMPARE(verdict.steps.size(), 11);
}

void SealSignatureTest::takesNoStampThatDoesNotHold()
{
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const auto authority = certified(m_domain->root, Purpose::TimeStamp);
    const TimeStamper stamper = [&](QByteArrayView) -> Result<QByteArray> {
        return stampedBy(*authority, SigningDay, "something else");
    };
    const auto sealed =
        signWithSeal(seal, *m_domain->office, {crypto::sm3("content"), Path, SigningDay}, m_domain->trust(), stamper);
    QVERIFY(!sealed);
    QCOMPARE(sealed.error().reason, "time-stamp.imprint");
}

void SealSignatureTest::aStampComesAfterTheSignatureAndOnce()
{
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const auto authority = certified(m_domain->root, Purpose::TimeStamp);
    const auto sealed =
        must(signWithSeal(seal, *m_domain->office, {crypto::sm3("content"), Path, SigningDay}, m_domain->trust()));
    QVERIFY(!sealed.timeStamp());
    const QByteArray token = stampedBy(*authority, SigningDay, sealed.value());
    const auto stamped = must(withTimeStamp(sealed, token, m_domain->trust()));
    QCOMPARE(stamped.timeStamp(), std::optional(token));
    // What was signed, and by whom, is as it was.
    QVERIFY(stamped.verifyValue());
    QCOMPARE(stamped.value(), sealed.value());
    const auto verdict = verify(stamped, crypto::sm3("content"), Path, {m_domain->trust(), SigningDay});
    QVERIFY(verdict.stampedAt == SigningDay);
    const auto reasonOf = [&](const SealSignature &signature, const QByteArray &stamp) {
        const auto result = withTimeStamp(signature, stamp, m_domain->trust());
        return result ? QByteArray() : result.error().reason;
    };
    QCOMPARE(reasonOf(stamped, token), QByteArray("seal.time-stamp"));
    QCOMPARE(reasonOf(sealed, stampedBy(*authority, SigningDay, "something else")), QByteArray("time-stamp.imprint"));
    QCOMPARE(reasonOf(sealed, "no stamp"), QByteArray("time-stamp.form"));
}

void SealSignatureTest::refusesToSeal_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("reason");
    row(
        "other unit", [this](Case &c) { c.signer = m_domain->finance.get(); }, "seal.signer-not-listed");
    row(
        "expired seal", [](Case &c) { c.at = day(2029, 6, 1); }, "seal.expired");
    row(
        "seal not yet valid", [](Case &c) { c.at = day(2023, 6, 1); }, "seal.not-yet-valid");
    row(
        "expired certificate", [](Case &c) { c.at = day(2041, 6, 1); }, "certificate.expired");
    row(
        "unit as maker", [this](Case &c) { c.maker = m_domain->finance.get(); }, "certificate.purpose");
    row(
        "revoked",
        [](Case &c) {
            c.revoked = {{c.signer->certificate().serialNumber(), day(2025, 1, 1)}};
        },
        "certificate.revoked");
    row(
        "maker revoked",
        [](Case &c) {
            c.revoked = {{c.maker->certificate().serialNumber(), day(2025, 1, 1)}};
        },
        "certificate.revoked");
    row(
        "path that is not ASCII", [](Case &c) { c.foundPath = u"/签名.xml"_s; }, "seal.property");
}

void SealSignatureTest::refusesToSeal()
{
    QFETCH(std::function<void(Case &)>, change);
    QFETCH(QByteArray, reason);
    Case c = ordinary();
    change(c);
    const ElectronicSeal seal = must(makeSeal(c.info, *c.maker));
    const auto sealed =
        signWithSeal(seal, *c.signer, {crypto::sm3("content"), c.foundPath, c.at}, m_domain->trust(c.revoked));
    QVERIFY(!sealed);
    QCOMPARE(sealed.error().reason, reason);
}

void SealSignatureTest::isNeverFullyValidAfterAnyByteChanged()
{
    const crypto::TrustStore trust = m_domain->trust();
    const SealJudgement judgement{trust, Today};
    const QByteArray good = freely(ordinary());
    const Digest hash = crypto::sm3("content");
    QVERIFY(verify(good, hash, Path, judgement).isFullyValid());
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray changed = good;
        // One bit each time, another one from byte to byte.
        changed[i] = static_cast<char>(changed[i] ^ (1 << i % 8));
        const SealVerdict verdict = verify(changed, hash, Path, judgement);
        QVERIFY2(!verdict.isFullyValid(), QByteArray::number(i).constData());
    }
}

void SealSignatureTest::refusesEveryTruncation()
{
    const QByteArray good = freely(ordinary());
    for (qsizetype size = 0; size < good.size(); ++size)
        QVERIFY2(!SealSignature::fromDer(good.first(size)), QByteArray::number(size).constData());
    QVERIFY(!SealSignature::fromDer(good + '\0'));
}

QTEST_GUILESS_MAIN(SealSignatureTest)
#include "SealSignatureTest.moc"
