// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PdfFile.h"

#include "client/core/viewing/FileOpening.h"
#include "shared/document/TextImport.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/Typesetter.h"
#include "tests/client/core/render/PdfParts.h"
#include "tests/client/render/signatures/CmsMaking.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

namespace {

/// Without a container, which costs each start its time; RenderProcessTest tries one.
RenderProcess::Settings settings(const char *program = "client/render/wenyi-render")
{
    return {QStringLiteral(WENYI_BUILD_DIR "/") + QString::fromLatin1(program), RenderProcess::Containers::Never,
        std::chrono::seconds(20), 4};
}

QByteArray twoPages()
{
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s), pageWith(u"𠮷田同志"_s)}};
    return *layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC),
                                        {{u"一、总则"_s, 1, 1, 0}, {u"（一）"_s, 2, 1, 0}}});
}

Result<QImage> pictureOf(const ViewedFileRef &file, const PictureRequest &request)
{
    return waitFor(file->picture(request));
}

QByteArray textReason(const ViewedFileRef &file, qsizetype page)
{
    const auto text = waitFor(file->text(page));
    return text ? QByteArray() : text.error().reason;
}

} // namespace

/// A PDF as the viewer sees it, through the real helper.
class PdfFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsPagesAndOutline();
    void tellsItsTitleAndWhetherItMayBePrinted_data();
    void tellsItsTitleAndWhetherItMayBePrinted();
    void outlineEntriesLeadToTheirPlaceOnThePage_data();
    void outlineEntriesLeadToTheirPlaceOnThePage();
    void theTextIsWhatAnotherReaderFinds();
    void paragraphsAreCopiedAsTheyWereWritten();
    void everyCharacterHasItsBox();
    void wordsFarApartAreParted();
    void partsMakeThePictureOfTheWhole();
    void missingPagesAndWildWishesAreRefused();
    void workThatIsCancelledIsNotDone();
    void answersThatNobodyWantsAreDroppedWithTheFile();
    void aPageThatKillsTheHelperCostsNoOther();
    void aFileUnderAPasswordIsRefused();
    void theFirstBytesTellAPdf();
    void signaturesAreJudgedThroughTheHelper();
    void signaturesThatCannotBeReadAreSaidToBe();

private:
    document::OfficialDocument m_document;
    layout::DocumentScene m_scene;
    QByteArray m_pdf;        ///< The sample notice.
    QList<PageText> m_texts; ///< Of its pages.
};

void PdfFileTest::initTestCase()
{
    QFile source(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    m_document = document::importText(source.readAll()).value().document;
    m_scene = layout::typeset(m_document, shippedFonts()).value().scene;
    m_pdf = layout::writePdf(m_scene, {u"通知"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}}).value();
    const auto file = PdfFile::open(m_pdf, settings());
    QVERIFY(file);
    for (qsizetype page = 0; page < (*file)->pages().size(); ++page)
        m_texts << waitFor((*file)->text(page)).value();
}

void PdfFileTest::tellsPagesAndOutline()
{
    const auto file = PdfFile::open(twoPages(), settings());
    QVERIFY(file);
    QCOMPARE((*file)->pages(), QList<PageSize>(2, PageSize{210, 297}));
    QCOMPARE((*file)->facts().kind, u"pdf"_s);
    const QList<FileHeading> outline = (*file)->outline();
    QCOMPARE(outline.size(), 2);
    QCOMPARE(outline.first().title, u"一、总则"_s);
    QCOMPARE(outline.first().page, 1);
    QCOMPARE(outline.first().level, 1);
    QCOMPARE(outline.last().level, 2);
    QVERIFY(!(*file)->scene(0));
}

/// The file as qpdf rewrites it.
static QByteArray rewritten(const QByteArray &pdf, const QStringList &options)
{
    const QTemporaryDir folder;
    QFile in(folder.filePath(u"in.pdf"_s));
    if (!in.open(QIODevice::WriteOnly) || in.write(pdf) != pdf.size())
        return {};
    in.close();
    QProcess qpdf;
    qpdf.start(u"qpdf"_s, options + QStringList{in.fileName(), folder.filePath(u"out.pdf"_s)});
    if (!qpdf.waitForFinished() || qpdf.exitCode() != 0)
        qWarning("qpdf: %s", qpdf.readAllStandardError().constData());
    QFile out(folder.filePath(u"out.pdf"_s));
    return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
}

void PdfFileTest::tellsItsTitleAndWhetherItMayBePrinted_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("mayPrint");
    const auto encrypted = [](const QString &print) {
        return QStringList{u"--encrypt"_s, {}, u"owner"_s, u"256"_s, print, u"--"_s};
    };
    QTest::newRow("plain") << QStringList{u"--compress-streams=n"_s} << true;
    QTest::newRow("may print") << encrypted(u"--print=full"_s) << true;
    QTest::newRow("may not print") << encrypted(u"--print=none"_s) << false;
}

void PdfFileTest::tellsItsTitleAndWhetherItMayBePrinted()
{
    QFETCH(const QStringList, options);
    QFETCH(const bool, mayPrint);
    const auto file = PdfFile::open(rewritten(twoPages(), options), settings());
    QVERIFY2(file, file ? "" : qPrintable(describe(file.error())));
    QCOMPARE((*file)->facts().title, u"样张"_s);
    QCOMPARE((*file)->facts().mayPrint, mayPrint);
    QVERIFY(pictureOf(*file, {0, 2, {}, {}})); // Whoever may not print may read.
}

void PdfFileTest::outlineEntriesLeadToTheirPlaceOnThePage_data()
{
    QTest::addColumn<QByteArray>("destination"); ///< Behind the page, in place of cairo's.
    QTest::addColumn<double>("top");
    QTest::newRow("place") << QByteArray("/XYZ 0 501.89 0") << (841.89 - 501.89) / 72 * 25.4;
    QTest::newRow("place without a height") << QByteArray("/XYZ 0 null 0") << 0.0;
    QTest::newRow("width from a height on") << QByteArray("/FitH 501.89") << (841.89 - 501.89) / 72 * 25.4;
    QTest::newRow("rectangle") << QByteArray("/FitR 0 0 99 501.89") << (841.89 - 501.89) / 72 * 25.4;
    QTest::newRow("whole page") << QByteArray("/Fit") << 0.0;
    QTest::newRow("above the page") << QByteArray("/XYZ 0 9999 0") << 0.0;
    QTest::newRow("below the page") << QByteArray("/XYZ 0 -9999 0") << 297.0;
}

void PdfFileTest::outlineEntriesLeadToTheirPlaceOnThePage()
{
    QFETCH(const QByteArray, destination);
    QFETCH(const double, top);
    // Uncompressed, with objects by themselves, so that a destination can be put in another's place.
    QByteArray pdf = rewritten(twoPages(), {u"--qdf"_s, u"--object-streams=disable"_s});
    static const QRegularExpression place(u"/XYZ\\s+\\S+\\s+\\S+\\s+\\S+(?=\\s*\\])"_s);
    const QString text = QString::fromLatin1(pdf);
    QVERIFY(place.match(text).hasMatch());
    pdf = QString(text).replace(place, QString::fromLatin1(destination)).toLatin1();
    const auto file = PdfFile::open(pdf, settings());
    QVERIFY2(file, file ? "" : qPrintable(describe(file.error())));
    const QList<FileHeading> outline = (*file)->outline();
    QCOMPARE(outline.size(), 2);
    QCOMPARE(outline.first().page, 1);
    QVERIFY2(std::abs(outline.first().top - top) < 0.1, qPrintable(QString::number(outline.first().top)));
}

void PdfFileTest::theTextIsWhatAnotherReaderFinds()
{
    QCOMPARE(m_texts.size(), m_scene.pages.size());
    const QStringList other =
        QString::fromUtf8(toolOutput(u"pdftotext"_s, {u"-enc"_s, u"UTF-8"_s, u"%"_s, u"-"_s}, m_pdf)).split(u'\f');
    QCOMPARE(other.size(), m_texts.size() + 1);
    for (qsizetype page = 0; page < m_texts.size(); ++page) {
        QVERIFY(m_texts.at(page).text.size() > 20);
        QCOMPARE(withoutBlanks(m_texts.at(page).text), withoutBlanks(other.at(page)));
    }
}

void PdfFileTest::paragraphsAreCopiedAsTheyWereWritten()
{
    QStringList copied;
    for (const PageText &text : m_texts)
        copied += copiedText(text, {0, text.text.size()}).split(u'\n');
    int longOnes = 0;
    int whole = 0;
    QList<document::Block> blocks = m_document.body;
    for (const document::Attachment &attachment : m_document.attachments)
        blocks += attachment.body;
    for (const document::Block &block : blocks) {
        const auto *paragraph = std::get_if<document::Paragraph>(&block);
        if (!paragraph || paragraph->text.size() < 60)
            continue;
        ++longOnes;
        whole += copied.contains(paragraph->text);
    }
    QVERIFY(longOnes > 3);
    // A paragraph that goes over to the next page is in two pieces.
    QVERIFY2(whole >= longOnes - (m_scene.pages.size() - 1),
        qPrintable(u"%1 of %2\n%3"_s.arg(whole).arg(longOnes).arg(copied.join(u'\n'))));
}

void PdfFileTest::everyCharacterHasItsBox()
{
    const auto file = PdfFile::open(twoPages(), settings());
    QVERIFY(file);
    const auto text = waitFor((*file)->text(1));
    QVERIFY(text);
    QCOMPARE(text->text, u"𠮷田同志"_s);
    QCOMPARE(text->boxes.size(), text->text.size());
    QCOMPARE(text->boxes.at(0), text->boxes.at(1)); // Two units of one character.
    const auto found = findIn(*text, u"田同"_s);
    QCOMPARE(found.size(), 1);
    const auto areas = areasOf(*text, found.first());
    QCOMPARE(areas.size(), 1);
    // Two characters of 3号, 16 points each.
    QVERIFY(areas.first().width > 10 && areas.first().width < 13);
    QCOMPARE(characterAt(*text, {areas.first().x + 1, areas.first().y + 1}), found.first().first);
}

void PdfFileTest::wordsFarApartAreParted()
{
    const QByteArray drawing = "BT /F 24 Tf 72 700 Td (Wenyi post) Tj 0 -40 Td (for) Tj 200 0 Td (documents) Tj ET";
    const auto file = PdfFile::open(onePage("595 842", drawing), settings());
    QVERIFY(file);
    QCOMPARE(waitFor((*file)->text(0))->text, u"Wenyi post\nfor documents"_s);
}

void PdfFileTest::partsMakeThePictureOfTheWhole()
{
    const auto file = PdfFile::open(twoPages(), settings());
    QVERIFY(file);
    const auto whole = pictureOf(*file, {0, 4, {}, Urgency::Seen});
    QVERIFY(whole);
    // A page of 210 mm may be a hair wider in points, and a pixel in pixels.
    QVERIFY(std::abs(whole->width() - 840) <= 1 && std::abs(whole->height() - 1188) <= 1);
    QVERIFY(*whole != *pictureOf(*file, {1, 4, {}, Urgency::Seen}));
    const QRect tile(50, 50, 400, 300);
    QCOMPARE(*pictureOf(*file, {0, 4, tile, Urgency::Later}), whole->copy(tile));
    QCOMPARE(pictureOf(*file, {0, 4, QRect(800, 1100, 300, 300), {}})->size(),
        QSize(whole->width() - 800, whole->height() - 1100));
}

void PdfFileTest::missingPagesAndWildWishesAreRefused()
{
    const auto file = PdfFile::open(twoPages(), settings());
    QVERIFY(file);
    QCOMPARE(pictureOf(*file, {2, 4, {}, {}}).error().reason, "view.no-page");
    QCOMPARE(textReason(*file, -1), "view.no-page");
    for (const double scale : {0.0, -1.0, 1e9, std::nan("")})
        QCOMPARE(pictureOf(*file, {0, scale, {}, {}}).error().reason, "layout.resolution");
    for (const QRect &tile : {QRect(), QRect(-100, -100, 50, 50), QRect(5000, 0, 50, 50)})
        QCOMPARE(pictureOf(*file, {0, 4, tile, {}}).error().reason, "render.clip");
    QCOMPARE(pictureOf(*file, {0, 90, {}, {}}).error().reason, "render.picture-size");
}

void PdfFileTest::workThatIsCancelledIsNotDone()
{
    const auto file = PdfFile::open(m_pdf, settings());
    QVERIFY(file);
    QElapsedTimer time;
    time.start();
    QVERIFY(pictureOf(*file, {0, 4, {}, {}}));
    const qint64 one = time.restart();
    QList<PagePicture> asked;
    for (int number = 0; number < 100; ++number)
        asked.append((*file)->picture({number % 3, 4, {}, Urgency::Later}));
    for (PagePicture &picture : asked)
        picture.cancel();
    QVERIFY(waitFor((*file)->text(0)));
    qsizetype done = 0;
    for (const PagePicture &picture : asked)
        done += picture.resultCount();
    QVERIFY2(done <= 1, qPrintable(QString::number(done)));
    QVERIFY2(time.elapsed() < 30 * one + 1000, qPrintable(QString::number(time.elapsed())));
}

void PdfFileTest::answersThatNobodyWantsAreDroppedWithTheFile()
{
    QList<PagePicture> pictures;
    {
        const auto file = PdfFile::open(twoPages(), settings());
        QVERIFY(file);
        for (int i = 0; i < 50; ++i)
            pictures << (*file)->picture({i % 2, 10, {}, Urgency::Later});
    }
    for (PagePicture &picture : pictures)
        picture.waitForFinished();
    QCOMPARE(pictures.last().resultCount(), 0);
}

void PdfFileTest::aPageThatKillsTheHelperCostsNoOther()
{
    const auto file = PdfFile::open("die at first page", settings("tests/test-bad-render-helper"));
    QVERIFY(file);
    // At every size, and its text too: the view asks for all of them.
    QCOMPARE(pictureOf(*file, {0, 4, {}, {}}).error().reason, "render.crashed");
    QCOMPARE(pictureOf(*file, {0, 1, {}, Urgency::Later}).error().reason, "render.crashed");
    QCOMPARE(pictureOf(*file, {0, 8, QRect(0, 0, 400, 400), {}}).error().reason, "render.crashed");
    QCOMPARE(textReason(*file, 0), "render.crashed");
    const auto other = pictureOf(*file, {1, 1, {}, {}});
    QVERIFY(other && other->pixelColor(5, 5).blue() == 255);
    QCOMPARE(textReason(*file, 1), QByteArray());
}

void PdfFileTest::aFileUnderAPasswordIsRefused()
{
    const QByteArray locked =
        toolOutput(u"qpdf"_s, {u"--encrypt"_s, u"geheim"_s, u"mehr"_s, u"256"_s, u"--"_s, u"%"_s, u"-"_s}, m_pdf);
    QVERIFY(locked.startsWith("%PDF-"));
    const auto file = PdfFile::open(locked, settings());
    QVERIFY(!file);
    QCOMPARE(file.error().reason, "render.locked");
}

void PdfFileTest::theFirstBytesTellAPdf()
{
    const auto file = openForViewing(twoPages(), shippedFonts()).takeResult();
    QVERIFY(file);
    QCOMPARE((*file)->facts().kind, u"pdf"_s);
    const auto damaged = openForViewing("%PDF-1.7 and nothing", shippedFonts()).takeResult();
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().reason, "render.pdf");
}

void PdfFileTest::signaturesAreJudgedThroughTheHelper()
{
    const tests::SigningUnit unit;
    const PdfTrust trust{unit.trust(), tests::Hierarchy::now()};
    const tests::PdfDraft good = tests::PdfDraft().sign(unit.sign());
    const auto file = PdfFile::open(good.bytes(), settings(), trust);
    QVERIFY2(file, file ? "" : qPrintable(describe(file.error())));
    QCOMPARE((*file)->signatures()->conclusion, PdfConclusion::Valid);
    QCOMPARE((*file)->signatures()->signatures.first().signature.signer, u"江阴市人民政府办公室"_s);
    const auto seals = (*file)->seals();
    QCOMPARE(seals.size(), 1);
    QCOMPARE(seals.first().conclusion, SealingConclusion::Valid);
    QVERIFY(seals.first().page == 0 && seals.first().box.width > 70 && seals.first().box.width < 71);
    const auto unknown = PdfFile::open(good.bytes(), settings());
    QVERIFY(unknown);
    QCOMPARE((*unknown)->signatures()->conclusion, PdfConclusion::SignerUnknown);
    const tests::PdfDraft more = tests::PdfDraft(good).update({{tests::Drawing, tests::PdfDraft::drawing("Pay 900")}});
    const auto changed = PdfFile::open(more.bytes(), settings(), trust);
    QVERIFY(changed);
    QCOMPARE((*changed)->signatures()->conclusion, PdfConclusion::Changed);
    QCOMPARE((*changed)->seals().first().conclusion, SealingConclusion::ContentChanged);
    const auto plain = PdfFile::open(twoPages(), settings(), trust);
    QVERIFY(plain);
    QCOMPARE((*plain)->signatures()->conclusion, PdfConclusion::NotSigned);
}

void PdfFileTest::signaturesThatCannotBeReadAreSaidToBe()
{
    const auto file = PdfFile::open("die at signatures", settings("tests/test-bad-render-helper"));
    QVERIFY(file);
    QCOMPARE((*file)->signatures()->fault->reason, "render.crashed");
    QCOMPARE((*file)->signatures()->conclusion, PdfConclusion::Invalid);
    QCOMPARE(waitFor((*file)->picture({1, 1, {}, Urgency::Seen})).has_value(), true);
}

QTEST_GUILESS_MAIN(PdfFileTest)
#include "PdfFileTest.moc"
