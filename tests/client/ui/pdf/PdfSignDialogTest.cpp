// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/pdf/PdfSignDialog.h"

#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/DirectoryIssue.h"
#include "client/core/domain/PdfAuthority.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/VerificationService.h"
#include "client/ui/app/Language.h"
#include "client/ui/app/MainWindow.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/sealing/SealGhost.h"
#include "client/ui/text/PdfSignatureWords.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/viewer/FileWindow.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "shared/layout/PdfWriter.h"
#include "tests/Patience.h"
#include "tests/client/core/LaterClock.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/sealing/PdfOffice.h"
#include "tests/client/ui/AltKeys.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::ui;
using namespace wenyi::core::tests;
using wenyi::tests::pdfsigWords;
using namespace Qt::StringLiterals;

namespace {

constexpr char Mailroom[] = "澄江镇/mailroom";
constexpr int Red = 150; ///< How much more red than the other colours a pixel of a seal has.

template<typename Window>
Window *visibleWindow()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *wanted = qobject_cast<Window *>(window);
        if (wanted && wanted->isVisible())
            return wanted;
    }
    return nullptr;
}

FileWindow *fileWindowOf(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *shown = qobject_cast<FileWindow *>(window);
        if (shown && shown->isVisible() && shown->windowTitle().contains(name))
            return shown;
    }
    return nullptr;
}

void keepPicture(QWidget *window, const QString &name)
{
    QTest::qWait(500); // The pages are painted elsewhere.
    const QPixmap picture = window->grab();
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    const QString scale = picture.devicePixelRatio() > 1.5 ? u"-200"_s : u""_s;
    QVERIFY(picture.save(folder + u'/' + name + scale + u".png"_s));
}

/// The left button pressed at one place of the first page, and released at another.
void drag(PageView &pages, const layout::Point &from, const layout::Point &to)
{
    const QPointF middle(pages.viewport()->width() / 2, pages.viewport()->height() / 2);
    const auto one = pages.placeAt(middle);
    const auto other = pages.placeAt(middle + QPointF(10, 0));
    QVERIFY(one && other && one->first == 0);
    const double scale = 10 / (other->second.x - one->second.x);
    const auto shownAt = [&](const layout::Point &at) {
        return (middle + QPointF(at.x - one->second.x, at.y - one->second.y) * scale).toPoint();
    };
    QTest::mousePress(pages.viewport(), Qt::LeftButton, {}, shownAt(from));
    QTest::mouseMove(pages.viewport(), shownAt({(from.x + to.x) / 2, (from.y + to.y) / 2}));
    QTest::mouseMove(pages.viewport(), shownAt(to));
    QTest::mouseRelease(pages.viewport(), Qt::LeftButton, {}, shownAt(to));
}

/// Pixels of a seal's red in the box of a stamp, as `pdftoppm` draws the page.
int redIn(const QByteArray &pdf, const ofd::Stamp &stamp)
{
    constexpr double Scale = 100 / 25.4;
    const QString number = QString::number(stamp.page + 1);
    const QImage page = QImage::fromData(
        toolOutput(u"pdftoppm"_s, {u"-png"_s, u"-r"_s, u"100"_s, u"-f"_s, number, u"-l"_s, number, u"%"_s}, pdf));
    const QRectF box(stamp.boundary.x, stamp.boundary.y, stamp.boundary.width, stamp.boundary.height);
    const QRect area = QRectF(box.topLeft() * Scale, box.size() * Scale).toRect() & page.rect();
    int red = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor colour = page.pixelColor(x, y);
            red += colour.red() - colour.green() > Red && colour.red() - colour.blue() > Red;
        }
    }
    return red;
}

} // namespace

/// A PDF is opened, signed with a picture where the mouse put it, and shown with its verdict; a sealed document's
/// signed PDF copy; all in the real windows of a standalone desktop. Keeps pictures in build/…/screenshots, with
/// QT_SCALE_FACTOR=2 those at 200 %.
class PdfSignDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void aPdfIsSignedWhereThePictureWasPut();
    void nothingIsSignedBesideThePictureThatIsNamed();
    void aWrongPinWritesNothing();
    void nothingIsReplacedUnasked();
    void whoCancelsHasNoFile();
    void aSealedDocumentIsExportedAsASignedCopy();
    void anOldListIsToldBeforeSigning();
    void aRevokedKeySignsNoMore();

private:
    bool certify();
    bool bringDirectory();
    /// The dialog for the plain file, by way of the main window and the viewer's.
    PdfSignDialog *openPlain();
    template<typename Widget>
    Widget *part(const QString &name) const
    {
        return m_dialog->findChild<Widget *>(name);
    }
    void type(const QString &field, const QString &path);
    void sign(const QByteArray &pin = "135790");
    QByteArray target() const { return readBounded(path(u"signed.pdf"_s), 1 << 24).value_or(QByteArray()); }
    QString path(const QString &name) const { return m_files.filePath(name); }
    QStringList refusals() const;

    Language m_language;
    QTemporaryDir m_files;
    SampleOffice m_office;
    crypto::SystemRandom m_random;
    std::unique_ptr<core::DomainAuthority> m_authority;
    std::optional<crypto::Certificate> m_root;
    QByteArray m_serial;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    StreamId m_stream;
    QPointer<PdfSignDialog> m_dialog;
};

/// As `ca pdf-authority` and `pdf certify-key --profile` do.
bool PdfSignDialogTest::certify()
{
    const QString folder = m_office.path(u"authority"_s);
    auto opened = core::DomainAuthority::open(folder, SampleOffice::pin(), m_office.environment());
    if (!opened)
        return false;
    m_authority = std::make_unique<core::DomainAuthority>(std::move(*opened));
    const auto certificates = core::openRegister(folder, m_office.environment().clock);
    const auto root =
        core::createPdfAuthority(folder, *m_authority, **certificates, SampleOffice::pin(), m_office.environment());
    if (!root)
        return false;
    m_root = *root;
    const auto authority = core::openPdfAuthority(folder, SampleOffice::pin());
    const auto desktop = m_office.domain().desktopOf(QString::fromUtf8(Mailroom)).value();
    const auto profile = core::Profile::open(desktop.first).value();
    const auto key = crypto::PrivateKey::generate(crypto::Suite::EcdsaP256WithSha256).value();
    const Instant now = m_office.environment().clock.now();
    const auto certificate =
        authority->issue({u"澄江镇人民政府"_s, {}, profile.unit.toString()}, crypto::CertificatePurpose::PdfSigner,
            key.publicKey(), now - std::chrono::hours(1), now + std::chrono::days(365), m_random);
    m_serial = certificate->serialNumber();
    return core::takePdfKey(profile, desktop.second, key, *certificate, SampleOffice::pin(), m_random)
           && bringDirectory();
}

/// The directory's next version, with what lies in the authority's folder, to the desktop.
bool PdfSignDialogTest::bringDirectory()
{
    const auto certificates = core::openRegister(m_office.path(u"authority"_s), m_office.environment().clock);
    const auto take = [&](core::Workspace &desk) {
        const auto next =
            core::issueDirectory(*m_authority, **certificates, desk.directory(), desk.directory().content());
        return next && desk.takeDirectory(*next);
    };
    if (!m_session)
        return take(*m_office.unlock(QString::fromUtf8(Mailroom)));
    auto taken = m_session->ask([&take](Office &office) { return Result<bool>(take(*office.workspace)); });
    taken.waitForFinished();
    return taken.result().value_or(false);
}

void PdfSignDialogTest::initTestCase()
{
    for (const QString &program : {u"pdfsig"_s, u"certutil"_s, u"qpdf"_s, u"pdftoppm"_s})
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(), qPrintable(program + u": ./test installs it"_s));
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s), pageWith(u"第二页"_s)}};
    const auto pdf = layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}});
    QVERIFY(
        writeDurably(path(u"合同.pdf"_s), *pdf) && writeDurably(path(u"picture.png"_s), pngOf(200, 200, 0xffff0000)));
    QVERIFY(certify());
    const auto stream = sealedNotice(townOf(m_office), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_stream = *stream;
    const auto desktop = m_office.domain().desktopOf(QString::fromUtf8(Mailroom)).value();
    m_session = std::make_unique<Session>(m_office.environment(), desktop.first);
    auto facts = m_session->unlock(desktop.second, SampleOffice::pin());
    QVERIFY(QTest::qWaitFor([&facts] { return facts.isFinished(); }, wenyi::test::patience));
    QVERIFY2(facts.result(), reasonOf(facts.result()).constData());
    m_window = std::make_unique<MainWindow>(*m_session, *facts.result());
    m_window->resize(1400, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void PdfSignDialogTest::cleanupTestCase()
{
    m_window.reset(); // Windows go first, as they do where the program ends.
    m_session.reset();
}

void PdfSignDialogTest::cleanup()
{
    while (QDialog *dialog = m_window->findChild<QDialog *>()) // One may be another's child.
        delete dialog;
    QFile::remove(path(u"signed.pdf"_s));
}

PdfSignDialog *PdfSignDialogTest::openPlain()
{
    m_window->findChild<QAction *>(u"openPdf"_s)->trigger();
    auto *files = m_window->findChild<QFileDialog *>();
    if (!files)
        return nullptr;
    files->selectFile(path(u"合同.pdf"_s));
    QMetaObject::invokeMethod(files, "accept");
    if (!QTest::qWaitFor([] { return visibleWindow<FileWindow>(); }, wenyi::test::patience))
        return nullptr;
    visibleWindow<FileWindow>()->findChild<QPushButton *>(u"signPdf"_s)->click();
    m_dialog = visibleWindow<PdfSignDialog>();
    const auto isLoaded = [this] { return m_dialog && !part<PathField>(u"key"_s)->path().isEmpty(); };
    return QTest::qWaitFor(isLoaded, wenyi::test::patience) ? m_dialog.data() : nullptr;
}

void PdfSignDialogTest::type(const QString &field, const QString &path)
{
    auto *line = &part<PathField>(field)->edit();
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, path);
    QTest::keyClick(line, Qt::Key_Return);
}

void PdfSignDialogTest::sign(const QByteArray &pin)
{
    QTest::keyClicks(m_dialog->findChild<PinEdit *>(), QString::fromLatin1(pin));
    QTest::mouseClick(part<QPushButton>(u"sign"_s), Qt::LeftButton);
}

/// What the audit log says of signing PDFs, the newest first.
QStringList PdfSignDialogTest::refusals() const
{
    auto rows = m_session->ask([](Office &office) { return office.workspace->audit().newest(20); });
    rows.waitForFinished();
    QStringList reasons;
    const QList<journal::AuditRecord> newest = rows.result().value_or(QList<journal::AuditRecord>());
    for (const journal::AuditRecord &row : newest) {
        if (row.what == u"pdf.sign"_s)
            reasons.append(row.reason);
    }
    return reasons;
}

void PdfSignDialogTest::aPdfIsSignedWhereThePictureWasPut()
{
    QVERIFY(openPlain());
    QVERIFY(part<QLabel>(u"facts"_s)->text().contains(u"合同.pdf"_s));
    QVERIFY(!part<QPushButton>(u"sign"_s)->isEnabled()); // Not without a PIN.
    QCOMPARE(wenyi::ui::tests::sharedAltKeys(*m_dialog), QStringList());
    auto *pages = m_dialog->findChild<PageView *>();
    auto *ghost = m_dialog->findChild<SealGhost *>();
    type(u"face"_s, path(u"picture.png"_s));
    auto *page = part<QSpinBox>(u"page"_s);
    QTRY_VERIFY(page->isEnabled());
    QCOMPARE(page->value(), 2);
    page->setValue(1);
    QCOMPARE(ghost->place().page, 0);
    pages->setZoom(0.5);
    pages->showPlace(0);
    // With the mouse, and a little with the keys.
    const layout::Point before = ghost->place().centre;
    drag(*pages, before, {before.x - 60, before.y - 40});
    QVERIFY(std::hypot(ghost->place().centre.x - before.x + 60, ghost->place().centre.y - before.y + 40) < 1.5);
    pages->setFocus();
    QTest::keyClick(pages, Qt::Key_Left);
    const layout::Point at = ghost->place().centre;
    QVERIFY(part<QLabel>(u"place"_s)->text().contains(QString::number(at.x, 'f', 1)));
    type(u"target"_s, path(u"signed.pdf"_s));
    keepPicture(m_dialog, u"pdf-sign"_s);
    sign();
    QTRY_VERIFY(!m_dialog);
    FileWindow *shown = nullptr;
    QTRY_VERIFY((shown = fileWindowOf(u"signed.pdf"_s)));
    const auto verdict = shown->findChild<DocumentViewer *>()->pages().file()->signatures();
    QCOMPARE(verdict->conclusion, core::PdfConclusion::Valid);
    QCOMPARE(verdict->signatures.first().signature.signer, u"澄江镇人民政府"_s);
    QCOMPARE(shown->findChild<VerifyPanel *>()->sentence(), pdfVerdictWords(*verdict));
    QVERIFY(std::abs(verdict->signatures.first().signature.box.left / 1000.0 - at.x + 21) < 0.1);
    keepPicture(shown, u"pdf-sign-verdict"_s);
    const QByteArray product = target();
    QVERIFY(product.startsWith(readBounded(path(u"合同.pdf"_s), 1 << 24).value()));
    const QString words = pdfsigWords(product, *m_root);
    QVERIFY2(
        words.contains(u"Signature is Valid."_s) && words.contains(u"Certificate is Trusted."_s), qPrintable(words));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, product).contains("No syntax or stream encoding errors"));
    QCOMPARE(refusals(), QStringList({QString()}));
}

void PdfSignDialogTest::nothingIsSignedBesideThePictureThatIsNamed()
{
    QVERIFY(openPlain());
    auto *button = part<QPushButton>(u"sign"_s);
    auto *line = &part<PathField>(u"face"_s)->edit();
    type(u"target"_s, path(u"signed.pdf"_s));
    QTest::keyClicks(m_dialog->findChild<PinEdit *>(), u"135790"_s);
    QVERIFY(button->isEnabled());
    type(u"face"_s, path(u"picture.png"_s));
    QVERIFY(!button->isEnabled()); // Until it is read.
    QTRY_VERIFY(button->isEnabled());
    QTest::keyClicks(line, u"x"_s); // The earlier one is not what the field names.
    QVERIFY(!button->isEnabled());
    QTest::keyClick(line, Qt::Key_Return);
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTRY_COMPARE(notice->sentence(), sentenceFor({ErrorCode::NotFound, "file.missing", {}}));
    QVERIFY(!button->isEnabled());
    type(u"face"_s, path(u"picture.png"_s));
    QTRY_VERIFY(button->isEnabled());
    // Without one there is nothing to be moved.
    line->clear();
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(button->isEnabled());
    const QSignalSpy moved(m_dialog->findChild<SealGhost *>(), &SealGhost::moved);
    auto *pages = m_dialog->findChild<PageView *>();
    pages->setFocus();
    QTest::keyClick(pages, Qt::Key_Left);
    QCOMPARE(moved.size(), 0);
}

void PdfSignDialogTest::aWrongPinWritesNothing()
{
    QVERIFY(openPlain());
    type(u"target"_s, path(u"signed.pdf"_s));
    sign("000000");
    auto *notice = part<NoticeStrip>(u"notice"_s);
    QTRY_COMPARE(notice->sentence(), sentenceFor({ErrorCode::WrongPin, "key-file.pin", {}}));
    QVERIFY(target().isEmpty());
    QCOMPARE(refusals().first(), u"key-file.pin"_s);
    keepPicture(m_dialog, u"pdf-sign-wrong-pin"_s);
    sign(); // The right one goes on from there.
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!target().isEmpty());
}

void PdfSignDialogTest::nothingIsReplacedUnasked()
{
    QVERIFY(openPlain());
    QVERIFY(writeDurably(path(u"signed.pdf"_s), "somebody's work"));
    type(u"target"_s, path(u"signed.pdf"_s));
    sign();
    QCOMPARE(part<NoticeStrip>(u"notice"_s)->sentence(), sentenceFor({ErrorCode::AlreadyExists, "file.exists", {}}));
    QCOMPARE(target(), QByteArray("somebody's work"));
}

void PdfSignDialogTest::whoCancelsHasNoFile()
{
    QVERIFY(openPlain());
    type(u"target"_s, path(u"signed.pdf"_s));
    sign();
    QTest::mouseClick(part<QPushButton>(u"close"_s), Qt::LeftButton); // It says 取消 while it signs.
    QTRY_COMPARE(
        part<NoticeStrip>(u"notice"_s)->sentence(), sentenceFor({ErrorCode::Cancelled, "pdf-sign.cancelled", {}}));
    QVERIFY(target().isEmpty());
    QTest::mouseClick(part<QPushButton>(u"close"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_dialog);
}

void PdfSignDialogTest::aSealedDocumentIsExportedAsASignedCopy()
{
    auto *table = m_window->findChild<QTableView *>();
    QTRY_VERIFY(table->model()->rowCount() > 0);
    table->selectRow(0);
    auto *action = m_window->findChild<DocumentViewer *>()->findChild<QAction *>(u"signedPdf"_s);
    QTRY_VERIFY(action->isVisible());
    keepPicture(m_window.get(), u"pdf-copy-offered"_s);
    action->trigger();
    m_dialog = visibleWindow<PdfSignDialog>();
    QVERIFY(m_dialog);
    QTRY_VERIFY(!part<PathField>(u"key"_s)->path().isEmpty());
    QVERIFY(part<QLabel>(u"facts"_s)->text().contains(u"OFD 仍是正本"_s));
    QVERIFY(!part<PathField>(u"face"_s)->isVisible());
    type(u"target"_s, path(u"signed.pdf"_s));
    keepPicture(m_dialog, u"pdf-copy"_s);
    sign();
    QTRY_VERIFY(!m_dialog);
    FileWindow *shown = nullptr;
    QTRY_VERIFY((shown = fileWindowOf(u"signed.pdf"_s)));
    const core::ViewedFileRef file = shown->findChild<DocumentViewer *>()->pages().file();
    QCOMPARE(file->signatures()->conclusion, core::PdfConclusion::Valid);
    keepPicture(shown, u"pdf-copy-verdict"_s);
    const QByteArray product = target();
    const QString words = pdfsigWords(product, *m_root);
    QVERIFY2(
        words.contains(u"Signature is Valid."_s) && words.contains(u"Certificate is Trusted."_s), qPrintable(words));
    QVERIFY(toolOutput(u"qpdf"_s, {u"--check"_s, u"%"_s}, product).contains("No syntax or stream encoding errors"));
    // The seal is to be seen where the OFD has it, and what stands on the page says nothing of copies.
    auto sealed = m_session->ask([stream = m_stream](Office &office) -> Result<core::SealedDocumentVerdict> {
        WENYI_TRY(const QByteArray ofd, office.outgoing.sealedOfd(stream));
        const core::Workspace &workspace = *office.workspace;
        return core::VerificationService(workspace.trust(), workspace.directory(), workspace.environment().clock)
            .verify(ofd);
    });
    sealed.waitForFinished();
    const ofd::Stamp stamp = sealed.result()->seals.first().stamps.first();
    const int red = redIn(product, stamp);
    QVERIFY2(red > 500, qPrintable(QString::number(red)));
    QVERIFY(!toolOutput(u"pdftotext"_s, {u"%"_s, u"-"_s}, product).contains("副本"));
}

void PdfSignDialogTest::anOldListIsToldBeforeSigning()
{
    QVERIFY(openPlain());
    QCOMPARE(part<NoticeStrip>(u"notice"_s)->sentence(), QString()); // Today's is current.
    const LaterClock clock{std::chrono::days(31)};
    const core::Environment &now = m_office.environment();
    const core::Environment later{clock, now.random, now.resources, now.fonts};
    const auto desktop = m_office.domain().desktopOf(QString::fromUtf8(Mailroom)).value();
    Session session(later, desktop.first);
    auto facts = session.unlock(desktop.second, SampleOffice::pin());
    QVERIFY(QTest::qWaitFor([&facts] { return facts.isFinished(); }, wenyi::test::patience));
    QVERIFY2(facts.result(), reasonOf(facts.result()).constData());
    const QByteArray pdf = readBounded(path(u"合同.pdf"_s), 1 << 24).value();
    const PdfSignDialog dialog(std::make_unique<PdfSignPresenter>(session, PdfSource{u"合同.pdf"_s, pdf, {}}));
    const auto *notice = dialog.findChild<NoticeStrip *>(u"notice"_s);
    QTRY_VERIFY2(notice->sentence().contains(u"最新的 PDF 签名吊销列表为"_s), qPrintable(notice->sentence()));
}

void PdfSignDialogTest::aRevokedKeySignsNoMore()
{
    const auto authority = core::openPdfAuthority(m_office.path(u"authority"_s), SampleOffice::pin());
    const Instant now = m_office.environment().clock.now();
    const auto list = authority->revocationList({{m_serial, now}}, 90, now, now + std::chrono::days(30));
    QVERIFY(core::keepPdfRevocationList(m_office.path(u"authority"_s), *list));
    QVERIFY(bringDirectory());
    QVERIFY(openPlain());
    type(u"target"_s, path(u"signed.pdf"_s));
    sign();
    QTRY_COMPARE(
        part<NoticeStrip>(u"notice"_s)->sentence(), sentenceFor({ErrorCode::NotTrusted, "certificate.revoked", {}}));
    QVERIFY(target().isEmpty());
    QCOMPARE(refusals().first(), u"certificate.revoked"_s);
}

QTEST_MAIN(PdfSignDialogTest)
#include "PdfSignDialogTest.moc"
