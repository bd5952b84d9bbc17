// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PlainCertificate.h"

#include "tests/shared/crypto/FreeForms.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/ReadAlike.h"

#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Two readers of one form: ours never takes what the library does not, nor otherwise.
class PlainCertificateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOurAuthoritiesWriteIsPlain_data();
    void whatOurAuthoritiesWriteIsPlain();
    void everyBitIsReadAlike();
    void alteredBytesAreReadAlike();
    void otherFormsAreTheLibrarysToRead_data();
    void otherFormsAreTheLibrarysToRead();

private:
    void row(const char *name, const std::function<void(FreeCertificate &)> &change) const;
    void addExtensionRows() const;
    QByteArray sample() const { return m_signer->certificate().toDer(); }

    Hierarchy m_hierarchy;
    const std::unique_ptr<KeySigner> m_signer =
        m_hierarchy.issue(u"收发室一号机"_s, u"320281-001"_s, CertificatePurpose::Desktop);
    const PrivateKey m_key = *PrivateKey::generate();
};

void PlainCertificateTest::whatOurAuthoritiesWriteIsPlain_data()
{
    QTest::addColumn<QByteArray>("der");
    QTest::newRow("root") << m_hierarchy.root().certificate().toDer();
    QTest::newRow("operating authority") << m_hierarchy.operating().certificate().toDer();
    for (const CertificateProfile &profile : certificateProfiles()) {
        const bool isAuthority = !profile.extendedUsage;
        if (isAuthority || profile.suite != Suite::Sm2WithSm3)
            continue;
        const auto number = static_cast<int>(profile.purpose);
        for (const QString &id : {u"320281-007"_s, u"江阴-7"_s, QString()}) {
            const auto signer = m_hierarchy.issue(u"江阴市财政局"_s, id, profile.purpose);
            QTest::addRow("purpose %d, id %s", number, qPrintable(id)) << signer->certificate().toDer();
        }
    }
    // From 2050 on times are of the other kind.
    const auto late =
        m_hierarchy.issue(u"王"_s, u"w"_s, CertificatePurpose::Member, Hierarchy::days(0), Hierarchy::days(365 * 40));
    QTest::newRow("until after 2049") << late->certificate().toDer();
}

void PlainCertificateTest::whatOurAuthoritiesWriteIsPlain()
{
    QFETCH(QByteArray, der);
    QVERIFY(readPlainCertificate(der));
    QVERIFY(isReadAlike(der));
}

void PlainCertificateTest::everyBitIsReadAlike()
{
    const QByteArray der = sample();
    int taken = 0;
    for (qsizetype bit = 0; bit < der.size() * 8; ++bit) {
        QByteArray flipped = der;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        taken += readPlainCertificate(flipped) != nullptr;
        QVERIFY2(isReadAlike(flipped), QByteArray::number(bit).constData());
    }
    QVERIFY2(taken > 500, "The bits of a signature, a serial number, a key identifier stand for themselves");
    for (qsizetype size = 0; size < der.size(); ++size)
        QVERIFY(!readPlainCertificate(der.left(size)));
    QVERIFY(!readPlainCertificate(der + '\0'));
}

void PlainCertificateTest::alteredBytesAreReadAlike()
{
    constexpr quint32 Seed = 20261130;
    std::mt19937 random(Seed);
    const QByteArray der = sample();
    for (int round = 0; round < 4'000; ++round) {
        QByteArray altered = der;
        for (quint32 count = 1 + random() % 3; count > 0; --count)
            altered[static_cast<qsizetype>(random()) % altered.size()] = static_cast<char>(random() % 256);
        QVERIFY2(isReadAlike(altered), altered.toHex().constData());
    }
}

void PlainCertificateTest::row(const char *name, const std::function<void(FreeCertificate &)> &change) const
{
    FreeCertificate form{.subject = nameOf("2.5.4.3", DerTag::Utf8String, "holder"),
        .notBefore = Hierarchy::days(-5),
        .notAfter = Hierarchy::days(100),
        .key = m_key.publicKey().toDer(),
        .extensions = extension("2.5.29.19", true, QByteArray::fromHex("3000"))};
    form.issuer = form.subject;
    change(form);
    QTest::newRow(name) << signedCertificate(form, m_key);
}

void PlainCertificateTest::otherFormsAreTheLibrarysToRead_data()
{
    QTest::addColumn<QByteArray>("der");
    const auto named = [this](const char *name, const QByteArray &subject) {
        row(name, [&subject](FreeCertificate &form) { form.subject = subject; });
    };
    constexpr auto BmpString = static_cast<DerTag>(0x1e);
    named("attribute that we do not write", nameOf("2.5.4.11", DerTag::Utf8String, "unit"));
    named("BMPString", nameOf("2.5.4.3", BmpString, QByteArray::fromHex("5c4090e8")));
    named("IA5String", nameOf("2.5.4.3", DerTag::Ia5String, "holder"));
    named("NUL in a name", nameOf("2.5.4.3", DerTag::Utf8String, QByteArray("a\0b", 3)));
    named("name that is no UTF-8", nameOf("2.5.4.3", DerTag::Utf8String, "\xff\xfe"));
    row("version 1", [](FreeCertificate &form) { form.version = 0; });
    row("negative serial number", [](FreeCertificate &form) { form.serial = "\x85"; });
    row("serial number 0", [](FreeCertificate &form) { form.serial = QByteArray(1, '\0'); });
    row("ends before it begins", [](FreeCertificate &form) { form.notAfter = Hierarchy::days(-6); });
    row("no extensions", [](FreeCertificate &form) { form.extensions.clear(); });
    row("point off the curve", [](FreeCertificate &form) { form.key.back() = static_cast<char>(form.key.back() ^ 1); });
    addExtensionRows();
}

void PlainCertificateTest::addExtensionRows() const
{
    const auto extended = [this](const char *name, const QByteArray &extensions) {
        row(name, [&extensions](FreeCertificate &form) { form.extensions = extensions; });
    };
    const QByteArray usage = extension("2.5.29.15", true, QByteArray::fromHex("03020780"));
    const auto constraints = [](const char *hex) { return extension("2.5.29.19", true, QByteArray::fromHex(hex)); };
    extended("extension that we do not write", extension("1.2.3.4", false, "x"));
    extended("critical extension that nobody knows", extension("1.2.3.4", true, "x"));
    extended("name constraints", extension("2.5.29.30", false, QByteArray::fromHex("3000")));
    extended("key usage twice", usage + usage);
    extended("key usage of none", extension("2.5.29.15", true, QByteArray::fromHex("03020700")));
    extended("key usage with bits that are unused", extension("2.5.29.15", true, QByteArray::fromHex("03020781")));
    extended("key usage of two octets", extension("2.5.29.15", true, QByteArray::fromHex("0303078080")));
    extended("critical key identifier", extension("2.5.29.14", true, QByteArray::fromHex("0401aa")));
    extended("issuer by its serial number", extension("2.5.29.35", false, QByteArray::fromHex("3003820105")));
    extended("extended usage of nothing", extension("2.5.29.37", false, QByteArray::fromHex("3000")));
    extended("bytes behind a value", extension("2.5.29.19", true, QByteArray::fromHex("30000500")));
    extended("path length of no authority", constraints("3003020101"));
    extended("negative path length", constraints("30060101ff0201ff"));
    // A criticality of FALSE is not written in DER.
    extended("explicit default", QByteArray::fromHex("300c0603551d1301010004023000"));
    extended("TRUE of another octet", QByteArray::fromHex("300c0603551d1301010104023000"));
}

void PlainCertificateTest::otherFormsAreTheLibrarysToRead()
{
    QFETCH(QByteArray, der);
    QVERIFY(!readPlainCertificate(der));
}

QTEST_APPLESS_MAIN(PlainCertificateTest)
#include "PlainCertificateTest.moc"
