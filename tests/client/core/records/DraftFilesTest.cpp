// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftFiles.h"

#include "client/core/incoming/IncomingService.h"
#include "shared/base/DurableFile.h"
#include "shared/document/docx/DocxExport.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

class DraftFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack();
    void aTextIsSilentAboutWhatTheDraftKeeps();
    void whatTheTextSaysReplacesTheDraft();
    void onlyTextAndDocxAreImported();
    void aCancelledImportSaysSoAndTellsHowFarItWas();
    void theClipboardIsReadByItsHtmlElseByItsText();
    void theNameOffersTheTitleAndNothingThatASystemRefuses();
    void aFailedExportLeavesWhatWasThere();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void DraftFilesTest::whatIsWrittenIsReadBack()
{
    VERIFY_DONE(writeDocx(path(u"a.docx"_s), sampleNotice()));
    const auto imported = readForImport(path(u"a.docx"_s), {});
    VERIFY_DONE(imported);
    QVERIFY(imported->document == sampleNotice());
    // The draft has nothing to add where the text says everything.
    QVERIFY(overDraft(sampleNotice(), *imported).document == sampleNotice());
}

void DraftFilesTest::aTextIsSilentAboutWhatTheDraftKeeps()
{
    document::OfficialDocument draft;
    draft.format = document::Format::Letter;
    draft.secrecy = u"秘密★1年"_s;
    draft.issuers = {u"江阴市财政局"_s};
    draft.title = u"关于报送预算的函"_s;
    draft.body = {document::Paragraph{u"旧文。"_s}};
    draft.attachments = {{u"旧表"_s, {}}};
    document::ImportedText imported;
    imported.document.body = {document::Paragraph{u"新文。"_s}};
    const document::ImportedText taken = overDraft(draft, imported);
    QCOMPARE(taken.document.format, document::Format::Letter);
    QCOMPARE(taken.document.secrecy, draft.secrecy);
    QCOMPARE(taken.document.issuers, draft.issuers);
    QCOMPARE(taken.document.title, draft.title);
    QVERIFY(taken.document.body == imported.document.body);
    QVERIFY(taken.document.attachments.isEmpty());
    QCOMPARE(taken.findings.size(), 3);
    for (const document::ImportFinding &finding : taken.findings) {
        QCOMPARE(finding.reason, QByteArray("import.kept-from-draft"));
        QCOMPARE(finding.certainty, document::Certainty::Guessed);
    }
}

void DraftFilesTest::whatTheTextSaysReplacesTheDraft()
{
    document::OfficialDocument draft = sampleNotice();
    draft.title = u"别的标题"_s;
    draft.recipients = {u"别的单位"_s};
    document::ImportedText imported;
    imported.document = sampleNotice();
    QVERIFY(overDraft(draft, imported).document == sampleNotice());
}

void DraftFilesTest::onlyTextAndDocxAreImported()
{
    QVERIFY(isImportable(u"/a/通知.DOCX"_s) && isImportable(u"b.txt"_s));
    for (const QString &name : {u"a.exe"_s, u"a.ofd"_s, u"docx"_s, QString()}) {
        QVERIFY(!isImportable(name));
        COMPARE_REASON(readForImport(path(name), {}), "import.file-kind");
    }
    COMPARE_REASON(readForImport(path(u"nowhere.txt"_s), {}), "file.missing");
    VERIFY_DONE(writeDurably(path(u"broken.docx"_s), "PK\x03\x04"));
    COMPARE_REASON(readForImport(path(u"broken.docx"_s), {}), "archive.zip-no-end");
}

void DraftFilesTest::aCancelledImportSaysSoAndTellsHowFarItWas()
{
    document::OfficialDocument large = sampleNotice();
    for (int i = 0; i < 2'000; ++i)
        large.body.append(document::Paragraph{u"第%1段。"_s.arg(i)});
    VERIFY_DONE(writeDocx(path(u"large.docx"_s), large));
    qint64 calls = 0;
    double last = 0;
    const auto whole = readForImport(path(u"large.docx"_s), {}, [&](qint64 done, qint64 total) {
        ++calls;
        const double now = static_cast<double>(done) / static_cast<double>(total);
        if (now < last || now > 1)
            last = 2; // It neither goes back nor beyond its end.
        else
            last = now;
        return Continuation::GoOn;
    });
    VERIFY_DONE(whole);
    QVERIFY(calls > 10);
    QVERIFY(last > 0.5 && last <= 1);
    for (qint64 allowed = 0; allowed < calls; allowed += std::max<qint64>(1, calls / 10)) {
        qint64 left = allowed;
        const auto stopped = readForImport(path(u"large.docx"_s), {},
            [&left](qint64, qint64) { return left-- > 0 ? Continuation::GoOn : Continuation::Cancel; });
        COMPARE_REASON(stopped, "import.cancelled");
    }
    VERIFY_DONE(writeDurably(path(u"a.txt"_s), u"关于检查的通知\n甲。"_s.toUtf8()));
    COMPARE_REASON(
        readForImport(path(u"a.txt"_s), {}, [](qint64, qint64) { return Continuation::Cancel; }), "import.cancelled");
}

void DraftFilesTest::theClipboardIsReadByItsHtmlElseByItsText()
{
    const auto byHtml = readForImport(ClippedText{u"<h1>关于检查的通知</h1><p>甲。</p>"_s, u"乙"_s}, {});
    VERIFY_DONE(byHtml);
    QCOMPARE(byHtml->document.title, u"关于检查的通知"_s);
    const auto byText = readForImport(ClippedText{u"<img>"_s, u"关于检查的通告\n甲。"_s}, {});
    VERIFY_DONE(byText);
    QCOMPARE(byText->document.title, u"关于检查的通告"_s);
    COMPARE_REASON(readForImport(ClippedText{}, {}), "document.import-empty");
    QVERIFY(blocksToPaste({{}, u"甲"_s}).isEmpty());
    QVERIFY(blocksToPaste({u"<p>"_s + QString(3 * 1024 * 1024, u' ') + u"甲</p>"_s, u"甲"_s}).isEmpty());
    QCOMPARE(blocksToPaste({u"<p>甲。</p><p>乙。</p>"_s, {}}).size(), 2);
}

void DraftFilesTest::theNameOffersTheTitleAndNothingThatASystemRefuses()
{
    document::OfficialDocument document;
    QCOMPARE(docxNameFor(document), u"公文.docx"_s);
    document.title = u"关于“A/B”\\C:D?的通知"_s;
    QCOMPARE(docxNameFor(document), u"关于“A_B”_C_D_的通知.docx"_s);
    document.title = u"长"_s.repeated(900);
    QVERIFY(docxNameFor(document).toUtf8().size() < 255);
    QVERIFY(docxNameFor(document).endsWith(u".docx"_s));
    // Nothing of a title is an ending or a folder.
    QCOMPARE(fileNameOfTitle(u"关于1.0/2.0版的通知"_s, u"（副本）.pdf"_s), u"关于1.0_2.0版的通知（副本）.pdf"_s);
}

void DraftFilesTest::aFailedExportLeavesWhatWasThere()
{
    const QString target = path(u"kept.docx"_s);
    VERIFY_DONE(writeDurably(target, "before"));
    document::OfficialDocument hidden = sampleNotice();
    hidden.body.append(document::Paragraph{u"a\u202eb"_s});
    COMPARE_REASON(writeDocx(target, hidden), "document.docx-text");
    COMPARE_REASON(writeDocx(path(u"nowhere/a.docx"_s), sampleNotice()), "file.write");
    QCOMPARE(readBounded(target, 100).value(), QByteArray("before"));
    QCOMPARE(QDir(m_folder.path()).entryList({u"kept*"_s}, QDir::Files | QDir::Hidden), {u"kept.docx"_s});
}

QTEST_GUILESS_MAIN(DraftFilesTest)
#include "DraftFilesTest.moc"
