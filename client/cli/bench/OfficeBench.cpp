// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/BenchText.h"
#include "client/cli/bench/Figures.h"
#include "client/core/records/OfficeConverter.h"
#include "client/core/threads/ProcessGroup.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/docx/DocxExport.h"
#include "shared/document/docx/DocxImport.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/Typesetter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int LongestProcess = 300'000; // ms
/// Our own rounds for one of LibreOffice's: they are short.
constexpr int OwnRounds = 5;

struct OfficeBenchArguments
{
    std::string source;
    int files = 8;
    int rounds = 5;
};

/// A folder with copies of one docx, and the profile that LibreOffice keeps there from one process to the next.
class OfficeFolder
{
public:
    Result<void> fill(const QByteArray &docx, int files)
    {
        if (!m_folder.isValid())
            return Error{ErrorCode::StorageFailure, "file.write", m_folder.errorString()};
        for (int i = 0; i < files; ++i) {
            m_sources.append(m_folder.filePath(u"source-%1.docx"_s.arg(i)));
            WENYI_CHECK(writeDurably(m_sources.constLast(), docx));
        }
        return {};
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }
    const QString &source() const { return m_sources.constFirst(); }

    /// Milliseconds in which LibreOffice makes PDFs of so many of the copies, from its process's start to its end.
    Result<double> convert(const QString &office, int files)
    {
        QDir(path(u"out"_s)).removeRecursively();
        const QStringList arguments{u"-env:UserInstallation="_s + QUrl::fromLocalFile(path(u"profile"_s)).toString(),
            u"--headless"_s, u"--norestore"_s, u"--nolockcheck"_s, u"--nodefault"_s, u"--convert-to"_s, u"pdf"_s,
            u"--outdir"_s, path(u"out"_s)};
        WENYI_TRY(const double took, runProgram(office, arguments + m_sources.mid(0, files)));
        if (QDir(path(u"out"_s)).entryList({u"*.pdf"_s}).size() != files)
            return Error{ErrorCode::Unsupported, "import.office-refused", {}};
        return took;
    }

    /// Milliseconds that a program takes from its start to its end.
    static Result<double> runProgram(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SAL_USE_VCLPLUGIN"_s, u"svp"_s); // No display is asked for.
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        core::beginProcessGroup(process);
        Stopwatch watch;
        process.start(program, arguments);
        const bool ended = process.waitForStarted() && process.waitForFinished(LongestProcess);
        const double took = watch.milliseconds();
        if (!ended) {
            core::killProcessGroup(process.processId());
            process.waitForFinished();
        }
        if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return Error{ErrorCode::Unavailable, "bench.program-failed", QFileInfo(program).fileName()};
        return took;
    }

private:
    QTemporaryDir m_folder;
    QStringList m_sources;
};

/// Milliseconds from the docx on the disk to our PDF on the disk, in this process.
Result<double> convertHere(const OfficeFolder &folder, const layout::FontSetRef &fonts, const Context &context)
{
    Stopwatch watch;
    WENYI_TRY(const QByteArray docx, readBounded(folder.source(), document::limits::DocxBytes));
    WENYI_TRY(const auto imported, document::importDocx(docx));
    WENYI_TRY(const auto pages, layout::typeset(imported.document, fonts));
    layout::PdfInfo info;
    info.author = imported.document.issuers.join(u'，');
    info.created = toDateTime(context.environment.clock.now());
    info.outline = pages.outline;
    WENYI_TRY(const QByteArray pdf, layout::writePdf(pages.scene, info));
    QFile file(folder.path(u"own.pdf"_s));
    // Not synced, as LibreOffice's is not.
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size() || !file.flush())
        return Error{ErrorCode::StorageFailure, "file.write", file.errorString()};
    return watch.milliseconds();
}

/// The same by two processes of our own, import and typeset, with all that their starts take.
Result<double> convertByCommands(const OfficeFolder &folder)
{
    const QString own = QCoreApplication::applicationFilePath();
    const QString json = folder.path(u"own.json"_s);
    WENYI_TRY(const double importing, OfficeFolder::runProgram(own, {u"import"_s, folder.source(), u"--json"_s, json}));
    WENYI_TRY(const double setting,
        OfficeFolder::runProgram(own, {u"typeset"_s, json, u"--pdf"_s, folder.path(u"commands.pdf"_s)}));
    return importing + setting;
}

/// What the rounds took, in turn on one machine.
struct Figures
{
    Series own;
    Series ownCommands;
    Series officeOne;
    Series officeEach; ///< Of several files in one process.

    double ratio(const Series &office) const { return office.median() / own.median(); }
};

Result<Figures> measure(
    const OfficeBenchArguments &arguments, const QString &office, OfficeFolder &folder, const Context &context)
{
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    // The first ones make a profile and fill the caches of fonts and of the disk.
    WENYI_CHECK(folder.convert(office, 1));
    WENYI_CHECK(convertHere(folder, fonts, context));
    Figures figures;
    for (int round = 0; round < arguments.rounds; ++round) {
        WENYI_TRY(const double one, folder.convert(office, 1));
        WENYI_TRY(const double several, folder.convert(office, arguments.files));
        figures.officeOne.add(one);
        figures.officeEach.add(several / arguments.files);
        for (int i = 0; i < OwnRounds; ++i) {
            WENYI_TRY(const double here, convertHere(folder, fonts, context));
            figures.own.add(here);
        }
        WENYI_TRY(const double commands, convertByCommands(folder));
        figures.ownCommands.add(commands);
    }
    return figures;
}

Result<void> run(const OfficeBenchArguments &arguments, const Context &context)
{
    const QString office = core::OfficeConverter::installed().program();
    if (office.isEmpty())
        return Error{ErrorCode::Unavailable, "import.office-missing", {}};
    WENYI_TRY(const QByteArray text, readBenchText(arguments.source, context));
    WENYI_TRY(auto imported, document::importText(text));
    fillIn(imported.document);
    WENYI_TRY(const QByteArray docx, document::exportDocx(imported.document));
    OfficeFolder folder;
    WENYI_CHECK(folder.fill(docx, arguments.files));
    WENYI_TRY(const Figures figures, measure(arguments, office, folder, context));
    const QString files = u"%1 files"_s.arg(arguments.files);
    context.output.line(u"%1 characters, docx of %2 bytes to PDF, %3 build"_s.arg(QString::fromUtf8(text).size())
                            .arg(docx.size())
                            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"here, fonts loaded              "_s + figures.own.words(u"ms"_s));
    context.output.line(u"here, two commands              "_s + figures.ownCommands.words(u"ms"_s));
    context.output.line(u"LibreOffice, a process a file   "_s + figures.officeOne.words(u"ms"_s));
    context.output.line(u"LibreOffice, each of %1    "_s.arg(files) + figures.officeEach.words(u"ms"_s));
    context.output.line(u"faster by                       %1 (a process a file), %2 (each of %3)"_s.arg(
        QString::number(figures.ratio(figures.officeOne), 'f', 0),
        QString::number(figures.ratio(figures.officeEach), 'f', 0), files));
    context.output.result(
        {{u"bench"_s, u"office"_s}, {u"circumstances"_s, circumstances()}, {u"files"_s, arguments.files},
            {u"ownMs"_s, figures.own.toJson()}, {u"ownCommandsMs"_s, figures.ownCommands.toJson()},
            {u"officeOneMs"_s, figures.officeOne.toJson()}, {u"officeEachMs"_s, figures.officeEach.toJson()},
            {u"ratio"_s, figures.ratio(figures.officeOne)}, {u"ratioOfEach"_s, figures.ratio(figures.officeEach)}});
    return {};
}

} // namespace

void addOfficeBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<OfficeBenchArguments>();
    Command &command = bench.addCommand("office", "A docx as PDF, here and by LibreOffice, which has to be installed");
    command.addOption("--source", arguments->source, "The text; our own notice if not given");
    command.addOption("--files", arguments->files, "How many one process of LibreOffice converts").within(1, 100);
    command.addOption("--rounds", arguments->rounds).within(1, 1'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
