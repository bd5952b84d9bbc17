// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/FormerSigners.h"

#include "shared/crypto/Sm3.h"
#include "shared/directory/DirectoryChange.h"
#include "shared/directory/DirectoryCodec.h"
#include "shared/directory/PeerDomain.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using crypto::Certificate;
using crypto::CertificatePurpose;
using tests::Hierarchy;

/// 曾用证书 (decision 57).
class FormerSignersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_content = m_domain.content(); }
    void aRenewalKeepsTheCertificatesOfBefore();
    void whatHasNoneIsWrittenAsBefore();
    void formsSurviveWritingAndReading();
    void countsWhileItHeldAndWasNotRevoked();
    void anothersCountsForNobody();
    void theServersCountToo();
    void otherDomainsAreTold();
    void hostileListsAreRefused_data();
    void hostileListsAreRefused();
    void oneOfAnUnknownAuthorityCountsNever();

private:
    using Spoil = void (*)(FormerSignersTest &);

    QByteArray renewUnit()
    {
        const QByteArray next = m_domain.certificate(u"jyzf"_s, CertificatePurpose::Unit, Hierarchy::days(365));
        const auto renewed = applyChange(m_content, RenewCertificate{next, KeyChange::NewKey});
        return renewed ? next : renewed.error().reason;
    }
    Unit &office() { return m_content.units.first(); }
    Result<Directory> open()
    {
        WENYI_TRY(const QByteArray bytes, Directory::sign(m_content, m_domain.authority()));
        return Directory::open(bytes, m_domain.hierarchy().trust(), Hierarchy::now());
    }

    tests::SampleDomain m_domain;
    DirectoryContent m_content;
};

namespace {

Digest fingerprintOf(const QByteArray &der)
{
    return Certificate::fromDer(der)->fingerprint();
}

SignatureClaim claimOf(const QByteArray &der, Instant at = Hierarchy::now())
{
    return {fingerprintOf(der), at};
}

/// Which certificate verifies it: "former", "present", or why none does.
QByteArray verdictOf(const Directory &directory, const crypto::TrustStore &trust, const SignatureClaim &claim,
    const UnitCode &unit = UnitCode(u"jyzf"_s))
{
    const auto signer = unitSigner(directory, trust, unit, claim, Hierarchy::now());
    if (!signer)
        return signer.error().reason;
    return signer->toDer() == directory.unit(unit)->signingCertificate ? "present" : "former";
}

} // namespace

void FormerSignersTest::aRenewalKeepsTheCertificatesOfBefore()
{
    QList<QByteArray> all{office().signingCertificate};
    for (int i = 0; i < 6; ++i)
        all.prepend(renewUnit());
    QCOMPARE(office().signingCertificate, all.at(0));
    QCOMPARE(office().formerCertificates, all.mid(1, MostFormer));
    // The same once more is no renewal.
    QVERIFY(applyChange(m_content, RenewCertificate{all.at(0), KeyChange::SameKey}));
    QCOMPARE(office().formerCertificates, all.mid(1, MostFormer));
    // Nobody verifies anything by what was encrypted for.
    const QByteArray encryption = m_domain.certificate(u"jyzf"_s, CertificatePurpose::UnitEncryption);
    QVERIFY(applyChange(m_content, RenewCertificate{encryption, KeyChange::NewKey}));
    QCOMPARE(office().formerCertificates.size(), MostFormer);
}

void FormerSignersTest::whatHasNoneIsWrittenAsBefore()
{
    const auto formOf = [](const DirectoryContent &content) { return encodeContent(content).at(1); };
    QCOMPARE(formOf(m_content), char(3));
    renewUnit();
    QCOMPARE(formOf(m_content), char(6));
    // One form for each content: an empty list is not written in the newest.
    QByteArray bytes = encodeContent(m_content);
    office().formerCertificates.clear();
    QCOMPARE(formOf(m_content), char(3));
    QVERIFY(decodeContent(bytes));
    bytes[1] = 7;
    QCOMPARE(decodeContent(bytes).error().reason, QByteArray("directory.version-form"));
    bytes[1] = 5;
    QVERIFY(!decodeContent(bytes));
}

void FormerSignersTest::formsSurviveWritingAndReading()
{
    renewUnit();
    renewUnit();
    m_content.server.formerCertificates = {m_domain.certificate(u"server"_s, CertificatePurpose::Server)};
    const QByteArray bytes = encodeContent(m_content);
    const auto read = decodeContent(bytes);
    QVERIFY(read);
    QCOMPARE(read->units.first().formerCertificates, office().formerCertificates);
    QVERIFY(read->units.at(1).formerCertificates.isEmpty());
    QCOMPARE(read->server.formerCertificates, m_content.server.formerCertificates);
    QCOMPARE(encodeContent(*read), bytes);
    for (qsizetype size = 0; size < bytes.size(); size += 97)
        QVERIFY(!decodeContent(QByteArrayView(bytes).first(size)));
}

void FormerSignersTest::countsWhileItHeldAndWasNotRevoked()
{
    const QByteArray before = office().signingCertificate;
    const auto held = Certificate::fromDer(before);
    const QByteArray present = renewUnit();
    const auto directory = open();
    QVERIFY2(directory, directory ? "" : directory.error().reason.constData());
    crypto::TrustStore trust = m_domain.hierarchy().trust();
    QCOMPARE(verdictOf(*directory, trust, claimOf(present)), "present");
    QCOMPARE(verdictOf(*directory, trust, claimOf(before)), "former");
    QCOMPARE(verdictOf(*directory, trust, claimOf(before, held->notBefore())), "former");
    QCOMPARE(verdictOf(*directory, trust, claimOf(before, held->notBefore() - std::chrono::seconds(1))), "present");
    QCOMPARE(verdictOf(*directory, trust, claimOf(before, held->notAfter() + std::chrono::seconds(1))), "present");
    QCOMPARE(verdictOf(*directory, trust, {crypto::sm3("nobody's"), Hierarchy::now()}), "present");
    // Whoever has a key that was taken from its unit claims any time before that.
    const auto list = m_domain.hierarchy().operating().revocationList(
        {{held->serialNumber(), Hierarchy::now(), crypto::RevocationReason::KeyCompromise}}, 1, Hierarchy::now(),
        Hierarchy::days(30));
    QVERIFY(list);
    QVERIFY(trust.addRevocationList(*list));
    QCOMPARE(verdictOf(*directory, trust, claimOf(before, Hierarchy::days(-1))), "present");
}

void FormerSignersTest::anothersCountsForNobody()
{
    const QByteArray before = office().signingCertificate;
    renewUnit();
    const auto directory = open();
    QVERIFY(directory);
    const crypto::TrustStore trust = m_domain.hierarchy().trust();
    QCOMPARE(verdictOf(*directory, trust, claimOf(before), m_content.units.at(1).code), "present");
    QVERIFY(!formerUnitSigner(*directory, trust, UnitCode(u"nobody"_s), claimOf(before)));
    QVERIFY(!formerServerSigner(*directory, trust, claimOf(before)));
    QCOMPARE(verdictOf(*directory, trust, claimOf(before), UnitCode(u"nobody"_s)), "directory.unknown-signer");
}

void FormerSignersTest::theServersCountToo()
{
    const QByteArray before = m_content.server.certificate;
    const QByteArray next = m_domain.certificate(u"server"_s, CertificatePurpose::Server);
    QVERIFY(applyChange(m_content, RenewCertificate{next, KeyChange::NewKey}));
    const auto directory = open();
    QVERIFY(directory);
    const crypto::TrustStore trust = m_domain.hierarchy().trust();
    const auto former = serverSigner(*directory, trust, claimOf(before), Hierarchy::now());
    QVERIFY(former);
    QCOMPARE(former->toDer(), before);
    const auto present = serverSigner(*directory, trust, claimOf(next), Hierarchy::now());
    QVERIFY(present);
    QCOMPARE(present->toDer(), next);
}

void FormerSignersTest::otherDomainsAreTold()
{
    const QByteArray before = office().signingCertificate;
    renewUnit();
    const auto bytes = Directory::signExcerpt(m_content, m_domain.authority());
    QVERIFY(bytes);
    const auto excerpt = Directory::openExcerpt(*bytes, m_domain.hierarchy().trust(), Hierarchy::now());
    QVERIFY(excerpt);
    QCOMPARE(verdictOf(*excerpt, m_domain.hierarchy().trust(), claimOf(before)), "former");
}

void FormerSignersTest::hostileListsAreRefused_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, Spoil spoil, const char *reason) {
        QTest::newRow(name) << spoil << QByteArray(reason);
    };
    row(
        "of another unit",
        [](FormerSignersTest &test) {
            test.office().formerCertificates = {test.m_domain.certificate(u"jyczj"_s, CertificatePurpose::Unit)};
        },
        "directory.certificate");
    row(
        "of another purpose",
        [](FormerSignersTest &test) {
            test.office().formerCertificates = {
                test.m_domain.certificate(u"jyzf"_s, CertificatePurpose::UnitEncryption)};
        },
        "directory.certificate");
    row(
        "the present one",
        [](FormerSignersTest &test) { test.office().formerCertificates = {test.office().signingCertificate}; },
        "directory.certificate");
    row(
        "twice",
        [](FormerSignersTest &test) {
            const QByteArray one = test.m_domain.certificate(u"jyzf"_s, CertificatePurpose::Unit);
            test.office().formerCertificates = {one, one};
        },
        "directory.certificate");
    row(
        "no certificate", [](FormerSignersTest &test) { test.office().formerCertificates = {"none"}; },
        "directory.certificate");
    row(
        "a unit's at the server",
        [](FormerSignersTest &test) {
            test.m_content.server.formerCertificates = {test.m_domain.certificate(u"jyzf"_s, CertificatePurpose::Unit)};
        },
        "directory.certificate");
}

void FormerSignersTest::hostileListsAreRefused()
{
    QFETCH(Spoil, spoil);
    QFETCH(QByteArray, reason);
    spoil(*this);
    const auto opened = open();
    QCOMPARE(opened ? QByteArray("none") : opened.error().reason, reason);
    // More than there may be: refused before anything of them is looked at.
    m_content = m_domain.content();
    for (qsizetype i = 0; i <= MostFormer; ++i)
        office().formerCertificates.append(m_domain.certificate(u"jyzf"_s, CertificatePurpose::Unit));
    QVERIFY(!decodeContent(encodeContent(m_content)));
}

void FormerSignersTest::oneOfAnUnknownAuthorityCountsNever()
{
    // The directory holds all the same: a domain's authority may have been renewed since.
    tests::SampleDomain other;
    const QByteArray foreign = other.certificate(u"jyzf"_s, CertificatePurpose::Unit);
    office().formerCertificates = {foreign};
    const auto directory = open();
    QVERIFY2(directory, directory ? "" : directory.error().reason.constData());
    QCOMPARE(verdictOf(*directory, m_domain.hierarchy().trust(), claimOf(foreign)), "present");
}

QTEST_GUILESS_MAIN(FormerSignersTest)
#include "FormerSignersTest.moc"
