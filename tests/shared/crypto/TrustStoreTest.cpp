// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TrustStore.h"

#include "shared/crypto/CertificateFacts.h"
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

class TrustStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void certificateHoldsWithinItsValidity();
    void validityCountsOnEveryLink();
    void certificateOfAnotherHierarchyIsRefused();
    void certificateForAnotherPurposeIsRefused();
    void certificateIssuedByOneThatIsNoAuthorityIsRefused();
    void authorityIsTakenOnlyUnderAKnownRoot();
    void authorityBelowThePathLengthIsRefused();
    void revokedCertificateFailsFromThatMomentOn();
    void revokedAuthorityTakesItsCertificatesAlong();
    void withoutACurrentListRevocationIsUnknown();
    void newerListReplacesOlderAndNeverTheReverse();
    void refusesListsOfStrangersAndAlteredOnes();
    void refusesEveryTruncationOfAList();
    void refusesListsThatCannotBeWritten();
    void openSslProgramVerifiesOurList();
    void issuersAreKnownUpToTheRoot();
    void whatWasFoundOfASignatureForgivesNothing();

private:
    QByteArray listOf(const CertificateAuthority &authority, const QList<RevokedCertificate> &revoked,
        quint64 number = 1, Instant thisUpdate = Hierarchy::now()) const
    {
        return *authority.revocationList(revoked, number, thisUpdate, thisUpdate + std::chrono::hours(24 * 30));
    }
    static QByteArray reasonOf(const Result<RevocationKnowledge> &result)
    {
        return result ? QByteArray("holds") : result.error().reason;
    }

    Hierarchy m_hierarchy;
};

void TrustStoreTest::certificateHoldsWithinItsValidity()
{
    const TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const auto at = [&](Instant moment) {
        return reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, moment));
    };
    QCOMPARE(at(Hierarchy::now()), "holds");
    QCOMPARE(at(Hierarchy::days(-5)), "holds");
    QCOMPARE(at(Hierarchy::days(-5) - std::chrono::milliseconds(1)), "certificate.not-yet-valid");
    QCOMPARE(at(Hierarchy::days(365) + std::chrono::milliseconds(999)), "holds");
    QCOMPARE(at(Hierarchy::days(365) + std::chrono::milliseconds(1000)), "certificate.expired");
}

void TrustStoreTest::validityCountsOnEveryLink()
{
    const TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(
        u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit, Hierarchy::days(-20), Hierarchy::days(4000));
    QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now())), "holds");
    QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::days(-15))),
        "certificate.not-yet-valid");
    QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::days(3800))),
        "certificate.expired");
}

void TrustStoreTest::certificateOfAnotherHierarchyIsRefused()
{
    Hierarchy other; // The same names, other keys.
    const auto signer = other.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    QCOMPARE(reasonOf(m_hierarchy.trust().verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        "certificate.chain");
    QCOMPARE(reasonOf(TrustStore().verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        "certificate.chain");
}

void TrustStoreTest::certificateForAnotherPurposeIsRefused()
{
    const TrustStore trust = m_hierarchy.trust();
    const auto member = m_hierarchy.issue(u"王小明"_s, u"wang"_s, CertificatePurpose::Member);
    QCOMPARE(reasonOf(trust.verify(member->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        "certificate.purpose");
    QCOMPARE(reasonOf(trust.verify(m_hierarchy.operating().certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        "certificate.purpose");
    QVERIFY(trust.verifySigner(member->certificate(), Hierarchy::now()));
    const auto wrapping = m_hierarchy.issue(u"王小明"_s, u"wang"_s, CertificatePurpose::MemberEncryption);
    QCOMPARE(reasonOf(trust.verifySigner(wrapping->certificate(), Hierarchy::now())), "certificate.purpose");
    QCOMPARE(reasonOf(trust.verifySigner(m_hierarchy.root().certificate(), Hierarchy::now())), "certificate.purpose");
}

void TrustStoreTest::certificateIssuedByOneThatIsNoAuthorityIsRefused()
{
    TrustStore trust = m_hierarchy.trust();
    const auto unit = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    CertificateAuthority upstart(*PrivateKey::fromPkcs8(unit->key().toPkcs8()), unit->certificate());
    const auto forged = upstart.issue({u"某"_s, {}, u"x"_s}, CertificatePurpose::Unit, unit->key().publicKey(),
        Hierarchy::now(), Hierarchy::days(1), m_hierarchy.random());
    QVERIFY(forged);
    const auto taken = trust.addAuthority(unit->certificate(), Hierarchy::now());
    QVERIFY(!taken);
    QCOMPARE(taken.error().reason, "certificate.purpose");
    QCOMPARE(reasonOf(trust.verify(*forged, CertificatePurpose::Unit, Hierarchy::now())), "certificate.chain");
    trust.addRoot(unit->certificate()); // Even a misplaced root issues nothing without being an authority.
    QCOMPARE(reasonOf(trust.verify(*forged, CertificatePurpose::Unit, Hierarchy::now())), "certificate.chain");
}

void TrustStoreTest::authorityIsTakenOnlyUnderAKnownRoot()
{
    Hierarchy other;
    TrustStore trust = m_hierarchy.trust();
    QCOMPARE(trust.addAuthority(other.operating().certificate(), Hierarchy::now()).error().reason, "certificate.chain");
    QCOMPARE(trust.addAuthority(m_hierarchy.operating().certificate(), Hierarchy::days(4000)).error().reason,
        "certificate.expired");
    QVERIFY(trust.addAuthority(m_hierarchy.operating().certificate(), Hierarchy::now()));
}

void TrustStoreTest::authorityBelowThePathLengthIsRefused()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    // We do not issue such a certificate, so another program does it with the operating authority's key.
    tests::OpenSslProgram openssl;
    const QString authority = openssl.write(u"ca.pem"_s, m_hierarchy.operating().certificate().toPem());
    const QString key = openssl.write(u"ca.key"_s, m_hierarchy.operating().key().toPkcs8().view());
    const QString extensions =
        openssl.write(u"extensions"_s, "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n");
    const QString request = openssl.path(u"request.pem"_s);
    const QString id = u"distid:1234567812345678"_s;
    QVERIFY2(openssl.run({u"genpkey"_s, u"-algorithm"_s, u"SM2"_s, u"-out"_s, openssl.path(u"below.key"_s)}),
        openssl.complaint());
    QVERIFY2(openssl.run({u"req"_s, u"-new"_s, u"-key"_s, openssl.path(u"below.key"_s), u"-subj"_s, u"/CN=below"_s,
                 u"-sm3"_s, u"-sigopt"_s, id, u"-out"_s, request}),
        openssl.complaint());
    const auto pem = openssl.run({u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, authority, u"-CAkey"_s, key,
        u"-CAkeyform"_s, u"DER"_s, u"-days"_s, u"300"_s, u"-sm3"_s, u"-vfyopt"_s, id, u"-sigopt"_s, id, u"-extfile"_s,
        extensions, u"-set_serial"_s, u"5"_s});
    QVERIFY2(pem, openssl.complaint());
    const auto below = Certificate::fromPem(*pem);
    QVERIFY(below);
    const auto at = below->notBefore() + std::chrono::hours(1);
    const auto refused = m_hierarchy.trust().addAuthority(*below, at);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "certificate.chain");
}

void TrustStoreTest::revokedCertificateFailsFromThatMomentOn()
{
    TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const RevokedCertificate revoked{
        signer->certificate().serialNumber(), Hierarchy::now(), RevocationReason::KeyCompromise};
    QVERIFY(trust.addRevocationList(listOf(m_hierarchy.operating(), {revoked})));
    QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        "certificate.revoked");
    QVERIFY(
        trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now() - std::chrono::milliseconds(1))
        == RevocationKnowledge::RevokedLater);
    const auto another = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    QVERIFY(trust.verify(another->certificate(), CertificatePurpose::Unit, Hierarchy::now())
            == RevocationKnowledge::NotRevoked);
}

void TrustStoreTest::revokedAuthorityTakesItsCertificatesAlong()
{
    TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const RevokedCertificate revoked{m_hierarchy.operating().certificate().serialNumber(), Hierarchy::now()};
    QVERIFY(trust.addRevocationList(listOf(m_hierarchy.root(), {revoked})));
    QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::days(1))),
        "certificate.revoked");
    QVERIFY(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::days(-1))
            == RevocationKnowledge::RevokedLater);
}

void TrustStoreTest::withoutACurrentListRevocationIsUnknown()
{
    TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const auto at = [&](Instant moment) {
        return trust.verify(signer->certificate(), CertificatePurpose::Unit, moment);
    };
    QVERIFY(at(Hierarchy::now()) == RevocationKnowledge::Unknown);
    QVERIFY(trust.addRevocationList(listOf(m_hierarchy.operating(), {})));
    QVERIFY(at(Hierarchy::now()) == RevocationKnowledge::NotRevoked);
    QVERIFY(at(Hierarchy::days(30)) == RevocationKnowledge::NotRevoked);
    QVERIFY(at(Hierarchy::days(31)) == RevocationKnowledge::Unknown);
}

void TrustStoreTest::newerListReplacesOlderAndNeverTheReverse()
{
    TrustStore trust = m_hierarchy.trust();
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const RevokedCertificate revoked{signer->certificate().serialNumber(), Hierarchy::now()};
    const QByteArray clean = listOf(m_hierarchy.operating(), {}, 1);
    const QByteArray second = listOf(m_hierarchy.operating(), {revoked}, 2);
    QVERIFY(trust.addRevocationList(clean));
    QVERIFY(trust.addRevocationList(second));
    QVERIFY2(trust.addRevocationList(second), "The same list again is no step back");
    const QByteArray others[] = {
        clean, listOf(m_hierarchy.operating(), {}, 2), listOf(m_hierarchy.operating(), {}, 3, Hierarchy::days(-1))};
    for (const QByteArray &older : others) {
        const auto refused = trust.addRevocationList(older);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, "revocation-list.older");
        QCOMPARE(reasonOf(trust.verify(signer->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
            "certificate.revoked");
    }
}

void TrustStoreTest::refusesListsOfStrangersAndAlteredOnes()
{
    Hierarchy other;
    TrustStore trust = m_hierarchy.trust();
    QCOMPARE(trust.addRevocationList(listOf(other.operating(), {})).error().reason, "revocation-list.issuer");
    const RevokedCertificate revoked{"0abc", Hierarchy::now(), RevocationReason::Superseded};
    const QByteArray der = listOf(m_hierarchy.operating(), {revoked});
    for (qsizetype bit = 0; bit < der.size() * 8; ++bit) {
        QByteArray altered = der;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY2(!trust.addRevocationList(altered), QByteArray::number(bit).constData());
    }
    QVERIFY(trust.addRevocationList(der));
}

void TrustStoreTest::refusesEveryTruncationOfAList()
{
    TrustStore trust = m_hierarchy.trust();
    const QByteArray der = listOf(m_hierarchy.operating(), {{"0abc", Hierarchy::now()}});
    for (qsizetype size = 0; size < der.size(); ++size)
        QCOMPARE(trust.addRevocationList(der.left(size)).error().reason, "revocation-list.form");
    QCOMPARE(trust.addRevocationList(der + '\0').error().reason, "revocation-list.form");
    QCOMPARE(trust.addRevocationList(QByteArray(17 << 20, '0')).error().reason, "revocation-list.size");
}

void TrustStoreTest::refusesListsThatCannotBeWritten()
{
    for (const char *serial : {"", "xyz", "-12", "12 "}) {
        const auto refused = m_hierarchy.operating().revocationList(
            {{serial, Hierarchy::now()}}, 1, Hierarchy::now(), Hierarchy::days(1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, "certificate.serial");
    }
}

void TrustStoreTest::openSslProgramVerifiesOurList()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const RevokedCertificate revoked{
        "5d41402abc4b2a76b9719d911017c592", Hierarchy::now(), RevocationReason::KeyCompromise};
    const QString file = openssl.write(u"list.der"_s, listOf(m_hierarchy.operating(), {revoked}, 77));
    const auto text = openssl.run({u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file, u"-noout"_s, u"-text"_s});
    QVERIFY2(text, openssl.complaint());
    for (const char *expected :
        {"SM2-with-SM3", "5D41402ABC4B2A76B9719D911017C592", "Key Compromise", "77", "X509v3 Authority Key Identifier"})
        QVERIFY2(text->contains(expected), expected);
    // `crl -verify` knows no user id (so its answer is no): the signed part and the value are taken out instead.
    QVERIFY2(openssl.run({u"asn1parse"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file, u"-strparse"_s, u"4"_s, u"-noout"_s,
                 u"-out"_s, openssl.path(u"tbs"_s)}),
        openssl.complaint());
    const auto tree = openssl.run({u"asn1parse"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file});
    const QByteArray lastLine = tree->trimmed().split('\n').last();
    const QString offset = QString::fromLatin1(lastLine.left(lastLine.indexOf(':')).trimmed());
    QVERIFY2(openssl.run({u"asn1parse"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file, u"-strparse"_s, offset, u"-noout"_s,
                 u"-out"_s, openssl.path(u"signature"_s)}),
        openssl.complaint());
    openssl.write(u"key.der"_s, m_hierarchy.operating().key().publicKey().toDer());
    const auto verified = openssl.run({u"pkeyutl"_s, u"-verify"_s, u"-rawin"_s, u"-digest"_s, u"sm3"_s, u"-pubin"_s,
        u"-keyform"_s, u"DER"_s, u"-inkey"_s, openssl.path(u"key.der"_s), u"-in"_s, openssl.path(u"tbs"_s),
        u"-sigfile"_s, openssl.path(u"signature"_s), u"-pkeyopt"_s, u"distid:1234567812345678"_s});
    QVERIFY2(verified, openssl.complaint());
}

void TrustStoreTest::issuersAreKnownUpToTheRoot()
{
    TrustStore trust = m_hierarchy.trust();
    QVERIFY(trust.addRevocationList(listOf(m_hierarchy.operating(), {})));
    const auto unit = m_hierarchy.issue(u"单位"_s, u"unit"_s, CertificatePurpose::Unit);
    const QList<Certificate> issuers = trust.issuersOf(unit->certificate());
    QCOMPARE(issuers.size(), 2);
    QVERIFY(issuers.first() == m_hierarchy.operating().certificate());
    QVERIFY(issuers.last() == m_hierarchy.root().certificate());
    // The roots alone know neither who issued it nor anything of revocations, until they are told.
    TrustStore roots = trust.rootsAlone();
    QVERIFY(roots.issuersOf(unit->certificate()).isEmpty());
    QCOMPARE(reasonOf(roots.verify(unit->certificate(), CertificatePurpose::Unit, Hierarchy::now())),
        QByteArray("certificate.chain"));
    QVERIFY(roots.addAuthority(m_hierarchy.operating().certificate(), Hierarchy::now()));
    QVERIFY(!roots.revocationsFor(unit->certificate()));
    QVERIFY(
        roots.verify(unit->certificate(), CertificatePurpose::Unit, Hierarchy::now()) == RevocationKnowledge::Unknown);
}

void TrustStoreTest::whatWasFoundOfASignatureForgivesNothing()
{
    const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    const Certificate certificate = signer->certificate();
    const auto judged = [&certificate](const TrustStore &trust, Instant at = Hierarchy::now(),
                            CertificatePurpose purpose = CertificatePurpose::Unit) {
        return reasonOf(trust.verify(certificate, purpose, at));
    };
    const SignedBy &known = CertificateAccess::of(certificate).signedBy;
    TrustStore trust = m_hierarchy.trust();
    const TrustStore twin = Hierarchy().trust(); // The same names, other keys.
    QCOMPARE(judged(twin), "certificate.chain");
    QVERIFY(!known.is(m_hierarchy.operating().certificate().fingerprint()));
    QCOMPARE(judged(trust), "holds");
    QVERIFY(known.is(m_hierarchy.operating().certificate().fingerprint()));
    // The same certificate once more, with nothing to be verified: everything else counts as before.
    QCOMPARE(judged(twin), "certificate.chain");
    QCOMPARE(judged(TrustStore()), "certificate.chain");
    QCOMPARE(judged(trust.rootsAlone()), "certificate.chain");
    QCOMPARE(judged(trust, Hierarchy::days(366)), "certificate.expired");
    QCOMPARE(judged(trust, Hierarchy::days(-6)), "certificate.not-yet-valid");
    QCOMPARE(judged(trust, Hierarchy::now(), CertificatePurpose::Desktop), "certificate.purpose");
    QVERIFY(trust.addRevocationList(listOf(
        m_hierarchy.operating(), {{certificate.serialNumber(), Hierarchy::now(), RevocationReason::KeyCompromise}})));
    QCOMPARE(judged(trust), "certificate.revoked");
}

QTEST_APPLESS_MAIN(TrustStoreTest)
#include "TrustStoreTest.moc"
