// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
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
    std::optional<QByteArray> stamp;
    std::function<Result<Instant>(QByteArrayView, QByteArrayView)> timeStamp;
    std::optional<SealRegistration> registration;
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
    signature.stamp = c.stamp;
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
    judgement.timeStamp = c.timeStamp;
    if (c.registration)
        judgement.registration = [&c](const Digest &, Instant) { return *c.registration; };
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
    row("maker revoked before the seal was made", revoke(*m_domain->maker, day(2023, 6, 1)),
        "revoked | maker-certificate failed certificate.revoked");
    row("maker revoked between", revoke(*m_domain->maker, day(2025, 6, 1)),
        "revoked | maker-certificate failed certificate.revoked");
    const auto oldMaker = certified(m_domain->root, Purpose::SealMaker, day(2023, 1, 1), day(2025, 1, 1));
    const auto revokeOldMaker = [oldMaker](Case &c) {
        c.maker = oldMaker.get();
        c.revoked = {{oldMaker->certificate().serialNumber(), day(2024, 6, 1)}};
    };
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
        "withdrawn", [](Case &c) { c.registration = SealRegistration::Withdrawn; },
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
    row(
        "time stamp not checked", [](Case &c) { c.stamp = "token"; },
        "cannot-be-checked | time-stamp not-checked seal.time-stamp-unchecked");
    const auto stampedLate = [](Case &c) {
        c.stamp = "token";
        c.now = day(2031, 1, 1);
        c.timeStamp = [](QByteArrayView, QByteArrayView) -> Result<Instant> { return day(2030, 1, 1); };
    };
    row("time stamp after the seal's end", stampedLate, "expired | seal-validity failed seal.expired");
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
    QByteArray stampedOver;
    const TimeStamper stamper = [&stampedOver](QByteArrayView value) -> Result<QByteArray> {
        stampedOver = value.toByteArray();
        return QByteArray("token");
    };
    const SealSignature signature = must(signWithSeal(seal, *m_domain->office, request, trust, stamper));
    QCOMPARE(stampedOver, signature.value());
    SealJudgement judgement{trust, Today};
    judgement.timeStamp = [&stampedOver](QByteArrayView token, QByteArrayView value) -> Result<Instant> {
        if (token != QByteArrayView("token") || value != stampedOver)
            return Error{ErrorCode::NotTrusted, "test.token", {}};
        return SigningDay;
    };
    const SealVerdict verdict = verify(signature.toDer(), request.dataHash, Path, judgement);
    QCOMPARE(told(verdict), QByteArray("valid"));
    QVERIFY(verdict.isFullyValid());
    QCOMPARE(verdict.signedAt, std::optional(SigningDay));
    QCOMPARE(verdict.steps.size(), 11);
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
