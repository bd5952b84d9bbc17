// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TimeStampToken.h"

#include "shared/crypto/TimeStampAuthority.h"
#include "tests/shared/crypto/FreeForms.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class TimeStampTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsWhenWhatWasStampedByWhom();
    void holdsOverItsDataAlone();
    void noAlteredByteTellsAnythingElse();
    void refusesEveryTruncation();
    void refusesTokensThatAreOutOfForm_data();
    void refusesTokensThatAreOutOfForm();
    void onlyATimeStampAuthorityStamps_data();
    void onlyATimeStampAuthorityStamps();
    void laterRevocationsCountByTheirReason_data();
    void laterRevocationsCountByTheirReason();
    void anAuthorityRevokedLaterTakesItsStampsAlong();
    void aStamperSignsNoDocuments();

private:
    TrustStore trust(const QList<RevokedCertificate> &revoked = {}) const
    {
        TrustStore store = m_hierarchy.trust();
        if (!store.addRevocationList(
                *m_hierarchy.operating().revocationList(revoked, 1, Hierarchy::days(1), Hierarchy::days(300))))
            qFatal("The list does not hold");
        return store;
    }

    void row(const char *name, const std::function<void(FreeToken &)> &change, const char *reason) const;
    void addCertificateRows() const;

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_stamper;
    const QByteArray m_data = "a signature value";
};

void TimeStampTokenTest::initTestCase()
{
    m_stamper = m_hierarchy.issue(u"江阴市时间戳服务"_s, u"tsa"_s, CertificatePurpose::TimeStamp);
}

void TimeStampTokenTest::tellsWhenWhatWasStampedByWhom()
{
    const Instant at = Hierarchy::days(2);
    const QByteArray der = stampedBy(*m_stamper, at, m_data);
    const auto token = TimeStampToken::fromDer(der);
    QVERIFY2(token, token ? "" : qPrintable(describe(token.error())));
    QCOMPARE(token->time(), at);
    QCOMPARE(token->policy(), QByteArray(TimeStampPolicy));
    QVERIFY(token->imprint() == MessageImprint::of(m_data));
    QCOMPARE(token->authority(), m_stamper->certificate());
    QCOMPARE(token->serialNumber().size(), 16);
    QVERIFY(token->nonce());
    const auto verified = verifyTimeStamp(der, m_data, trust());
    QVERIFY2(verified, verified ? "" : qPrintable(describe(verified.error())));
    QCOMPARE(verified->time, at);
    QCOMPARE(verified->authority, u"江阴市时间戳服务"_s);
    QVERIFY(verified->knowledge == RevocationKnowledge::NotRevoked);
    QVERIFY(verifyTimeStamp(der, m_data, m_hierarchy.trust())->knowledge == RevocationKnowledge::Unknown);
    QVERIFY(TimeStampToken::fromDer(stampedBy(*m_stamper, at, m_data))->serialNumber() != token->serialNumber());
}

void TimeStampTokenTest::holdsOverItsDataAlone()
{
    const QByteArray der = stampedBy(*m_stamper, Hierarchy::days(2), m_data);
    for (const QByteArray &other : {QByteArray(), m_data + '\0', m_data.chopped(1)})
        QCOMPARE(verifyTimeStamp(der, other, trust()).error().reason, "time-stamp.imprint");
}

void TimeStampTokenTest::noAlteredByteTellsAnythingElse()
{
    const TrustStore store = trust();
    const QByteArray der = stampedBy(*m_stamper, Hierarchy::days(2), m_data);
    int taken = 0;
    for (qsizetype i = 0; i < der.size(); ++i) {
        QByteArray altered = der;
        // One bit each time, another one from byte to byte.
        altered[i] = static_cast<char>(altered[i] ^ (1 << i % 8));
        const auto verified = verifyTimeStamp(altered, m_data, store);
        QVERIFY2(!verified || verified->time == Hierarchy::days(2), QByteArray::number(i).constData());
        taken += verified.has_value();
    }
    // Versions and names that say again what is signed elsewhere: nobody signed these, and nothing is taken from them.
    QVERIFY2(taken < 40, QByteArray::number(taken).constData());
}

void TimeStampTokenTest::refusesEveryTruncation()
{
    const QByteArray der = stampedBy(*m_stamper, Hierarchy::days(2), m_data);
    for (qsizetype size = 0; size < der.size(); ++size)
        QCOMPARE(TimeStampToken::fromDer(der.first(size)).error().reason, "time-stamp.form");
    QCOMPARE(TimeStampToken::fromDer(der + '\0').error().reason, "time-stamp.form");
    QCOMPARE(TimeStampToken::fromDer(QByteArray(64 * 1024 + 1, '0')).error().reason, "time-stamp.size");
}

void TimeStampTokenTest::row(const char *name, const std::function<void(FreeToken &)> &change, const char *reason) const
{
    FreeToken token{.at = Hierarchy::days(2), .data = m_data};
    change(token);
    QTest::newRow(name) << token << QByteArray(reason);
}

void TimeStampTokenTest::refusesTokensThatAreOutOfForm_data()
{
    QTest::addColumn<FreeToken>("token");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray nonce = DerWriter().integer(77).bytes();
    row(
        "plain", [](FreeToken &) {}, "");
    row(
        "version 2", [](FreeToken &token) { token.version = 2; }, "time-stamp.form");
    row(
        "other content", [](FreeToken &token) { token.type = "1.2.3.4"; }, "time-stamp.form");
    row(
        "imprint of an unknown method", [](FreeToken &token) { token.method = "1.3.14.3.2.26"; },
        "time-stamp.digest-method");
    row(
        "imprint by another method", [](FreeToken &token) { token.method = "2.16.840.1.101.3.4.2.1"; },
        "time-stamp.imprint");
    row(
        "order and nonce", [&](FreeToken &token) { token.behindTime = DerWriter().boolean(true).bytes() + nonce; }, "");
    row(
        "negative nonce", [](FreeToken &token) { token.behindTime = DerWriter().integer(-77).bytes(); },
        "time-stamp.form");
    row(
        "nonce before order", [&](FreeToken &token) { token.behindTime = nonce + DerWriter().boolean(true).bytes(); },
        "time-stamp.form");
    row(
        "absurd length", [](FreeToken &token) { token.behindTime = QByteArray("\x02\x84\x7f\xff\xff\xff", 6); },
        "time-stamp.form");
    row(
        "extension",
        [](FreeToken &token) {
            token.behindTime = DerWriter().wrapped(contextTag(1), extension("1.2.3.4", false, "x")).bytes();
        },
        "time-stamp.extension");
    addCertificateRows();
}

void TimeStampTokenTest::addCertificateRows() const
{
    row(
        "no certificate named", [](FreeToken &token) { token.hasCertificateAttribute = false; }, "cms.attributes");
    row(
        "another certificate named", [](FreeToken &token) { token.certificateDigest = QByteArray(32, 'x'); },
        "time-stamp.certificate");
    row(
        "certificate named by SHA-1", [](FreeToken &token) { token.certificateMethod = "1.3.14.3.2.26"; },
        "time-stamp.digest-method");
    row(
        "certificate's digest by another method", [](FreeToken &token) { token.certificateMethod.reset(); },
        "time-stamp.certificate");
}

void TimeStampTokenTest::refusesTokensThatAreOutOfForm()
{
    QFETCH(FreeToken, token);
    QFETCH(QByteArray, reason);
    const auto verified = verifyTimeStamp(stampedFreely(token, *m_stamper), m_data, trust());
    QCOMPARE(verified ? QByteArray() : verified.error().reason, reason);
}

void TimeStampTokenTest::onlyATimeStampAuthorityStamps_data()
{
    QTest::addColumn<QByteArray>("usage"); // The extension, or none.
    QTest::addColumn<int>("day");
    QTest::addColumn<QByteArray>("reason");
    const auto usage = [](bool isCritical, const char *also = nullptr) {
        DerWriter list;
        list.objectIdentifier("1.3.6.1.5.5.7.3.8");
        if (also)
            list.objectIdentifier(also);
        return extension("2.5.29.37", isCritical, DerWriter().sequence(list).bytes());
    };
    QTest::newRow("critical and alone") << usage(true) << 2 << QByteArray();
    QTest::newRow("not critical") << usage(false) << 2 << QByteArray("certificate.purpose");
    QTest::newRow("with another usage") << usage(true, "1.3.6.1.5.5.7.3.4") << 2 << QByteArray("certificate.purpose");
    QTest::newRow("none") << QByteArray() << 2 << QByteArray("certificate.purpose");
    QTest::newRow("stamped before it was valid") << usage(true) << -6 << QByteArray("certificate.not-yet-valid");
    QTest::newRow("stamped after it ran out") << usage(true) << 11 << QByteArray("certificate.expired");
}

void TimeStampTokenTest::onlyATimeStampAuthorityStamps()
{
    QFETCH(QByteArray, usage);
    QFETCH(int, day);
    QFETCH(QByteArray, reason);
    PrivateKey key = *PrivateKey::generate();
    const FreeCertificate form{.subject = nameOf("2.5.4.3", DerTag::Utf8String, "stamper"),
        .notBefore = Hierarchy::days(-5),
        .notAfter = Hierarchy::days(10),
        .key = key.publicKey().toDer(),
        .extensions = usage};
    const QByteArray der =
        signedCertificate(form, m_hierarchy.operating().key(), &m_hierarchy.operating().certificate());
    const auto certificate = Certificate::fromDer(der);
    QVERIFY2(certificate, certificate ? "" : qPrintable(describe(certificate.error())));
    KeySigner stamper(std::move(key), *certificate);
    const QByteArray token = stampedFreely({.at = Hierarchy::days(day), .data = m_data}, stamper);
    const auto verified = verifyTimeStamp(token, m_data, trust());
    QCOMPARE(verified ? QByteArray() : verified.error().reason, reason);
}

void TimeStampTokenTest::laterRevocationsCountByTheirReason_data()
{
    using Reason = RevocationReason;
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Reason reason, const char *expected) {
        QTest::newRow(name) << int(reason) << QByteArray(expected);
    };
    row("superseded", Reason::Superseded, "");
    row("works no longer", Reason::CessationOfOperation, "");
    row("affiliation", Reason::AffiliationChanged, "");
    row("not told", Reason::Unspecified, "time-stamp.authority-revoked");
    row("key lost", Reason::KeyCompromise, "time-stamp.authority-revoked");
    row("authority's key lost", Reason::AuthorityCompromise, "time-stamp.authority-revoked");
    row("privilege withdrawn", Reason::PrivilegeWithdrawn, "time-stamp.authority-revoked");
    row("suspended", Reason::CertificateHold, "time-stamp.authority-suspended");
}

void TimeStampTokenTest::laterRevocationsCountByTheirReason()
{
    QFETCH(int, reason);
    QFETCH(QByteArray, expected);
    const QByteArray token = stampedBy(*m_stamper, Hierarchy::days(2), m_data);
    const QByteArray serial = m_stamper->certificate().serialNumber();
    const TrustStore later = trust({{serial, Hierarchy::days(3), static_cast<RevocationReason>(reason)}});
    const auto verified = verifyTimeStamp(token, m_data, later);
    QCOMPARE(verified ? QByteArray() : verified.error().reason, expected);
    const TrustStore before = trust({{serial, Hierarchy::days(1), static_cast<RevocationReason>(reason)}});
    QCOMPARE(verifyTimeStamp(token, m_data, before).error().reason,
        expected == "time-stamp.authority-suspended" ? "certificate.suspended" : "certificate.revoked");
}

void TimeStampTokenTest::anAuthorityRevokedLaterTakesItsStampsAlong()
{
    const QByteArray token = stampedBy(*m_stamper, Hierarchy::days(2), m_data);
    // Whoever has the operating authority's key gives a certificate any serial number, a retired one's too.
    TrustStore store =
        trust({{m_stamper->certificate().serialNumber(), Hierarchy::days(3), RevocationReason::Superseded}});
    QVERIFY(verifyTimeStamp(token, m_data, store));
    QVERIFY(store.addRevocationList(*m_hierarchy.root().revocationList(
        {{m_hierarchy.operating().certificate().serialNumber(), Hierarchy::days(4), RevocationReason::Superseded}}, 1,
        Hierarchy::days(4), Hierarchy::days(300))));
    QCOMPARE(verifyTimeStamp(token, m_data, store).error().reason, "time-stamp.authority-revoked");
}

void TimeStampTokenTest::aStamperSignsNoDocuments()
{
    const Certificate &certificate = m_stamper->certificate();
    QVERIFY(certificate.purpose() == CertificatePurpose::TimeStamp);
    QCOMPARE(trust().verifySigner(certificate, Hierarchy::now()).error().reason, "certificate.purpose");
    QCOMPARE(
        trust().verify(certificate, CertificatePurpose::Unit, Hierarchy::now()).error().reason, "certificate.purpose");
    const auto unit = m_hierarchy.issue(u"江阴市财政局"_s, u"jyczj"_s, CertificatePurpose::Unit);
    QCOMPARE(trust().verifyTimeStamper(unit->certificate(), Hierarchy::now()).error().reason, "certificate.purpose");
    const FixedClock clock(Hierarchy::now());
    QCOMPARE(TimeStampAuthority::create(*unit, clock, m_hierarchy.random()).error().reason, "certificate.purpose");
}

QTEST_APPLESS_MAIN(TimeStampTokenTest)
#include "TimeStampTokenTest.moc"
