// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/seal/SesForms.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using crypto::DerTag;
using crypto::DerWriter;
using Purpose = crypto::CertificatePurpose;

namespace {

/// One seal that was made or used wrongly, and what is said of it.
struct Variant
{
    const char *name;
    std::function<void(FreeSes &)> change;
    const char *told;                ///< The conclusion, then every step that did not pass with its reason.
    const char *toldOfOld = nullptr; ///< Where the older form says something else; "none" where it has no such thing.
};

} // namespace

/// T19 `ses_matrix`: seals of wrong makers, for other units, by signers who are not in their list, outside their
/// periods, of wrong forms; each in both versions of the structure, each with a reason of its own.
class SesMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyVariantHasItsReason_data();
    void everyVariantHasItsReason();
    void theMatrixIsLargeEnough();
    void whatIsNotForTheDomainIsRefusedByRootsToo_data();
    void whatIsNotForTheDomainIsRefusedByRootsToo();

private:
    using SignerRef = std::shared_ptr<crypto::KeySigner>;
    FreeSes ordinary(FreeSes::Form form) const { return ordinarySes(*m_domain, form); }
    QByteArray judge(const QByteArray &der, CertificateProfiles profiles = CertificateProfiles::OwnDomain) const;
    SignerRef certified(const crypto::CertificateAuthority &authority, Purpose purpose, Instant from = day(2020, 1, 1),
        Instant to = day(2040, 1, 1)) const
    {
        return m_domain->signer(authority, u"另一证书"_s, purpose, from, to);
    }
    QList<Variant> variants() const;
    QList<Variant> ofMakers() const;
    QList<Variant> ofSigners() const;
    QList<Variant> ofLists() const;
    QList<Variant> ofPeriods() const;
    QList<Variant> ofForms() const;
    QList<Variant> good() const;

    std::unique_ptr<SealDomain> m_domain;
};

void SesMatrixTest::initTestCase()
{
    m_domain = std::make_unique<SealDomain>();
}

QByteArray SesMatrixTest::judge(const QByteArray &der, CertificateProfiles profiles) const
{
    const crypto::RevokedCertificate revoked{m_domain->finance->certificate().serialNumber(), day(2026, 1, 1)};
    const crypto::TrustStore trust = m_domain->trust({revoked});
    SealJudgement judgement{trust, day(2026, 12, 1)};
    judgement.profiles = profiles;
    return toldBy(verify(der, crypto::sm3("content"), SesPath, judgement));
}

QList<Variant> SesMatrixTest::ofMakers() const
{
    const auto madeBy = [](const SignerRef &maker) { return [maker](FreeSes &ses) { ses.maker = maker.get(); }; };
    const auto signedFor = [](const SignFunction &sign) { return [sign](FreeSes &ses) { ses.makerSign = sign; }; };
    const SealDomain *domain = m_domain.get();
    const auto otherKey = [domain](const QByteArray &toSign) { return must(domain->finance->sign(toSign)); };
    const auto otherBytes = [domain](const QByteArray &toSign) { return must(domain->maker->sign(toSign + ' ')); };
    const auto rootAsMaker = [domain](FreeSes &ses) {
        ses.makerCertificate = domain->root.certificate().toDer();
        ses.makerSign = [domain](const QByteArray &toSign) { return must(domain->root.key().sign(toSign)); };
    };
    return {
        {"maker of a foreign root", madeBy(certified(m_domain->foreignRoot, Purpose::SealMaker)),
            "seal-invalid | maker-certificate certificate.chain"},
        {"a unit as maker", madeBy(certified(m_domain->root, Purpose::Unit)),
            "seal-invalid | maker-certificate certificate.purpose"},
        {"a member as maker", madeBy(certified(m_domain->root, Purpose::Member)),
            "seal-invalid | maker-certificate certificate.purpose"},
        {"a desktop as maker", madeBy(certified(m_domain->root, Purpose::Desktop)),
            "seal-invalid | maker-certificate certificate.purpose"},
        {"the root as maker", rootAsMaker, "seal-invalid | maker-certificate certificate.purpose"},
        {"its own signer as maker", [domain](FreeSes &ses) { ses.maker = domain->office.get(); },
            "seal-invalid | maker-certificate certificate.purpose"},
        {"maker's certificate not yet valid",
            madeBy(certified(m_domain->root, Purpose::SealMaker, day(2027, 1, 1), day(2040, 1, 1))),
            "seal-invalid | maker-certificate certificate.not-yet-valid"},
        {"maker's certificate had run out when it made the seal",
            madeBy(certified(m_domain->root, Purpose::SealMaker, day(2020, 1, 1), day(2023, 6, 1))),
            "seal-invalid | maker-certificate certificate.expired"},
        {"maker's value by another key", signedFor(otherKey), "seal-invalid | maker-signature seal.maker-signature"},
        {"maker's value over other bytes", signedFor(otherBytes),
            "seal-invalid | maker-signature seal.maker-signature"},
        {"maker's value empty", signedFor([](const QByteArray &) { return QByteArray(); }),
            "seal-invalid | maker-signature seal.maker-signature"},
        {"no certificate of a maker", [](FreeSes &ses) { ses.makerCertificate = "no certificate"; },
            "seal-invalid | maker-signature seal.maker-certificate | maker-certificate seal.maker-certificate"},
    };
}

QList<Variant> SesMatrixTest::ofSigners() const
{
    const auto sealedBy = [](const SignerRef &signer) {
        return [signer](FreeSes &ses) {
            ses.signer = signer.get();
            ses.info.signerCertificates = {signer->certificate().toDer()};
        };
    };
    const SealDomain *domain = m_domain.get();
    const auto valueBy = [](const SignFunction &sign) { return [sign](FreeSes &ses) { ses.sign = sign; }; };
    const auto otherKey = [domain](const QByteArray &toSign) { return must(domain->finance->sign(toSign)); };
    const auto otherBytes = [domain](const QByteArray &toSign) { return must(domain->office->sign(toSign + ' ')); };
    const char *purpose = "signer-invalid | signer-certificate certificate.purpose | signing-time "
                          "seal.signer-certificate";
    const auto personal = [](FreeSes &ses) { ses.type = 2; };
    const auto revoked = [domain](FreeSes &ses) {
        ses.signer = domain->finance.get();
        ses.info.signerCertificates = {domain->finance->certificate().toDer()};
    };
    const auto noCertificate = [](FreeSes &ses) {
        ses.signerCertificate = "no certificate";
        ses.info.signerCertificates = {"no certificate"};
    };
    return {
        {"signer of a foreign root", sealedBy(certified(m_domain->foreignRoot, Purpose::Unit)),
            "signer-invalid | signer-certificate certificate.chain | signing-time seal.signer-certificate"},
        {"a member with a unit's seal", sealedBy(certified(m_domain->root, Purpose::Member)), purpose},
        {"a desktop with a unit's seal", sealedBy(certified(m_domain->root, Purpose::Desktop)), purpose},
        {"the unit's encryption certificate", sealedBy(certified(m_domain->root, Purpose::UnitEncryption)), purpose},
        {"a seal maker with a unit's seal", sealedBy(certified(m_domain->root, Purpose::SealMaker)), purpose},
        {"a unit with a personal seal", personal, purpose},
        {"signer's certificate had run out",
            sealedBy(certified(m_domain->root, Purpose::Unit, day(2020, 1, 1), day(2026, 11, 20))),
            "expired | signing-time certificate.expired"},
        {"signer's certificate not yet valid",
            sealedBy(certified(m_domain->root, Purpose::Unit, day(2026, 11, 22), day(2040, 1, 1))),
            "expired | signing-time certificate.not-yet-valid"},
        {"signer was revoked before", revoked, "revoked | signing-time certificate.revoked"},
        {"value by another key", valueBy(otherKey), "signature-invalid | signature-value signature.value"},
        {"value over other bytes", valueBy(otherBytes), "signature-invalid | signature-value signature.value"},
        {"value empty", valueBy([](const QByteArray &) { return QByteArray(); }),
            "signature-invalid | signature-value signature.value"},
        {"no certificate of a signer", noCertificate,
            "signature-invalid | signature-value seal.signer-certificate | signer-certificate "
            "seal.signer-certificate | signing-time seal.no-time"},
    };
}

QList<Variant> SesMatrixTest::ofLists() const
{
    const char *notListed = "signer-invalid | signer-listed seal.signer-not-listed";
    const QByteArray office = m_domain->office->certificate().toDer();
    const Digest officeDigest = m_domain->office->certificate().fingerprint();
    const auto twin = certified(m_domain->root, Purpose::Unit);
    const auto list = [](const QList<QByteArray> &certificates) {
        return [certificates](FreeSes &ses) { ses.info.signerCertificates = certificates; };
    };
    const auto digest = [](const QString &algorithm, const QByteArray &value) {
        return [=](FreeSes &ses) {
            ses.info.signerCertificates.clear();
            ses.info.signerDigests = {{algorithm, value}};
        };
    };
    const auto typed = [](int type) { return [type](FreeSes &ses) { ses.listType = type; }; };
    const QByteArray own = officeDigest.toBytes();
    QByteArray cut = office;
    cut.chop(1);
    QByteArray changed = office;
    changed[changed.size() - 1] = static_cast<char>(changed.back() ^ 1);
    return {
        {"another unit's certificate in the list", list({twin->certificate().toDer()}), notListed},
        {"an empty list", list({}), notListed},
        {"its certificate less one byte in the list", list({cut}), notListed},
        {"its certificate with another signature in the list", list({changed}), notListed},
        {"the list names its issuer", list({m_domain->root.certificate().toDer()}), notListed},
        {"digest of another certificate", digest(u"SM3"_s, twin->certificate().fingerprint().toBytes()), notListed,
            "none"},
        {"digest cut short", digest(u"SM3"_s, own.first(16)), notListed, "none"},
        {"empty digest", digest(u"SM3"_s, {}), notListed, "none"},
        {"digest by a method that is not SM3", digest(u"SHA-256"_s, own), notListed, "none"},
        {"digest by MD5", digest(u"MD5"_s, own.first(16)), notListed, "none"},
        {"list of a kind that there is not", typed(3), "malformed | format seal.form", "none"},
        {"certificates called digests", typed(2), "malformed | format der.tag", "none"},
    };
}

QList<Variant> SesMatrixTest::ofPeriods() const
{
    const auto period = [](Instant from, Instant to) {
        return [=](FreeSes &ses) {
            ses.info.validFrom = from;
            ses.info.validTo = to;
        };
    };
    const auto at = [](Instant when) { return [when](FreeSes &ses) { ses.at = when; }; };
    const auto time = [](const char *text) { return [text](FreeSes &ses) { ses.timeText = text; }; };
    const auto older = [&](const char *name, const char *text, const char *toldOfOld) {
        return Variant{name, time(text), "valid", toldOfOld};
    };
    return {
        {"seal had run out the day before", period(day(2024, 1, 1), day(2026, 11, 20)),
            "expired | seal-validity seal.expired"},
        {"seal begins the day after", period(day(2026, 11, 22), day(2029, 1, 1)),
            "expired | seal-validity seal.not-yet-valid"},
        {"period that ends before it begins", period(day(2029, 1, 1), day(2024, 1, 1)),
            "expired | seal-validity seal.not-yet-valid"},
        {"signed tomorrow", at(day(2026, 12, 3)), "signature-invalid | signing-time seal.signed-in-future"},
        {"signed before the seal was there", at(day(2023, 6, 1)), "expired | seal-validity seal.not-yet-valid"},
        {"signed before its certificate", at(day(2019, 6, 1)),
            "seal-invalid | signing-time certificate.not-yet-valid | maker-certificate certificate.not-yet-valid | "
            "seal-validity seal.not-yet-valid"},
        older("time without a zone", "20261121000000", "valid"),
        older("time that is none", "yesterday",
            "cannot-be-checked | signer-certificate seal.no-time | signing-time seal.no-time | seal-validity "
            "seal.no-time | time-stamp seal.time-stamp-unchecked"),
        older("a thirteenth month", "20261321000000Z",
            "cannot-be-checked | signer-certificate seal.no-time | signing-time seal.no-time | seal-validity "
            "seal.no-time | time-stamp seal.time-stamp-unchecked"),
    };
}

QList<Variant> SesMatrixTest::ofForms() const
{
    const auto hash = [](const QByteArray &bytes) { return [bytes](FreeSes &ses) { ses.dataHash = bytes; }; };
    const QByteArray own = crypto::sm3("content").toBytes();
    const char *changed = "content-changed | data-hash seal.data-hash";
    const auto width = [](const DerWriter &form) { return [form](FreeSes &ses) { ses.width = form.bytes(); }; };
    const QByteArray more = DerWriter().utf8String(u"x"_s).bytes();
    return {
        {"digest of something else", hash(crypto::sm3("x").toBytes()), changed},
        {"digest cut short", hash(own.first(31)), changed},
        {"digest of no bytes", hash({}), changed},
        {"digest with a byte more", hash(own + '\0'), changed},
        {"another path", [](FreeSes &ses) { ses.path = u"/x.xml"_s; },
            "valid-with-remarks | property-info seal.property"},
        {"mark that is not ES", [](FreeSes &ses) { ses.mark = u"EX"_s; }, "malformed | format seal.form"},
        {"seal of version 3", [](FreeSes &ses) { ses.headerVersion = 3; }, "malformed | format seal.version"},
        {"signature of version 9", [](FreeSes &ses) { ses.version = 9; }, "malformed | format seal.version", "valid"},
        {"picture without a width", width(DerWriter().integer(0)), "malformed | format seal.form"},
        {"picture of a negative width", width(DerWriter().integer(-42)), "malformed | format seal.form"},
        {"picture of a metre", width(DerWriter().integer(1000)), "malformed | format seal.form"},
        {"width that is no number", width(DerWriter().utf8String(u"42"_s)), "malformed | format der.tag"},
        {"one element more in the seal", [more](FreeSes &ses) { ses.behindSeal = more; },
            "malformed | format der.trailing"},
        {"one element more in what is signed", [more](FreeSes &ses) { ses.behindSigned = more; },
            "malformed | format der.trailing"},
        {"one element more in the signature", [more](FreeSes &ses) { ses.behind = more; },
            "malformed | format der.trailing"},
        {"name that is longer than a name", [](FreeSes &ses) { ses.info.name = QString(400, u'县'); },
            "malformed | format der.text-size"},
    };
}

QList<Variant> SesMatrixTest::good() const
{
    const SealDomain *domain = m_domain.get();
    const auto person = certified(m_domain->root, Purpose::Member);
    const auto personal = [person](FreeSes &ses) {
        ses.type = 2;
        ses.signer = person.get();
        ses.info.signerCertificates = {person->certificate().toDer()};
    };
    const auto several = [domain](FreeSes &ses) {
        ses.info.signerCertificates.prepend(domain->finance->certificate().toDer());
    };
    const auto byDigest = [domain](FreeSes &ses) {
        ses.info.signerCertificates.clear();
        ses.info.signerDigests = {{u"sm3"_s, domain->office->certificate().fingerprint().toBytes()}};
    };
    const auto raw = [domain](FreeSes &ses) {
        ses.sign = [domain](const QByteArray &toSign) { return rawValue(must(domain->office->sign(toSign))); };
    };
    return {
        {"ordinary", [](FreeSes &) {}, "valid"},
        {"a member's personal seal", personal, "valid"},
        {"several signers in the list", several, "valid"},
        {"signer named by digest", byDigest, "valid", "none"},
        {"number of type that makers differ in", [](FreeSes &ses) { ses.type = 3; }, "valid"},
        {"value as raw numbers", raw, "valid"},
        {"path without its slash", [](FreeSes &ses) { ses.path = SesPath.sliced(1); }, "valid"},
        {"the last moment of the seal", [](FreeSes &ses) { ses.info.validTo = day(2026, 11, 21); }, "valid"},
        {"the first moment of the seal", [](FreeSes &ses) { ses.info.validFrom = day(2026, 11, 21); }, "valid"},
        {"algorithm named after the curve", [](FreeSes &ses) { ses.algorithm = "1.2.156.10197.1.301.1"; },
            "valid-with-remarks | format seal.odd-encoding"},
    };
}

QList<Variant> SesMatrixTest::variants() const
{
    return good() + ofMakers() + ofSigners() + ofLists() + ofPeriods() + ofForms();
}

void SesMatrixTest::everyVariantHasItsReason_data()
{
    QTest::addColumn<QByteArray>("der");
    QTest::addColumn<QByteArray>("expected");
    for (const Variant &variant : variants()) {
        const QByteArray old = variant.toldOfOld ? variant.toldOfOld : variant.told;
        FreeSes ses = ordinary(FreeSes::Form::New);
        variant.change(ses);
        QTest::addRow("version 4: %s", variant.name) << sesBytes(ses) << QByteArray(variant.told);
        if (old == "none")
            continue;
        ses = ordinary(FreeSes::Form::Old);
        variant.change(ses);
        QTest::addRow("version 1: %s", variant.name) << sesBytes(ses) << old;
    }
}

void SesMatrixTest::everyVariantHasItsReason()
{
    QFETCH(const QByteArray, der);
    QFETCH(const QByteArray, expected);
    QCOMPARE(judge(der), expected);
}

void SesMatrixTest::theMatrixIsLargeEnough()
{
    qsizetype wrong = 0;
    for (const Variant &variant : variants())
        wrong += QByteArray(variant.told) == "valid" ? 0 : 1;
    QVERIFY2(wrong >= 50, QByteArray::number(wrong).constData());
}

/// By roots alone the purposes of certificates are nobody's to ask, and every other fault stays one.
void SesMatrixTest::whatIsNotForTheDomainIsRefusedByRootsToo_data()
{
    QTest::addColumn<QByteArray>("der");
    QTest::addColumn<QByteArray>("expected");
    for (const Variant &variant : variants()) {
        if (QByteArray(variant.told).contains("certificate.purpose"))
            continue;
        FreeSes ses = ordinary(FreeSes::Form::New);
        variant.change(ses);
        QTest::newRow(variant.name) << sesBytes(ses) << QByteArray(variant.told);
    }
}

void SesMatrixTest::whatIsNotForTheDomainIsRefusedByRootsToo()
{
    QFETCH(const QByteArray, der);
    QFETCH(const QByteArray, expected);
    QCOMPARE(judge(der, CertificateProfiles::AnyHierarchy), expected);
}

QTEST_GUILESS_MAIN(SesMatrixTest)
#include "SesMatrixTest.moc"
