// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/BenchText.h"
#include "client/cli/bench/Figures.h"
#include "shared/document/TextImport.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct PagesBenchArguments
{
    std::string source;
    int pages = 1'000;
    int draftPages = 20;
    int rounds = 7;
};

/// Setting a text again and again: the whole, and the whole after one more character.
struct Setting
{
    qsizetype pages = 0;
    Series milliseconds;
    QJsonObject toJson() const
    {
        return {{u"pages"_s, static_cast<qint64>(pages)}, {u"ms"_s, milliseconds.toJson()},
            {u"pagesPerSecond"_s, static_cast<double>(pages) * 1000 / milliseconds.median()}};
    }
};

Result<Setting> setWhole(const document::OfficialDocument &document, const layout::FontSetRef &fonts, int rounds)
{
    Setting setting;
    for (int i = 0; i < rounds; ++i) {
        Stopwatch watch;
        WENYI_TRY(setting.pages, pagesOf(document, fonts));
        setting.milliseconds.add(watch.milliseconds());
    }
    return setting;
}

/// What a draft's preview does when a character is typed in the middle of it.
Result<Setting> setAfterKeystrokes(document::OfficialDocument document, const layout::FontSetRef &fonts, int rounds)
{
    QList<document::Block> &text = mainText(document);
    const auto found = std::find_if(text.begin() + text.size() / 2, text.end(),
        [](const document::Block &block) { return std::holds_alternative<document::Paragraph>(block); });
    auto *paragraph = found == text.end() ? nullptr : std::get_if<document::Paragraph>(&*found);
    if (!paragraph)
        return Error{ErrorCode::InvalidInput, "bench.no-paragraph", {}};
    Setting setting;
    for (int i = 0; i < rounds * 5; ++i) {
        paragraph->text.insert(paragraph->text.size() / 2, u'字');
        Stopwatch watch;
        WENYI_TRY(setting.pages, pagesOf(document, fonts));
        setting.milliseconds.add(watch.milliseconds());
    }
    return setting;
}

Result<void> run(const PagesBenchArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray text, readBenchText(arguments.source, context));
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    WENYI_TRY(const auto imported, document::importText(text));
    WENYI_TRY(const auto draft, longText(imported.document, arguments.draftPages, fonts));
    WENYI_TRY(const Setting keystroke, setAfterKeystrokes(draft, fonts, arguments.rounds));
    WENYI_TRY(const auto tenth, longText(imported.document, arguments.pages / 10, fonts));
    WENYI_TRY(const Setting brief, setWhole(tenth, fonts, arguments.rounds));
    WENYI_TRY(const auto whole, longText(imported.document, arguments.pages, fonts));
    WENYI_TRY(const Setting full, setWhole(whole, fonts, arguments.rounds));
    const double peak = peakMegabytes();
    const auto line = [&context](const QString &what, const Setting &setting) {
        context.output.line(u"%1 %2 pages, "_s.arg(what).arg(setting.pages) + setting.milliseconds.words(u"ms"_s)
                            + u", %1 pages/s"_s.arg(setting.toJson().value(u"pagesPerSecond"_s).toDouble(), 0, 'f', 0));
    };
    line(u"after a keystroke"_s, keystroke);
    line(u"a tenth of it    "_s, brief);
    line(u"the long text    "_s, full);
    context.output.line(u"most memory       %1 MB"_s.arg(peak, 0, 'f', 0));
    context.output.result(
        {{u"bench"_s, u"pages"_s}, {u"circumstances"_s, circumstances()}, {u"keystroke"_s, keystroke.toJson()},
            {u"tenth"_s, brief.toJson()}, {u"long"_s, full.toJson()}, {u"peakMb"_s, peak}});
    return {};
}

} // namespace

void addPagesBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<PagesBenchArguments>();
    Command &command = bench.addCommand("pages", "Setting a long text, and a draft after a keystroke");
    command.addOption("--source", arguments->source, "The text; our own notice if not given");
    command.addOption("--pages", arguments->pages).within(10, 20'000);
    command.addOption("--draft", arguments->draftPages, "Pages of the draft").within(1, 1'000);
    command.addOption("--rounds", arguments->rounds).within(1, 1'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
