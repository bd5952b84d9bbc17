// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/FormerPdfList.h"

#include "client/core/domain/DomainAuthority.h"
#include "tests/client/core/SampleOffice.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// An authority for PDFs that a directory drops and a later one tells again brings nobody back whom it had revoked.
class FormerPdfListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whoWasRevokedStaysSoOverAVersionWithoutTheAuthority();
    void anotherAuthorityInBetweenChangesNothing();
    void aListThatRotKeepsNoDirectoryBack();

private:
    using Revoked = QList<crypto::RevokedCertificate>;
    using Told = std::optional<directory::PdfAuthority>;

    crypto::CertificateAuthority makeRoot()
    {
        return *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, {}}, m_now - std::chrono::hours(1),
            m_now + std::chrono::days(365), m_random, crypto::Suite::EcdsaP256WithSha256);
    }
    Told told(const crypto::CertificateAuthority &root, quint64 number, const Revoked &revoked) const
    {
        return directory::PdfAuthority{root.certificate().toDer(),
            root.revocationList(revoked, number, m_now, m_now + std::chrono::days(30)).value()};
    }
    /// The desktop is offered the next directory, with this authority; why it did not take it.
    QByteArray take(const Told &next)
    {
        const auto authority =
            DomainAuthority::open(m_office->path(u"authority"_s), SampleOffice::pin(), m_office->environment());
        directory::DirectoryContent content = m_desk->directory().content();
        content.pdfAuthority = next;
        const auto bytes = authority ? authority->signNext(content) : authority.error();
        return bytes ? reasonOf(m_desk->takeDirectory(*bytes)) : "not signed: " + bytes.error().reason;
    }
    QStringList keptFiles() const
    {
        return QDir(m_desk->profile().path(u"trust"_s)).entryList({u"pdf-*.crl"_s}, QDir::Files);
    }

    crypto::SystemRandom m_random;
    const Instant m_now = SystemClock().now();
    crypto::CertificateAuthority m_root = makeRoot();
    const Revoked m_revoked{{"17", m_now - std::chrono::hours(1)}};
    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Workspace> m_desk;
};

void FormerPdfListTest::init()
{
    m_desk.reset();
    m_office = std::make_unique<SampleOffice>();
    m_desk = m_office->unlock(u"市政府办/clerk"_s);
    QCOMPARE(take(told(m_root, 2, m_revoked)), QByteArray());
    QCOMPARE(keptFiles(), QStringList());
}

void FormerPdfListTest::whoWasRevokedStaysSoOverAVersionWithoutTheAuthority()
{
    QCOMPARE(take({}), QByteArray());
    QCOMPARE(take(told(m_root, 1, m_revoked)), QByteArray("directory.pdf-list-older"));
    QCOMPARE(take(told(m_root, 3, {})), QByteArray("directory.pdf-signer-revived"));
    m_desk.reset(); // It is not the program's memory that knows it.
    m_desk = m_office->unlock(u"市政府办/clerk"_s);
    QCOMPARE(take(told(m_root, 3, {})), QByteArray("directory.pdf-signer-revived"));
    QVERIFY(!m_desk->directory().content().pdfAuthority);
    const auto rows = m_desk->audit().newest(1);
    QVERIFY2(rows, reasonOf(rows).constData());
    QCOMPARE(rows->constFirst().what, u"directory.take"_s);
    QCOMPARE(rows->constFirst().reason, u"directory.pdf-signer-revived"_s);
    // With all that it had said, and more, it may come back, and be dropped again.
    const Revoked more = m_revoked + Revoked{{"18", m_now}};
    QCOMPARE(take(told(m_root, 3, more)), QByteArray());
    QCOMPARE(take({}), QByteArray());
    QCOMPARE(take(told(m_root, 4, m_revoked)), QByteArray("directory.pdf-signer-revived"));
    QCOMPARE(take(told(m_root, 4, more)), QByteArray());
}

void FormerPdfListTest::anotherAuthorityInBetweenChangesNothing()
{
    const auto other = makeRoot();
    QCOMPARE(take(told(other, 1, {})), QByteArray());
    QCOMPARE(take(told(m_root, 3, {})), QByteArray("directory.pdf-signer-revived"));
    QCOMPARE(take(told(m_root, 3, m_revoked)), QByteArray());
    QCOMPARE(take(told(other, 2, {})), QByteArray());
    QCOMPARE(keptFiles().size(), 2);
}

void FormerPdfListTest::aListThatRotKeepsNoDirectoryBack()
{
    QCOMPARE(take({}), QByteArray());
    QCOMPARE(keptFiles().size(), 1);
    QVERIFY(writeDurably(m_desk->profile().path(u"trust/"_s + keptFiles().constFirst()), "no list"));
    QCOMPARE(take(told(m_root, 3, {})), QByteArray());
}

QTEST_GUILESS_MAIN(FormerPdfListTest)
#include "FormerPdfListTest.moc"
