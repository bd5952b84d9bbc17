// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/BenchText.h"
#include "client/cli/bench/Figures.h"
#include "client/core/sealing/FinalDocument.h"
#include "shared/document/TextImport.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/Typesetter.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct TypesetBenchArguments
{
    std::string source;
    int rounds = 15;
};

/// What one round took, part by part, and what it made.
struct Round
{
    double import = 0;
    double scenes = 0; ///< Of the OFD's part.
    double ofd = 0;
    double pdf = 0;
    qsizetype pages = 0;
    qsizetype ofdBytes = 0;
    qsizetype pdfBytes = 0;
};

/// From the text to the two files, as the registrar's and the seal keeper's desktops do it.
Result<Round> measure(const QByteArray &text, const layout::FontSetRef &fonts, Instant now)
{
    Round round;
    Stopwatch importing;
    WENYI_TRY(auto imported, document::importText(text));
    round.import = importing.milliseconds();
    document::OfficialDocument &document = imported.document;
    fillIn(document);
    Stopwatch setting;
    WENYI_CHECK(layout::typeset(document, fonts));
    round.scenes = setting.milliseconds();
    Stopwatch writingOfd;
    WENYI_TRY(const auto final, core::finishDocument(document, UnitCode(u"11320281014033000A"_s), fonts, now));
    round.ofd = writingOfd.milliseconds();
    Stopwatch writingPdf;
    layout::PdfInfo info;
    info.author = document.issuers.join(u'，');
    info.created = toDateTime(now);
    info.outline = final.pages.outline;
    WENYI_TRY(const QByteArray pdf, layout::writePdf(final.pages.scene, info));
    round.pdf = writingPdf.milliseconds();
    round.pages = final.pages.scene.pages.size();
    round.ofdBytes = final.ofd.size();
    round.pdfBytes = pdf.size();
    return round;
}

Result<void> run(const TypesetBenchArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray text, readBenchText(arguments.source, context));
    Stopwatch loading;
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    const double loaded = loading.milliseconds();
    Series import;
    Series scenes;
    Series ofd;
    Series pdf;
    Series whole;
    Round first;
    Round last;
    for (int i = 0; i < arguments.rounds; ++i) {
        WENYI_TRY(last, measure(text, fonts, context.environment.clock.now()));
        if (i == 0)
            first = last;
        import.add(last.import);
        scenes.add(last.scenes);
        ofd.add(last.ofd);
        pdf.add(last.pdf);
        whole.add(last.import + last.ofd + last.pdf);
    }
    const double cold = first.import + first.ofd + first.pdf;
    context.output.line(u"%1 characters, %2 pages, %3 rounds, %4 build"_s.arg(QString::fromUtf8(text).size())
                            .arg(last.pages)
                            .arg(arguments.rounds)
                            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"fonts loaded once in %1 ms"_s.arg(loaded, 0, 'f', 1));
    context.output.line(u"import               "_s + import.words(u"ms"_s));
    context.output.line(u"pages alone          "_s + scenes.words(u"ms"_s));
    context.output.line(u"pages and OFD        "_s + ofd.words(u"ms"_s));
    context.output.line(u"PDF                  "_s + pdf.words(u"ms"_s));
    context.output.line(
        u"together             "_s + whole.words(u"ms"_s) + u"; the first %1 ms"_s.arg(cold, 0, 'f', 1));
    context.output.result({{u"bench"_s, u"typeset"_s}, {u"circumstances"_s, circumstances()},
        {u"pages"_s, static_cast<qint64>(last.pages)}, {u"ofdBytes"_s, static_cast<qint64>(last.ofdBytes)},
        {u"pdfBytes"_s, static_cast<qint64>(last.pdfBytes)}, {u"fontsMs"_s, loaded}, {u"firstMs"_s, cold},
        {u"importMs"_s, import.toJson()}, {u"scenesMs"_s, scenes.toJson()}, {u"ofdMs"_s, ofd.toJson()},
        {u"pdfMs"_s, pdf.toJson()}, {u"wholeMs"_s, whole.toJson()}});
    return {};
}

} // namespace

void addTypesetBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<TypesetBenchArguments>();
    Command &command = bench.addCommand("typeset", "A text on its pages, as OFD and as PDF");
    command.addOption("--source", arguments->source, "The text; our own notice if not given");
    command.addOption("--rounds", arguments->rounds).within(1, 10'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
