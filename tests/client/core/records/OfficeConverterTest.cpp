// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/OfficeConverter.h"
#include "client/core/records/DraftFiles.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A script stands for LibreOffice: what it is asked, and what becomes of it when it misbehaves. The real one is asked
/// where it is installed.
class OfficeConverterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItMakesIsImported();
    void itIsAskedInAFolderOfItsOwnThatIsGoneAfterwards();
    void whatItRefusesIsSaid_data();
    void whatItRefusesIsSaid();
    void itIsKilledWithAllItStarted_data();
    void itIsKilledWithAllItStarted();
    void withoutItTheKindIsRefused();
    void theRealOneReadsWhatItWrote_data();
    void theRealOneReadsWhatItWrote();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    /// A program that runs this script; $6 and on are as LibreOffice's: --outdir OUT SOURCE at the end.
    QString office(const QByteArray &script);

    QTemporaryDir m_folder;
    int m_programs = 0;
};

QString OfficeConverterTest::office(const QByteArray &script)
{
    const QString program = path(u"soffice-%1"_s.arg(++m_programs));
    QFile file(program);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\nfor last; do out=$before; before=$last; done\n" + script + '\n');
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return program;
}

void OfficeConverterTest::whatItMakesIsImported()
{
    VERIFY_DONE(writeDocx(path(u"made.docx"_s), sampleNotice()));
    VERIFY_DONE(writeDurably(path(u"旧文 -x.doc"_s), "old"));
    const OfficeConverter converter(
        office("mkdir -p \"$out\" && cp '" + path(u"made.docx"_s).toUtf8() + "' \"$out/source.docx\""), 20s);
    const auto imported = readForImport(path(u"旧文 -x.doc"_s), {}, {}, converter);
    VERIFY_DONE(imported);
    QVERIFY(imported->document == sampleNotice());
}

void OfficeConverterTest::itIsAskedInAFolderOfItsOwnThatIsGoneAfterwards()
{
    VERIFY_DONE(writeDurably(path(u"a.WPS"_s), "old text"));
    const QByteArray record = path(u"record"_s).toUtf8();
    const OfficeConverter converter(office("{ printf '%s\\n' \"$@\"; pwd; echo \"$HOME\"; cat \"$last\"; } > '" + record
                                           + "'; mkdir \"$out\"; echo x > \"$out/source.docx\""),
        20s);
    QCOMPARE(converter.toDocx(path(u"a.WPS"_s)).value(), QByteArray("x\n"));
    const QStringList told = QString::fromUtf8(readBounded(path(u"record"_s), 10'000).value()).split(u'\n');
    const QString folder = told.at(told.size() - 3);
    QCOMPARE(told.at(told.size() - 2), folder); // Its home.
    QCOMPARE(told.last(), u"old text"_s);
    QCOMPARE(told.first(), u"-env:UserInstallation=file://"_s + folder + u"/profile"_s);
    QVERIFY(told.contains(u"--headless"_s) && told.contains(u"--convert-to"_s));
    QVERIFY(told.contains(folder + u"/source.wps"_s));
    QVERIFY(!QDir(folder).exists());
}

void OfficeConverterTest::whatItRefusesIsSaid_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("it fails") << QByteArray("exit 3");
    QTest::newRow("it makes nothing") << QByteArray("exit 0");
    QTest::newRow("it crashes") << QByteArray("kill -SEGV $$");
    QTest::newRow("it makes a link") << QByteArray("mkdir \"$out\"; ln -s /etc/passwd \"$out/source.docx\"");
}

void OfficeConverterTest::whatItRefusesIsSaid()
{
    QFETCH(QByteArray, script);
    VERIFY_DONE(writeDurably(path(u"a.doc"_s), "old"));
    COMPARE_REASON(OfficeConverter(office(script), 20s).toDocx(path(u"a.doc"_s)), "import.office-refused");
}

void OfficeConverterTest::itIsKilledWithAllItStarted_data()
{
    QTest::addColumn<bool>("isCancelled");
    QTest::newRow("after its time") << false;
    QTest::newRow("when it is cancelled") << true;
}

void OfficeConverterTest::itIsKilledWithAllItStarted()
{
    QFETCH(bool, isCancelled);
    VERIFY_DONE(writeDurably(path(u"a.rtf"_s), "old"));
    const QString record = path(u"child-%1"_s.arg(isCancelled));
    const QString program = office("sleep 60 & echo $! > '" + record.toUtf8() + "'; wait");
    QElapsedTimer since;
    since.start();
    const OfficeConverter converter(program, isCancelled ? 60'000ms : 500ms);
    const auto made = converter.toDocx(path(u"a.rtf"_s), [&](qint64, qint64) {
        return isCancelled && QFile(record).size() > 0 ? Continuation::Cancel : Continuation::GoOn;
    });
    COMPARE_REASON(made, isCancelled ? "import.cancelled" : "import.office-slow");
    QVERIFY(since.elapsed() < 45'000);
    const int child = readBounded(record, 100).value().trimmed().toInt();
    QVERIFY(child > 1);
    // Whoever adopts it may take a moment to notice its end.
    const auto isGone = [child] {
        QFile status(u"/proc/%1/stat"_s.arg(child));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
    };
    QTRY_VERIFY(isGone());
}

void OfficeConverterTest::withoutItTheKindIsRefused()
{
    VERIFY_DONE(writeDurably(path(u"a.doc"_s), "old"));
    COMPARE_REASON(OfficeConverter(QString(), 1s).toDocx(path(u"a.doc"_s)), "import.office-missing");
    COMPARE_REASON(OfficeConverter(path(u"nowhere"_s), 1s).toDocx(path(u"a.doc"_s)), "import.office-missing");
    COMPARE_REASON(readForImport(path(u"a.doc"_s), {}, {}, OfficeConverter(QString(), 1s)), "import.office-missing");
}

void OfficeConverterTest::theRealOneReadsWhatItWrote_data()
{
    QTest::addColumn<QString>("ending");
    for (const QString &ending : {u"doc"_s, u"rtf"_s, u"odt"_s})
        QTest::newRow(qPrintable(ending)) << ending;
}

void OfficeConverterTest::theRealOneReadsWhatItWrote()
{
    QFETCH(QString, ending);
    const OfficeConverter converter = OfficeConverter::installed();
    if (converter.program().isEmpty())
        QSKIP("LibreOffice is not installed");
    VERIFY_DONE(writeDocx(path(u"text.docx"_s), sampleNotice()));
    QProcess office;
    office.start(
        converter.program(), {u"-env:UserInstallation=file://"_s + path(u"profile"_s), u"--headless"_s,
                                 u"--convert-to"_s, ending, u"--outdir"_s, m_folder.path(), path(u"text.docx"_s)});
    QVERIFY(office.waitForFinished(120'000));
    const QString source = path(u"text."_s + ending);
    QVERIFY(QFile::exists(source));
    const auto imported = readForImport(source, {}, {}, converter);
    VERIFY_DONE(imported);
    const document::OfficialDocument &document = imported->document;
    const document::OfficialDocument wanted = sampleNotice();
    QCOMPARE(document.title, wanted.title);
    QCOMPARE(document.number, wanted.number);
    QCOMPARE(document.recipients, wanted.recipients);
    QCOMPARE(document.signatories, wanted.signatories);
    QCOMPARE(document.date, wanted.date);
    QCOMPARE(document.body, wanted.body);
    QCOMPARE(imported->left(), QStringList());
}

QTEST_GUILESS_MAIN(OfficeConverterTest)
#include "OfficeConverterTest.moc"
