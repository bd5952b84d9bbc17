// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/crypto/CryptoFixtures.h"
#include "tests/shared/crypto/FreeForms.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Certificates that no honest authority writes, and chains that lead nowhere. Every value here is a good one: what is
/// refused is refused for what it says.
class HostileCertificatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areRefusedForTheirForm_data();
    void areRefusedForTheirForm();
    void lengthsThatNoFileHoldsAreRefused();
    void aCircleOfAuthoritiesLeadsToNoRoot();
    void anAuthorityThatVouchesForItselfIsNoRoot();
    void pathLengthCountsOverSeveralLinks();
    void onlyWhoMayIssueListsDoes();

private:
    void row(const char *name, const std::function<void(FreeCertificate &)> &change, const char *reason) const;
    void addNameRows() const;
    void addExtensionRows() const;
    static QByteArray authorityExtensions(std::optional<int> pathLength = {}, char usage = 0x06);
    static QByteArray named(const char *name) { return nameOf("2.5.4.3", DerTag::Utf8String, name); }
    static FreeCertificate plain(const PublicKey &key)
    {
        return {.subject = named("holder"),
            .notBefore = Hierarchy::days(-5),
            .notAfter = Hierarchy::days(100),
            .key = key.toDer()};
    }
    /// An authority's certificate under another one, or its own.
    static Certificate authority(const char *name, const PrivateKey &key, const char *issuer,
        const PrivateKey &issuerKey, std::optional<int> pathLength = {}, char usage = 0x06)
    {
        FreeCertificate form = plain(key.publicKey());
        form.subject = named(name);
        form.issuer = named(issuer);
        form.extensions = authorityExtensions(pathLength, usage);
        return *Certificate::fromDer(signedCertificate(form, issuerKey));
    }
    static QByteArray taken(TrustStore &trust, const Certificate &authority)
    {
        const auto result = trust.addAuthority(authority, Hierarchy::now());
        return result ? QByteArray() : result.error().reason;
    }

    const PrivateKey m_key = *PrivateKey::generate();
    const PrivateKey m_other = *PrivateKey::generate();
};

/// `usage` as the bits of its octet; 0x06 is certificates and lists.
QByteArray HostileCertificatesTest::authorityExtensions(std::optional<int> pathLength, char usage)
{
    DerWriter constraints;
    constraints.boolean(true);
    if (pathLength)
        constraints.integer(*pathLength);
    return extension("2.5.29.19", true, DerWriter().sequence(constraints).bytes())
           + extension("2.5.29.15", true, DerWriter().bitString(QByteArray(1, usage)).bytes());
}

void HostileCertificatesTest::row(
    const char *name, const std::function<void(FreeCertificate &)> &change, const char *reason) const
{
    FreeCertificate form = plain(m_key.publicKey());
    form.issuer = form.subject;
    change(form);
    QTest::newRow(name) << form << QByteArray(reason);
}

void HostileCertificatesTest::areRefusedForTheirForm_data()
{
    QTest::addColumn<FreeCertificate>("form");
    QTest::addColumn<QByteArray>("reason");
    using Form = FreeCertificate;
    const char *malformed = "certificate.form";
    row(
        "plain", [](Form &) {}, "");
    row(
        "version 1", [](Form &form) { form.version = 0; }, malformed);
    row(
        "negative serial number", [](Form &form) { form.serial = "\x85"; }, "certificate.serial");
    row(
        "serial number of 64 octets", [](Form &form) { form.serial = QByteArray(64, '\x11'); }, "");
    row(
        "serial number of 65 octets", [](Form &form) { form.serial = QByteArray(65, '\x11'); }, "certificate.serial");
    row(
        "empty serial number", [](Form &form) { form.serial.clear(); }, malformed);
    row(
        "serial number with a zero too many", [](Form &form) { form.serial = QByteArray("\0\x05", 2); }, malformed);
    row(
        "ends before it begins", [](Form &form) { form.notAfter = Hierarchy::days(-6); }, malformed);
    const QByteArray p256 = QByteArray::fromHex("2a8648ce3d030107");
    row(
        "curve of another kind", [&](Form &form) { form.key.replace(QByteArray::fromHex("2a811ccf5501822d"), p256); },
        "certificate.key");
    row(
        "point that is not on the curve", [](Form &form) { form.key.back() = static_cast<char>(form.key.back() ^ 1); },
        "certificate.key");
    addNameRows();
    addExtensionRows();
}

void HostileCertificatesTest::addNameRows() const
{
    constexpr auto BmpString = static_cast<DerTag>(0x1e);
    constexpr char WithNul[] = "江阴市财政局\0.example";
    const QByteArray nul(WithNul, sizeof WithNul - 1);
    const auto subject = [this](const char *name, const QByteArray &subject, const char *reason) {
        row(
            name, [&](FreeCertificate &form) { form.subject = subject; }, reason);
    };
    const char *refused = "certificate.name";
    subject("NUL in the subject", nameOf("2.5.4.3", DerTag::Utf8String, nul), refused);
    subject("NUL in an attribute that nobody reads", nameOf("2.5.4.12", DerTag::Utf8String, nul), refused);
    subject("NUL in a BMPString", nameOf("2.5.4.3", BmpString, QByteArray::fromHex("5c4000005c40")), refused);
    subject("BMPString", nameOf("2.5.4.3", BmpString, QByteArray::fromHex("5c4090e8")), "");
    subject("name that is no UTF-8", nameOf("2.5.4.3", DerTag::Utf8String, "\xff\xfe"), "certificate.form");
    row(
        "NUL in the issuer", [&](FreeCertificate &form) { form.issuer = nameOf("2.5.4.10", DerTag::Utf8String, nul); },
        refused);
}

void HostileCertificatesTest::addExtensionRows() const
{
    const auto extended = [this](const char *name, const QByteArray &extensions, const char *reason) {
        row(
            name, [&](FreeCertificate &form) { form.extensions = extensions; }, reason);
    };
    const QByteArray constraints = QByteArray::fromHex("3000");
    const QByteArray usage = extension("2.5.29.15", true, QByteArray::fromHex("03020780"));
    const char *malformed = "certificate.form";
    const char *unsupported = "certificate.extension";
    extended("critical extension that nobody knows", extension("1.2.3.4", true, "x"), unsupported);
    extended("extension that nobody knows", extension("1.2.3.4", false, "x"), "");
    extended("name constraints", extension("2.5.29.30", true, constraints), unsupported);
    extended("name constraints that are not critical", extension("2.5.29.30", false, constraints), unsupported);
    extended("key usage", usage, "");
    extended("key usage twice", usage + usage, malformed);
    extended("negative path length", authorityExtensions(-1), malformed);
    extended("constraint that is none", extension("2.5.29.19", true, "\x05"), malformed);
}

void HostileCertificatesTest::areRefusedForTheirForm()
{
    QFETCH(FreeCertificate, form);
    QFETCH(QByteArray, reason);
    const auto read = Certificate::fromDer(signedCertificate(form, m_key));
    QCOMPARE(read ? QByteArray() : read.error().reason, reason);
}

void HostileCertificatesTest::lengthsThatNoFileHoldsAreRefused()
{
    FreeCertificate form = plain(m_key.publicKey());
    form.issuer = form.subject;
    const QByteArray der = signedCertificate(form, m_key);
    // Each octet in turn, and with them each length, claims what would be gigabytes.
    for (const char *length : {"\x84\x7f\xff\xff\xff", "\x84\xff\xff\xff\xff", "\x88\x7f\xff\xff\xff"}) {
        for (qsizetype at = 1; at < der.size(); ++at) {
            QByteArray absurd = der;
            absurd.replace(at, 1, length);
            QVERIFY2(!Certificate::fromDer(absurd), QByteArray::number(at).constData());
        }
    }
}

void HostileCertificatesTest::aCircleOfAuthoritiesLeadsToNoRoot()
{
    const Certificate one = authority("one", m_key, "two", m_other);
    const Certificate two = authority("two", m_other, "one", m_key);
    FreeCertificate form = plain(m_key.publicKey());
    form.issuer = named("two");
    const Certificate leaf = *Certificate::fromDer(signedCertificate(form, m_other));
    TrustStore trust = Hierarchy().trust();
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(taken(trust, one), "certificate.chain");
        QCOMPARE(taken(trust, two), "certificate.chain");
    }
    QCOMPARE(trust.verifySigner(leaf, Hierarchy::now()).error().reason, "certificate.chain");
    // With one of them trusted the circle ends there, and does not begin anew.
    trust.addRoot(one);
    QCOMPARE(taken(trust, two), QByteArray());
    QCOMPARE(taken(trust, one), QByteArray());
    QVERIFY(trust.verifySigner(leaf, Hierarchy::now()));
}

void HostileCertificatesTest::anAuthorityThatVouchesForItselfIsNoRoot()
{
    TrustStore trust = Hierarchy().trust();
    QCOMPARE(taken(trust, authority("one", m_key, "one", m_key)), "certificate.chain");
}

void HostileCertificatesTest::pathLengthCountsOverSeveralLinks()
{
    const PrivateKey keys[] = {*PrivateKey::generate(), *PrivateKey::generate(), *PrivateKey::generate()};
    TrustStore trust;
    trust.addRoot(authority("root", m_key, "root", m_key));
    QCOMPARE(taken(trust, authority("first", keys[0], "root", m_key, 1)), QByteArray());
    QCOMPARE(taken(trust, authority("second", keys[1], "first", keys[0])), QByteArray());
    QCOMPARE(taken(trust, authority("third", keys[2], "second", keys[1])), "certificate.chain");
}

void HostileCertificatesTest::onlyWhoMayIssueListsDoes()
{
    constexpr char Certificates = 0x04;
    constexpr char Lists = 0x02;
    for (const char usage : {Certificates, Lists}) {
        const Certificate root = authority("root", m_key, "root", m_key, {}, usage);
        TrustStore trust;
        trust.addRoot(root);
        const CertificateAuthority writer(*PrivateKey::fromPkcs8(m_key.toPkcs8()), root);
        const auto list = writer.revocationList({}, 1, Hierarchy::now(), Hierarchy::days(1));
        QVERIFY(list);
        const auto result = trust.addRevocationList(*list);
        QCOMPARE(result ? QByteArray() : result.error().reason,
            usage == Lists ? QByteArray() : QByteArray("revocation-list.issuer"));
        const Certificate below = authority("below", m_other, "root", m_key);
        QCOMPARE(taken(trust, below), usage == Lists ? QByteArray("certificate.chain") : QByteArray());
    }
}

QTEST_APPLESS_MAIN(HostileCertificatesTest)
#include "HostileCertificatesTest.moc"
