// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/layout/PdfWriter.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/cli/CommandOffice.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray blueBmp()
{
    QImage picture(20, 20, QImage::Format_RGB32);
    picture.fill(Qt::blue);
    QByteArray bytes;
    QBuffer out(&bytes);
    out.open(QIODevice::WriteOnly);
    picture.save(&out, "BMP");
    return bytes;
}

} // namespace

/// A P-256 certificate's life by two officers beside the domain's SM2 hierarchy, and PDFs signed with it:
/// `wenyictl ca`, `pdf new-key`, `certify-key`, `sign` and `verify`.
class PdfSignCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void thereIsNoAuthorityForPdfsUntilOneIsMade();
    void twoOfficersCertifyAKeyForPdfs();
    void aSignedPdfIsVerified();
    void everyDesktopKnowsTheDomainsSigners();
    void aSealedOfdHasASignedCopy();
    void whatADesktopSignsIsWrittenDown();
    void aLockedKeyIsPermittedAgain();
    void oneSuiteIsNotTakenForTheOther();
    void aRevokedCertificateSignsNoMore();
    void anotherPinForPdfsStopsNoOther();
    void wrongUseIsTold();

private:
    static QProcessEnvironment officers();
    CommandRun run(const QStringList &arguments) const;
    CommandRun ca(const QStringList &arguments) const
    {
        return run(
            QStringList{u"ca"_s} + arguments + QStringList{u"--authority"_s, m_office.path(u"domain/authority"_s)});
    }
    CommandRun apply(const QString &request, const QString &purpose) const
    {
        return ca({u"apply"_s, u"--request"_s, request, u"--purpose"_s, purpose, u"--name"_s, u"市政府办"_s, u"--id"_s,
            u"11320281014033000A"_s});
    }
    CommandRun sign(const QStringList &more) const
    {
        return run(QStringList{u"pdf"_s, u"sign"_s, at(u"plain.pdf"_s), u"--key"_s, at(u"pdf.key"_s), u"--out"_s,
                       at(u"signed.pdf"_s)}
                   + more);
    }
    /// Into a file of its own.
    CommandRun signNoted(const QStringList &by) const
    {
        return run(QStringList{u"pdf"_s, u"sign"_s, at(u"plain.pdf"_s), u"--out"_s, at(u"noted.pdf"_s)} + by);
    }
    /// Of a desktop's audit log, the newest first.
    QList<journal::AuditRecord> rowsOf(const QString &desk) const
    {
        return m_office.unlock(desk)->audit().newest(50).value();
    }
    /// What a row calls the plain file and who signs it.
    QString subject() const
    {
        const QByteArray pdf = readBounded(at(u"plain.pdf"_s), 1 << 24).value();
        return QString::fromLatin1(crypto::sm3(pdf).toHex()) + u' ' + m_serial;
    }
    CommandRun verify(const QString &list) const
    {
        return run({u"pdf"_s, u"verify"_s, at(u"signed.pdf"_s), u"--trust"_s, m_root, u"--crl"_s, at(list)});
    }
    CommandRun verifyAtDesktop() const
    {
        return run({u"pdf"_s, u"verify"_s, at(u"signed.pdf"_s), u"--profile"_s, m_office.folderOf(Desktop)});
    }
    /// Publishes lists and the directory's next version, and brings that one to the desktop.
    bool bringDirectory(const QString &name)
    {
        const CommandRun published = ca({u"publish"_s, u"--out"_s, at(name + u".crl"_s), u"--pdf-out"_s,
            at(name + u"-pdf.crl"_s), u"--directory"_s, m_directory, u"--new-directory"_s, at(name + u".wyd"_s)});
        const auto bytes = readBounded(at(name + u".wyd"_s), 1 << 26);
        if (published.status != 0 || !bytes || !m_office.unlock(Desktop)->takeDirectory(*bytes))
            return false;
        m_directory = at(name + u".wyd"_s);
        return true;
    }
    QString at(const QString &name) const { return m_office.path(name); }

    CommandOffice m_office;
    static inline const QString Desktop = u"市财政局/clerk"_s;
    QString m_root;
    QString m_serial;
    QString m_directory;
};

QProcessEnvironment PdfSignCommandTest::officers()
{
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"WENYI_AUTHORITY_PIN"_s, u"135790"_s);
    return environment;
}

CommandRun PdfSignCommandTest::run(const QStringList &arguments) const
{
    return runCommand(QStringList{u"--json"_s} + arguments, officers());
}

void PdfSignCommandTest::initTestCase()
{
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s)}};
    const auto pdf = layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}});
    QVERIFY(
        pdf && writeDurably(at(u"plain.pdf"_s), *pdf) && writeDurably(at(u"seal.png"_s), pngOf(200, 200, 0xff0000c0)));
    m_root = at(u"domain/authority/pdf-authority.der"_s);
    m_directory = at(u"domain/directory.wyd"_s);
    const CommandRun made = run({u"pdf"_s, u"new-key"_s, u"--name"_s, u"市政府办"_s, u"--id"_s, u"11320281014033000A"_s,
        u"--out"_s, at(u"new.key"_s), u"--request"_s, at(u"new.csr"_s)});
    QVERIFY2(made.status == 0, made.said().constData());
}

void PdfSignCommandTest::thereIsNoAuthorityForPdfsUntilOneIsMade()
{
    const QString number = QString::number(apply(at(u"new.csr"_s), u"pdf"_s).json().value(u"act"_s).toInt());
    QCOMPARE(ca({u"approve"_s, number}).status, 0);
    const CommandRun issued = ca({u"issue"_s, number, u"--out"_s, at(u"none.der"_s)});
    QVERIFY2(issued.status == 1 && issued.errors.contains("authority.no-pdf"), issued.said().constData());
    QVERIFY(!QFile::exists(at(u"none.der"_s)));
    // As a run leaves it that is broken off between key and register: the same key is gone on with.
    crypto::SystemRandom random;
    const Instant now = SystemClock().now();
    const auto begun = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, u"pdf-authority"_s},
        now - std::chrono::hours(1), now + std::chrono::days(3650), random, crypto::Suite::EcdsaP256WithSha256);
    QVERIFY(crypto::KeyFile::create(at(u"domain/authority/pdf-authority.key"_s), begun.key(), begun.certificate(),
        SecretBytes(QByteArrayView("135790")), {}, random));
    // The list of a former authority is not this one's.
    const QString listFile = at(u"domain/authority/pdf-revocations.crl"_s);
    const auto former = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, u"pdf-authority"_s},
        now - std::chrono::hours(1), now + std::chrono::days(30), random, crypto::Suite::EcdsaP256WithSha256);
    QVERIFY(writeDurably(listFile, *former.revocationList({}, 7, now, now + std::chrono::days(30))));
    const CommandRun made = ca({u"pdf-authority"_s});
    QVERIFY2(made.status == 0, made.said().constData());
    crypto::TrustStore trust;
    trust.addRoot(begun.certificate());
    QVERIFY(trust.addRevocationList(readBounded(listFile, 1 << 20).value()));
    QCOMPARE(readBounded(m_root, 10'000).value(), begun.certificate().toDer());
    QVERIFY(QFile::remove(m_root));
    QCOMPARE(ca({u"pdf-authority"_s}).status, 0);
    QCOMPARE(readBounded(m_root, 10'000).value(), begun.certificate().toDer());
    const CommandRun again = ca({u"pdf-authority"_s});
    QVERIFY2(again.status == 1 && again.errors.contains("authority.pdf-exists"), again.said().constData());
}

void PdfSignCommandTest::twoOfficersCertifyAKeyForPdfs()
{
    // Under its provisional certificate the key signs nothing.
    const CommandRun early =
        run({u"pdf"_s, u"sign"_s, at(u"plain.pdf"_s), u"--key"_s, at(u"new.key"_s), u"--out"_s, at(u"early.pdf"_s)});
    QVERIFY2(early.status == 1 && early.errors.contains("pdf-sign.certificate"), early.said().constData());
    QVERIFY(!QFile::exists(at(u"early.pdf"_s)));
    const QString number = QString::number(apply(at(u"new.csr"_s), u"pdf"_s).json().value(u"act"_s).toInt());
    const QStringList issue{u"issue"_s, number, u"--out"_s, at(u"pdf.der"_s)};
    QCOMPARE(ca(issue).status, 1);
    QCOMPARE(ca({u"approve"_s, number}).status, 0);
    const CommandRun issued = ca(issue);
    QVERIFY2(issued.status == 0, issued.said().constData());
    m_serial = issued.json().value(u"serial"_s).toString();
    const QJsonObject shown = ca({u"show"_s, m_serial}).json();
    QCOMPARE(shown.value(u"suite"_s).toString(), u"ECDSA-P256-SHA256"_s);
    QCOMPARE(shown.value(u"purpose"_s).toString(), u"pdf"_s);
    const CommandRun certified = run({u"pdf"_s, u"certify-key"_s, u"--key"_s, at(u"new.key"_s), u"--certificate"_s,
        at(u"pdf.der"_s), u"--out"_s, at(u"pdf.key"_s)});
    QVERIFY2(certified.status == 0, certified.said().constData());
    const CommandRun verified = ca({u"verify"_s});
    QVERIFY2(verified.status == 0, verified.said().constData());
    QCOMPARE(ca({u"publish"_s, u"--out"_s, at(u"sm2.crl"_s), u"--pdf-out"_s, at(u"pdf.crl"_s)}).status, 0);
}

void PdfSignCommandTest::aSignedPdfIsVerified()
{
    for (const QString &kind : {u"pkcs7"_s, u"cades"_s}) {
        const CommandRun made = sign({u"--subfilter"_s, kind, u"--reason"_s, u"同意"_s, u"--chain"_s, m_root, u"--at"_s,
            u"1,150,220"_s, u"--picture"_s, at(u"seal.png"_s)});
        QVERIFY2(made.status == 0, made.said().constData());
        QCOMPARE(made.json().value(u"suite"_s).toString(), u"ECDSA-P256-SHA256"_s);
        const CommandRun verified = verify(u"pdf.crl"_s);
        QVERIFY2(verified.status == 0, verified.said().constData());
        const QJsonObject signature = verified.json().value(u"signatures"_s).toArray().first().toObject();
        QCOMPARE(signature.value(u"signer"_s).toString(), u"市政府办"_s);
        QCOMPARE(signature.value(u"page"_s).toInt(), 1);
        QVERIFY(signature.contains(u"signedAt"_s));
    }
}

void PdfSignCommandTest::everyDesktopKnowsTheDomainsSigners()
{
    const CommandRun before = verifyAtDesktop();
    QVERIFY2(before.status == 1 && before.out.contains("signer-unknown"), before.said().constData());
    QVERIFY(bringDirectory(u"first"_s));
    const CommandRun known = verifyAtDesktop();
    QVERIFY2(known.status == 0, known.said().constData());
    // The list of before goes along where no newer one is made, and that is said.
    const CommandRun left =
        runCommand({u"ca"_s, u"publish"_s, u"--authority"_s, at(u"domain/authority"_s), u"--out"_s, at(u"left.crl"_s),
                       u"--directory"_s, m_directory, u"--new-directory"_s, at(u"left.wyd"_s)},
            officers());
    QVERIFY2(left.status == 0 && left.out.contains("--pdf-out"), left.said().constData());
    QVERIFY(m_office.unlock(Desktop)->takeDirectory(readBounded(at(u"left.wyd"_s), 1 << 26).value()));
    m_directory = at(u"left.wyd"_s);
    QCOMPARE(verifyAtDesktop().status, 0);
    // Another root in the folder is nobody's: the register says which one is the domain's.
    const QByteArray root = readBounded(m_root, 10'000).value();
    crypto::SystemRandom random;
    const Instant now = SystemClock().now();
    const auto planted = *crypto::CertificateAuthority::createRoot({u"PDF签名CA"_s, {}, u"pdf-authority"_s},
        now - std::chrono::hours(1), now + std::chrono::days(30), random, crypto::Suite::EcdsaP256WithSha256);
    QVERIFY(writeDurably(m_root, planted.certificate().toDer()));
    QVERIFY(bringDirectory(u"second"_s));
    QVERIFY(writeDurably(m_root, root));
    QCOMPARE(m_office.unlock(Desktop)->directory().content().pdfAuthority->certificate, root);
    QCOMPARE(verifyAtDesktop().status, 0);
}

void PdfSignCommandTest::aSealedOfdHasASignedCopy()
{
    const QString desktop = m_office.folderOf(u"市政府办/clerk"_s);
    QStringList copy{u"pdf"_s, u"copy"_s, at(u"sealed.ofd"_s), u"--profile"_s, desktop, u"--out"_s, at(u"copy.pdf"_s)};
    ofd::OfdContent content;
    content.scene.pages.append(pageWith(u"合同正文"_s));
    // What PDF cannot carry as it is: a BMP, and a picture that its mask hides.
    const auto put = [&content](const QByteArray &picture, double x, const QByteArray &mask) {
        layout::Image image{picture, {x, 200, 20, 20}, {}, layout::BlendMode::Normal, {}};
        image.mask = mask;
        content.scene.pages.first().items.append(image);
    };
    put(blueBmp(), 30, {});
    put(pngOf(20, 20, 0xffff0000), 60, pngOf(20, 20, 0xff000000));
    const QString plain = at(u"contract.ofd"_s);
    QVERIFY(writeDurably(plain, ofd::writeOfd(content).value()));
    m_office.approvedUse(u"澄江镇"_s, plain);
    const CommandRun sealedRun = m_office.at(u"澄江镇/sealkeeper"_s,
        {u"seal"_s, u"sign"_s, plain, u"--at"_s, u"1,120,150"_s, u"--out"_s, at(u"sealed.ofd"_s)});
    QVERIFY2(sealedRun.status == 0, sealedRun.said().constData());
    const CommandRun keyless = run(copy);
    QVERIFY2(keyless.status == 1 && keyless.errors.contains("pdf-key.none"), keyless.said().constData());
    const CommandRun certified = run({u"pdf"_s, u"certify-key"_s, u"--key"_s, at(u"new.key"_s), u"--certificate"_s,
        at(u"pdf.der"_s), u"--profile"_s, desktop});
    QVERIFY2(certified.status == 0, certified.said().constData());
    const CommandRun keys = run({u"key"_s, u"list"_s, u"--profile"_s, desktop});
    QVERIFY2(keys.out.contains("pdf.key"), keys.said().constData());
    QVERIFY(m_office.unlock(u"市政府办/clerk"_s)->takeDirectory(readBounded(m_directory, 1 << 26).value()));
    // Its unit did not seal it: what arrives has a quota of prints.
    const CommandRun others = run(copy);
    QVERIFY2(others.status == 1 && others.errors.contains("pdf-copy.not-valid"), others.said().constData());
    QVERIFY(!QFile::exists(at(u"copy.pdf"_s)));
    QVERIFY(m_office.unlock(u"澄江镇/clerk"_s)->takeDirectory(readBounded(m_directory, 1 << 26).value()));
    copy = {u"pdf"_s, u"copy"_s, at(u"sealed.ofd"_s), u"--profile"_s, m_office.folderOf(u"澄江镇/clerk"_s), u"--key"_s,
        at(u"pdf.key"_s), u"--out"_s, at(u"copy.pdf"_s), u"--member"_s,
        m_office.desktopOf(u"澄江镇/clerk"_s).second.toString()};
    const CommandRun made = run(copy);
    QVERIFY2(made.status == 0, made.said().constData());
    QCOMPARE(made.json().value(u"conclusion"_s).toString(), u"valid"_s);
    const journal::AuditRecord row = rowsOf(u"澄江镇/clerk"_s).constFirst();
    QCOMPARE(row.what, u"pdf.sign"_s);
    QVERIFY2(row.reason.isEmpty() && row.subject.endsWith(u' ' + m_serial), qPrintable(row.subject));
    QCOMPARE(made.json().value(u"signer"_s).toString(), u"市政府办"_s);
    const QByteArray product = readBounded(at(u"copy.pdf"_s), 1 << 24).value();
    const QByteArray plainly =
        toolOutput(u"qpdf"_s, {u"--qdf"_s, u"--object-streams=disable"_s, u"%"_s, u"-"_s}, product);
    QVERIFY(plainly.contains("/Multiply")); // As a seal lies over the text.
    const QImage page = QImage::fromData(toolOutput(u"pdftoppm"_s, {u"-png"_s, u"-r"_s, u"50"_s, u"%"_s}, product));
    const auto colourAt = [&page](double x, double y) {
        return page.pixelColor(qRound(x * 50 / 25.4), qRound(y * 50 / 25.4));
    };
    QCOMPARE(colourAt(40, 210), QColor(Qt::blue));
    QCOMPARE(colourAt(70, 210), QColor(Qt::white));
    // What bears no seal, or one that does not hold, has no copy.
    QVERIFY(QFile::remove(at(u"copy.pdf"_s)));
    QStringList ofPlain = copy;
    ofPlain[2] = plain;
    const CommandRun none = run(ofPlain);
    QVERIFY2(none.status == 1 && none.errors.contains("pdf-copy.not-valid"), none.said().constData());
    QVERIFY(!QFile::exists(at(u"copy.pdf"_s)));
}

void PdfSignCommandTest::whatADesktopSignsIsWrittenDown()
{
    // With the desktop named, the member's own key at it, and a key that lies in it, whoever names that.
    const QString own = u"市政府办/clerk"_s;
    const QList<std::pair<QString, QStringList>> ways{
        {Desktop, {u"--key"_s, at(u"pdf.key"_s), u"--profile"_s, m_office.folderOf(Desktop)}},
        {own, {u"--profile"_s, m_office.folderOf(own)}},
        {own, {u"--key"_s, m_office.folderOf(own) + u"/members/clerk/pdf.key"_s}}};
    for (const auto &[desk, by] : ways) {
        const qsizetype before = rowsOf(desk).size();
        const CommandRun made = signNoted(by);
        QVERIFY2(made.status == 0, made.said().constData());
        const QJsonObject list = made.json().value(u"revocationList"_s).toObject();
        QVERIFY2(list.contains(u"issued"_s) && !list.value(u"isOverdue"_s).toBool(true), made.out.constData());
        const QList<journal::AuditRecord> rows = rowsOf(desk);
        QCOMPARE(rows.size(), before + 1);
        QCOMPARE(rows.constFirst().what, u"pdf.sign"_s);
        QCOMPARE(rows.constFirst().actor, m_office.desktopOf(desk).second.toString());
        QCOMPARE(rows.constFirst().reason, QString());
        QCOMPARE(rows.constFirst().subject, subject());
        QVERIFY(QFile::remove(at(u"noted.pdf"_s)));
    }
    // A key of nobody's desktop leaves no row, and the person is told so.
    const qsizetype before = rowsOf(Desktop).size();
    const CommandRun alone = runCommand(
        {u"pdf"_s, u"sign"_s, at(u"plain.pdf"_s), u"--key"_s, at(u"pdf.key"_s), u"--out"_s, at(u"noted.pdf"_s)},
        officers());
    QVERIFY2(alone.status == 0 && alone.out.contains("no log has it"), alone.said().constData());
    QCOMPARE(rowsOf(Desktop).size(), before);
    // The desktop has a PIN of its own, where the key has another; a wrong one signs nothing.
    QVERIFY(QFile::remove(at(u"noted.pdf"_s)));
    QVERIFY(writeDurably(at(u"wrong.pin"_s), "000000"));
    const CommandRun wrong =
        signNoted(ways.constFirst().second + QStringList{u"--member-pin-file"_s, at(u"wrong.pin"_s)});
    QVERIFY2(wrong.status == 1 && wrong.errors.contains("key-file.pin"), wrong.said().constData());
    QCOMPARE(rowsOf(Desktop).size(), before);
    QVERIFY(writeDurably(at(u"right.pin"_s), "135790"));
    const CommandRun wrongKey =
        signNoted(ways.constFirst().second
                  + QStringList{u"--pin-file"_s, at(u"wrong.pin"_s), u"--member-pin-file"_s, at(u"right.pin"_s)});
    QVERIFY2(wrongKey.status == 1 && wrongKey.errors.contains("key-file.pin"), wrongKey.said().constData());
    QCOMPARE(rowsOf(Desktop).constFirst().reason, u"key-file.pin"_s);
    QVERIFY(!QFile::exists(at(u"noted.pdf"_s)));
}

void PdfSignCommandTest::aLockedKeyIsPermittedAgain()
{
    const auto file = crypto::KeyFile::open(at(u"pdf.key"_s), crypto::TakenSuites::Sm2AndP256);
    for (int attempt = file->attemptsLeft(); attempt > 0; --attempt)
        QVERIFY(!file->unlock(SecretBytes(QByteArrayView("000000"))));
    const CommandRun asked = run({u"key"_s, u"request"_s, at(u"pdf.key"_s), u"--out"_s, at(u"pdf.request"_s)});
    QVERIFY2(asked.status == 0, asked.said().constData());
    const CommandRun permitted = ca({u"unblock"_s, at(u"pdf.request"_s), u"--out"_s, at(u"pdf.permission"_s)});
    QVERIFY2(permitted.status == 0, permitted.said().constData());
    const CommandRun unblocked = run({u"key"_s, u"unblock"_s, at(u"pdf.key"_s), u"--permission"_s,
        at(u"pdf.permission"_s), u"--profile"_s, m_office.folderOf(Desktop)});
    QVERIFY2(unblocked.status == 0, unblocked.said().constData());
    QVERIFY(file->unlock(SecretBytes(QByteArrayView("135790"))));
}

void PdfSignCommandTest::oneSuiteIsNotTakenForTheOther()
{
    const CommandRun asMember = apply(at(u"new.csr"_s), u"member"_s);
    QVERIFY2(asMember.status == 1, asMember.said().constData());
    const auto key = crypto::PrivateKey::generate().value();
    QVERIFY(writeDurably(at(u"sm2.csr"_s), crypto::CertificateRequest::make({u"某人"_s, {}, {}}, key).value()));
    const CommandRun forPdfs = apply(at(u"sm2.csr"_s), u"pdf"_s);
    QVERIFY2(forPdfs.status == 1 && forPdfs.errors.contains("register.suite"), forPdfs.said().constData());
    // The authority for PDFs is none for seals: what judges OFDs does not even read it.
    const CommandRun ofd = run({u"ofd"_s, u"verify"_s, at(u"plain.pdf"_s), u"--trust"_s, m_root});
    QVERIFY2(ofd.status == 1 && ofd.errors.contains("certificate.key"), ofd.said().constData());
    // Nor is the domain's root one for this signature.
    const CommandRun other =
        run({u"pdf"_s, u"verify"_s, at(u"signed.pdf"_s), u"--trust"_s, at(u"domain/authority/root.der"_s)});
    QVERIFY2(other.status == 1 && other.out.contains("signer-unknown"), other.said().constData());
}

void PdfSignCommandTest::aRevokedCertificateSignsNoMore()
{
    QCOMPARE(ca({u"revoke"_s, m_serial, u"--reason"_s, u"key-compromise"_s}).status, 0);
    QCOMPARE(ca({u"publish"_s, u"--out"_s, at(u"sm2-2.crl"_s), u"--pdf-out"_s, at(u"pdf-2.crl"_s)}).status, 0);
    const CommandRun verified = verify(u"pdf-2.crl"_s);
    QVERIFY2(verified.status == 1 && verified.out.contains("certificate.revoked"), verified.said().constData());
    QCOMPARE(verifyAtDesktop().status, 0); // It has not heard of it yet.
    QVERIFY(bringDirectory(u"third"_s));
    const CommandRun atDesktop = verifyAtDesktop();
    QVERIFY2(atDesktop.status == 1 && atDesktop.out.contains("certificate.revoked"), atDesktop.said().constData());
    QCOMPARE(ca({u"verify"_s}).status, 0);
    // Who would sign hears it before a recipient does, and the desktop writes it down.
    const CommandRun refused = signNoted({u"--key"_s, at(u"pdf.key"_s), u"--profile"_s, m_office.folderOf(Desktop)});
    QVERIFY2(refused.status == 1 && refused.errors.contains("The certificate is revoked."), refused.said().constData());
    QVERIFY(!QFile::exists(at(u"noted.pdf"_s)));
    const QList<journal::AuditRecord> rows = rowsOf(Desktop);
    QCOMPARE(rows.at(0).reason, u"certificate.revoked"_s);
    QCOMPARE(rows.at(0).subject, subject());
    QVERIFY(rows.at(1).what == u"pdf.sign"_s && rows.at(1).reason.isEmpty());
}

/// The authority for PDFs is asked for nothing that does not concern PDFs, and its key's PIN can be changed.
void PdfSignCommandTest::anotherPinForPdfsStopsNoOther()
{
    QVERIFY(writeDurably(at(u"old.pin"_s), "135790") && writeDurably(at(u"new.pin"_s), "another PIN"));
    const CommandRun changed = run({u"key"_s, u"change-pin"_s, u"--key"_s, at(u"domain/authority/pdf-authority.key"_s),
        u"--pin-file"_s, at(u"old.pin"_s), u"--new-pin-file"_s, at(u"new.pin"_s)});
    QVERIFY2(changed.status == 0, changed.said().constData());
    const CommandRun published = ca({u"publish"_s, u"--out"_s, at(u"later.crl"_s)});
    QVERIFY2(published.status == 0, published.said().constData());
    const CommandRun both = ca({u"publish"_s, u"--out"_s, at(u"both.crl"_s), u"--pdf-out"_s, at(u"both-pdf.crl"_s)});
    QVERIFY2(both.status == 1 && both.errors.contains("key-file.pin"), both.said().constData());
}

void PdfSignCommandTest::wrongUseIsTold()
{
    // A unit's seal goes through its register alone.
    QDirIterator seals(at(u"domain"_s), {u"seal.esl"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(seals.hasNext());
    const CommandRun sealing = sign({u"--at"_s, u"1,150,220"_s, u"--seal"_s, seals.next()});
    QVERIFY2(sealing.status == 1 && sealing.errors.contains("pdf-sign.unit-seal"), sealing.said().constData());
    QCOMPARE(run({u"pdf"_s, u"sign"_s, at(u"plain.pdf"_s)}).status, 2);
    QCOMPARE(signNoted({}).status, 2); // By which key is not told, nor
    QCOMPARE(signNoted({u"--driver"_s, u"/token.so"_s, u"--device"_s, u"d"_s, u"--container"_s, u"c"_s}).status, 2);
    QCOMPARE(sign({u"--subfilter"_s, u"sha1"_s}).status, 2);
    QCOMPARE(sign({u"--picture"_s, at(u"seal.png"_s)}).status, 2); // Where is not told.
    const CommandRun empty = sign({u"--at"_s, u"1,100,100"_s});
    QVERIFY2(empty.status == 1 && empty.errors.contains("pdf-sign.no-picture"), empty.said().constData());
    const CommandRun form = sign({u"--at"_s, u"1,100"_s, u"--picture"_s, at(u"seal.png"_s)});
    QVERIFY2(form.status == 1 && form.errors.contains("sealing.place-form"), form.said().constData());
}

QTEST_GUILESS_MAIN(PdfSignCommandTest)
#include "PdfSignCommandTest.moc"
