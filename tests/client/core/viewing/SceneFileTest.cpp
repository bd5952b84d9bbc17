// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/FileOpening.h"
#include "client/core/viewing/OfdFile.h"
#include "shared/document/TextImport.h"
#include "shared/layout/Typesetter.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/OfdWriter.h"

#include <QFile>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <atomic>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// The sample notice as it is set, and as the OFD that was written of it.
class SceneFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void picturesOfPartsMakeThePictureOfTheWhole();
    void aPageThatIsNotThereAnswersWithAReason();
    void workThatIsCancelledBeforeItBeginsIsNotDone();
    void leavesThePoolToOthersWhileItPaints();
    void anAnswerMayComeAfterTheFileIsGone();
    void paragraphsAreCopiedAsTheyWereWritten();
    void wordsAreFoundAcrossLineBreaks();
    void everyCharacterIsFoundAtItsOwnPlace();
    void anOfdGivesTheTextOfItsScene();
    void aDamagedPageDoesNotHinderTheOthers();
    void theFirstBytesTellTheKind();

private:
    document::OfficialDocument m_document;
    layout::FontSetRef m_fonts;
    SceneRef m_scene;
    QByteArray m_ofd;
};

void SceneFileTest::initTestCase()
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_document = document::importText(file.readAll()).value().document;
    m_fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
    m_scene = std::make_shared<layout::DocumentScene>(layout::typeset(m_document, m_fonts).value().scene);
    QVERIFY(m_scene->pages.size() > 2);
    m_ofd = ofd::writeOfd({*m_scene, {}, {{u"一级标题"_s, 1, 1, 30}}, {}}).value();
}

static Result<QImage> pictureOf(const ViewedFile &file, const PictureRequest &request)
{
    return file.picture(request).result();
}

void SceneFileTest::picturesOfPartsMakeThePictureOfTheWhole()
{
    const auto file = viewScene(m_scene);
    const QImage whole = pictureOf(*file, {0, 4, {}, {}}).value();
    QCOMPARE(whole.size(), QSize(840, 1188));
    QCOMPARE(file->pages().constFirst(), (PageSize{210, 297}));
    for (const QRect &tile : {QRect(0, 0, 300, 400), QRect(300, 150, 311, 257)})
        QCOMPARE(pictureOf(*file, {0, 4, tile, {}}).value(), whole.copy(tile));
}

void SceneFileTest::aPageThatIsNotThereAnswersWithAReason()
{
    const auto file = viewScene(m_scene);
    QCOMPARE(pictureOf(*file, {99, 4, {}, {}}).error().reason, "view.no-page");
    QCOMPARE(file->text(-1).result().error().reason, "view.no-page");
    QCOMPARE(pictureOf(*file, {0, 1e9, {}, {}}).error().reason, "layout.resolution");
    QVERIFY(!file->scene(99));
}

void SceneFileTest::workThatIsCancelledBeforeItBeginsIsNotDone()
{
    const auto file = viewScene(m_scene);
    QList<PagePicture> asked;
    for (int number = 0; number < 40; ++number)
        asked.append(file->picture({0, 8, {}, Urgency::Later}));
    for (PagePicture &picture : asked)
        picture.cancel();
    qsizetype done = 0;
    for (PagePicture &picture : asked) {
        picture.waitForFinished();
        done += picture.resultCount();
    }
    QVERIFY2(done <= QThreadPool::globalInstance()->maxThreadCount(), qPrintable(QString::number(done)));
}

void SceneFileTest::leavesThePoolToOthersWhileItPaints()
{
    // Every thread of the pool paints a page that ends once another task of the pool has had its turn: Qt makes such
    // tasks of large fills in a window, and waits for them.
    const int threads = QThreadPool::globalInstance()->maxThreadCount();
    QSemaphore painting;
    QSemaphore turns;
    std::atomic<int> inTime = 0;
    layout::PageScene page;
    page.width = page.height = 20;
    layout::Image image;
    image.encoded = "a picture";
    image.box = {0, 0, 20, 20};
    page.items << image;
    SceneContent content;
    content.scene = std::make_shared<layout::DocumentScene>(layout::DocumentScene{{}, {page}});
    content.pictures = [&](const QByteArray &) -> Result<QImage> {
        painting.release();
        inTime += turns.tryAcquire(1, 5'000) ? 1 : 0;
        return Error{ErrorCode::Corrupt, "layout.picture", {}};
    };
    const SceneFile file(std::move(content));
    QList<PagePicture> asked;
    for (int number = 0; number < threads; ++number)
        asked.append(file.picture({0, 4, {}, Urgency::Seen}));
    QVERIFY(painting.tryAcquire(threads, 5'000));
    QThreadPool::globalInstance()->start([&turns, threads] { turns.release(threads); });
    for (PagePicture &picture : asked)
        picture.waitForFinished();
    QCOMPARE(inTime.load(), threads);
}

void SceneFileTest::anAnswerMayComeAfterTheFileIsGone()
{
    auto file = viewScene(std::make_shared<layout::DocumentScene>(*m_scene));
    const PagePicture picture = file->picture({1, 3, {}, {}});
    const PageTextAnswer text = file->text(1);
    file.reset();
    QVERIFY(picture.result());
    QVERIFY(!text.result()->text.isEmpty());
}

void SceneFileTest::paragraphsAreCopiedAsTheyWereWritten()
{
    QStringList copied;
    for (const layout::PageScene &page : m_scene->pages) {
        const PageText text = textOf(page);
        QCOMPARE(text.boxes.size(), text.text.size());
        copied += copiedText(text, {0, text.text.size()}).split(u'\n');
    }
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
    QVERIFY2(whole >= longOnes - (m_scene->pages.size() - 1),
        qPrintable(u"%1 of %2\n%3"_s.arg(whole).arg(longOnes).arg(copied.join(u'\n'))));
}

void SceneFileTest::wordsAreFoundAcrossLineBreaks()
{
    const PageText text = textOf(m_scene->pages.at(1));
    const QStringList lines = text.text.split(u'\n');
    const auto line = std::ranges::find_if(lines, [](const QString &one) { return one.size() > 20; });
    QVERIFY(line != lines.end() && line + 1 != lines.end());
    const QString words = line->right(3) + (line + 1)->left(2);
    const QList<TextRange> found = findIn(text, words);
    QVERIFY(!found.isEmpty());
    QCOMPARE(areasOf(text, found.constFirst()).size(), 2);
    QVERIFY(findIn(text, u"绝不会有的词"_s).isEmpty());
    QVERIFY(findIn(text, u" "_s).isEmpty());
}

void SceneFileTest::everyCharacterIsFoundAtItsOwnPlace()
{
    const PageText text = textOf(m_scene->pages.at(1));
    for (qsizetype index = 0; index < text.text.size(); ++index) {
        const layout::Rect &box = text.boxes.at(index);
        if (text.text.at(index) != u'\n' && box.width > 0)
            QCOMPARE(characterAt(text, {box.x + box.width / 2, box.y + box.height / 2}), index);
    }
    QCOMPARE(characterAt({}, {10, 10}), -1);
}

void SceneFileTest::anOfdGivesTheTextOfItsScene()
{
    const auto file = openOfd(m_ofd, m_fonts);
    QVERIFY(file);
    QCOMPARE((*file)->pages().size(), m_scene->pages.size());
    QCOMPARE((*file)->outline().constFirst().title, u"一级标题"_s);
    for (qsizetype page = 0; page < m_scene->pages.size(); ++page)
        QCOMPARE((*file)->text(page).result()->text, textOf(m_scene->pages.at(page)).text);
}

void SceneFileTest::aDamagedPageDoesNotHinderTheOthers()
{
    const auto package = ofd::Package::open(m_ofd);
    QList<ofd::PackageEntry> entries = package->readAll().value();
    std::ranges::find(entries, u"Doc_0/Pages/Page_1/Content.xml"_s, &ofd::PackageEntry::path)->bytes =
        "<Page><Content>";
    const auto file = openOfd(ofd::writePackage(entries).value(), m_fonts);
    QVERIFY(file);
    QCOMPARE((*file)->pages().size(), m_scene->pages.size());
    QVERIFY(pictureOf(**file, {0, 2, {}, {}}));
    QVERIFY(pictureOf(**file, {1, 2, {}, {}}).error().reason.startsWith("ofd."));
    QVERIFY(!(*file)->text(1).result());
    QVERIFY(!(*file)->scene(1));
    QVERIFY(pictureOf(**file, {2, 2, {}, {}}));
    // What is signed or archived has to be whole.
    QVERIFY(!ofd::readOfd(ofd::Package::open(ofd::writePackage(entries).value()).value(), m_fonts));
}

void SceneFileTest::theFirstBytesTellTheKind()
{
    QCOMPARE((*openForViewing(m_ofd, m_fonts).result())->facts().kind, u"ofd"_s);
    QCOMPARE(openForViewing("plain text", m_fonts).result().error().reason, "view.kind-unknown");
    QCOMPARE(openForViewing({}, m_fonts).result().error().reason, "view.kind-unknown");
}

QTEST_GUILESS_MAIN(SceneFileTest)
#include "SceneFileTest.moc"
