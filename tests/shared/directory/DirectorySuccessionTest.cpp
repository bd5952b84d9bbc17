// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SystemRandom.h"
#include "shared/directory/Directory.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;
using tests::Hierarchy;

/// Which directory may follow which; seals have SealRegistryTest.
class DirectorySuccessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versionNeverGoesDown();
    void noNextOneBringsASignerOfPdfsBack();

private:
    Directory open(const DirectoryContent &content)
    {
        const QByteArray bytes = Directory::sign(content, m_domain.authority()).value();
        return Directory::open(bytes, m_domain.hierarchy().trust(), Hierarchy::now()).value();
    }
    PdfAuthority pdfAuthority(quint64 number, const QList<crypto::RevokedCertificate> &revoked)
    {
        return {m_forPdfs.certificate().toDer(),
            *m_forPdfs.revocationList(revoked, number, Hierarchy::now(), Hierarchy::days(30))};
    }

    tests::SampleDomain m_domain;
    crypto::SystemRandom m_random;
    crypto::CertificateAuthority m_forPdfs = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}},
        Hierarchy::days(-10), Hierarchy::days(3650), m_random, crypto::Suite::EcdsaP256WithSha256);
};

void DirectorySuccessionTest::versionNeverGoesDown()
{
    DirectoryContent content = m_domain.content();
    const Directory third = open(content);
    content.version = 4;
    content.issuedAt = Hierarchy::now() + std::chrono::hours(1);
    const Directory fourth = open(content);
    content.domain = u"宜兴市"_s;
    const Directory foreign = open(content);
    content.domain = third.content().domain;
    content.issuedAt = Hierarchy::days(-1);
    const Directory backdated = open(content);
    QVERIFY(fourth.checkSucceeds(third));
    QVERIFY(third.checkSucceeds(third));
    QCOMPARE(third.checkSucceeds(fourth).error().reason, "directory.older");
    QCOMPARE(backdated.checkSucceeds(third).error().reason, "directory.older");
    QCOMPARE(backdated.checkSucceeds(fourth).error().reason, "directory.version-twice");
    QCOMPARE(foreign.checkSucceeds(third).error().reason, "directory.other-domain");
}

void DirectorySuccessionTest::noNextOneBringsASignerOfPdfsBack()
{
    using enum crypto::RevocationReason;
    using Revoked = QList<crypto::RevokedCertificate>;
    const Instant day = Hierarchy::days(-1);
    DirectoryContent content = m_domain.content();
    content.pdfAuthority = pdfAuthority(2, {{"17", day}, {"18", day, CertificateHold}});
    const Directory older = open(content);
    ++content.version;
    const auto reason = [&](const PdfAuthority &next) {
        content.pdfAuthority = next;
        const auto succeeds = open(content).checkSucceeds(older);
        return succeeds ? QByteArray() : succeeds.error().reason;
    };
    QCOMPARE(reason(pdfAuthority(3, {{"17", day}})), QByteArray());
    for (const Revoked &revived : {Revoked(), Revoked{{"17", day, CertificateHold}}, Revoked{{"17", Hierarchy::now()}}})
        QCOMPARE(reason(pdfAuthority(3, revived)), QByteArray("directory.pdf-signer-revived"));
    QCOMPARE(reason(pdfAuthority(1, {{"17", day}})), QByteArray("directory.pdf-list-older"));
    QCOMPARE(reason({m_forPdfs.certificate().toDer(), {}}), QByteArray("directory.pdf-list-older"));
    content.pdfAuthority.reset();
    QVERIFY(open(content).checkSucceeds(older)); // Nobody is known by it any more, revoked or not.
    // A later version tells the authority again, and what it said is held against that.
    const PdfAuthority told = *older.content().pdfAuthority;
    const auto stays = [&](const PdfAuthority &next) {
        content.pdfAuthority = next;
        const auto kept = open(content).checkPdfSignersStay(told);
        return kept ? QByteArray() : kept.error().reason;
    };
    QCOMPARE(stays(pdfAuthority(3, {{"17", day}})), QByteArray());
    QCOMPARE(stays(pdfAuthority(3, {})), QByteArray("directory.pdf-signer-revived"));
    QCOMPARE(stays(pdfAuthority(1, {{"17", day}})), QByteArray("directory.pdf-list-older"));
    QCOMPARE(stays({told.certificate, {}}), QByteArray("directory.pdf-list-older"));
    QVERIFY(open(content).checkPdfSignersStay({told.certificate, "no list"}));
}

QTEST_APPLESS_MAIN(DirectorySuccessionTest)
#include "DirectorySuccessionTest.moc"
