// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "shared/layout/PdfWriter.h"
#include "tests/client/cli/CommandOffice.h"
#include "tests/client/render/signatures/CmsMaking.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

/// Nothing tells the program where its helper is.
QProcessEnvironment environment()
{
    QProcessEnvironment told = commandEnvironment();
    told.remove(u"WENYI_RENDER"_s);
    return told;
}

QByteArray twoPages()
{
    const layout::DocumentScene scene{u"样张"_s, {pageWith(u"关于防汛工作的通知"_s), pageWith(u"第二页"_s)}};
    return layout::writePdf(scene, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}}).value();
}

} // namespace

/// `wenyictl pdf`, through the real helper.
class PdfCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesTheTextOfEveryPage();
    void drawsEveryPage();
    void whatCannotBeReadIsRefusedInWords_data();
    void whatCannotBeReadIsRefusedInWords();
    void signaturesAreVerified();
    void wrongUseIsTold();
    void theHelperIsFoundWhereItIsInstalled();

private:
    /// A file of the test's folder with these bytes.
    QString fileOf(const QByteArray &bytes) const;

    QTemporaryDir m_folder;
    QByteArray m_pdf;
};

void PdfCommandTest::initTestCase()
{
    m_pdf = twoPages();
}

QString PdfCommandTest::fileOf(const QByteArray &bytes) const
{
    const QString path = m_folder.filePath(u"file.pdf"_s);
    return writeDurably(path, bytes) ? path : QString();
}

void PdfCommandTest::givesTheTextOfEveryPage()
{
    const QString file = fileOf(m_pdf);
    const CommandRun json = runCommand({u"--json"_s, u"pdf"_s, u"text"_s, file}, environment());
    QVERIFY2(json.status == 0, json.said().constData());
    QCOMPARE(json.json().value(u"pages"_s).toArray(), (QJsonArray{u"关于防汛工作的通知"_s, u"第二页"_s}));
    const CommandRun plain = runCommand({u"pdf"_s, u"text"_s, file}, environment());
    QCOMPARE(QString::fromUtf8(plain.out), u"关于防汛工作的通知\n第二页\n"_s);
    // Nothing is said where nothing is wrong.
    QVERIFY2(!plain.errors.contains("confined"), plain.errors.constData());
}

void PdfCommandTest::drawsEveryPage()
{
    const QString pictures = m_folder.filePath(u"deep/pictures"_s);
    const CommandRun drawn =
        runCommand({u"pdf"_s, u"render"_s, fileOf(m_pdf), u"--dpi"_s, u"50.8"_s, u"--out"_s, pictures}, environment());
    QVERIFY2(drawn.status == 0, drawn.said().constData());
    QCOMPARE(QDir(pictures).entryList(QDir::Files), (QStringList{u"page-1.png"_s, u"page-2.png"_s}));
    const QImage first(pictures + u"/page-1.png"_s);
    const QImage second(pictures + u"/page-2.png"_s);
    QVERIFY(std::abs(first.width() - 420) <= 1 && std::abs(first.height() - 594) <= 1);
    QVERIFY(first.size() == second.size() && first != second);
}

void PdfCommandTest::whatCannotBeReadIsRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("no PDF") << QByteArray("no PDF") << QByteArray("render.pdf");
    QTest::newRow("locked") << toolOutput(
        u"qpdf"_s, {u"--encrypt"_s, u"geheim"_s, u"mehr"_s, u"256"_s, u"--"_s, u"%"_s, u"-"_s}, m_pdf)
                            << QByteArray("under a password");
}

void PdfCommandTest::whatCannotBeReadIsRefusedInWords()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, words);
    QVERIFY(!bytes.isEmpty());
    const CommandRun text = runCommand({u"pdf"_s, u"text"_s, fileOf(bytes)}, environment());
    QVERIFY2(text.status == 1 && text.errors.contains(words), text.said().constData());
    QVERIFY(text.out.isEmpty());
}

void PdfCommandTest::signaturesAreVerified()
{
    using namespace wenyi::tests;
    SigningUnit unit;
    const QString roots = m_folder.filePath(u"roots.pem"_s);
    QVERIFY(writeDurably(
        roots, unit.hierarchy().root().certificate().toPem() + unit.hierarchy().operating().certificate().toPem()));
    QStringList trust{u"--trust"_s, roots};
    for (const QByteArray &list : unit.lists()) {
        const QString path = m_folder.filePath(u"list-%1.crl"_s.arg(trust.size()));
        QVERIFY(writeDurably(path, list));
        trust << u"--crl"_s << path;
    }
    const auto verify = [&](const QByteArray &bytes, const QStringList &more) {
        return runCommand(QStringList{u"pdf"_s, u"verify"_s, fileOf(bytes)} + more, environment());
    };
    const PdfDraft good = PdfDraft().sign(unit.sign());
    const CommandRun valid = verify(good.bytes(), trust + QStringList{u"--json"_s});
    QVERIFY2(valid.status == 0, valid.said().constData());
    QCOMPARE(valid.json().value(u"conclusion"_s).toString(), u"valid"_s);
    const QJsonObject signature = valid.json().value(u"signatures"_s).toArray().first().toObject();
    QCOMPARE(signature.value(u"signer"_s).toString(), u"江阴市人民政府办公室"_s);
    QCOMPARE(signature.value(u"coversWholeFile"_s).toBool(), true);
    const CommandRun unknown = verify(good.bytes(), {});
    QVERIFY2(unknown.status == 1 && unknown.out.contains("signer-unknown"), unknown.said().constData());
    const CommandRun changed = verify(PdfDraft(good).append("\n").bytes(), trust);
    QVERIFY2(changed.status == 1 && changed.out.contains("Changed after signing"), changed.said().constData());
    const CommandRun plain = verify(m_pdf, trust);
    QVERIFY2(plain.status == 1 && plain.out.contains("not-signed"), plain.said().constData());
}

void PdfCommandTest::wrongUseIsTold()
{
    const QString file = fileOf(m_pdf);
    for (const QStringList &arguments :
        {QStringList{u"pdf"_s}, QStringList{u"pdf"_s, u"text"_s}, QStringList{u"pdf"_s, u"render"_s, file},
            QStringList{u"pdf"_s, u"render"_s, file, u"--out"_s, m_folder.path(), u"--dpi"_s, u"0"_s}})
        QCOMPARE(runCommand(arguments, environment()).status, 2);
}

void PdfCommandTest::theHelperIsFoundWhereItIsInstalled()
{
    // A tree as `cmake --install` makes it; a link would lead the program back to where it was built.
    QTemporaryDir installed(QStringLiteral(WENYI_BUILD_DIR "/installed-XXXXXX"));
    QVERIFY(QDir(installed.path()).mkpath(u"bin"_s) && QDir(installed.path()).mkpath(u"libexec/wenyi"_s));
    const QString program = installed.filePath(u"bin/wenyictl"_s);
    std::filesystem::create_hard_link(WENYI_BUILD_DIR "/client/cli/wenyictl", program.toStdString());
    QProcess process;
    process.setProcessEnvironment(environment());
    const auto run = [&] {
        process.start(program, {u"pdf"_s, u"text"_s, fileOf(m_pdf)});
        return process.waitForFinished() ? process.exitCode() : -1;
    };
    QCOMPARE(run(), 1); // There is no helper yet.
    QVERIFY(process.readAllStandardError().contains("render.not-started"));
    std::filesystem::create_hard_link(WENYI_BUILD_DIR "/client/render/wenyi-render",
        installed.filePath(u"libexec/wenyi/wenyi-render"_s).toStdString());
    QCOMPARE(run(), 0);
    QVERIFY(QString::fromUtf8(process.readAllStandardOutput()).contains(u"第二页"_s));
}

QTEST_GUILESS_MAIN(PdfCommandTest)
#include "PdfCommandTest.moc"
