// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Benches.h"

#include "client/cli/bench/Figures.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TextImport.h"
#include "shared/document/TrackedChanges.h"
#include "shared/layout/Typesetter.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using namespace document;

struct CompareBenchArguments
{
    std::string source;
    int pages = 200;
    int rounds = 7;
};

/// The text again and again until it fills so many pages, each time with its number so that no two are alike.
OfficialDocument longDocument(const OfficialDocument &document, int pages)
{
    constexpr qsizetype CharactersOfPage = 22 * 28;
    OfficialDocument whole = document;
    whole.body.clear();
    qsizetype characters = 0;
    for (int round = 1; characters < pages * CharactersOfPage && whole.body.size() < limits::Blocks; ++round) {
        for (const Block &block : document.body) {
            const auto *paragraph = std::get_if<Paragraph>(&block);
            if (!paragraph)
                continue;
            const QString text = u"第%1稿 "_s.arg(round) + paragraph->text;
            characters += (text.size() + 2 + 27) / 28 * 28;
            whole.body.append(Paragraph{text});
        }
        if (document.body.isEmpty())
            break;
    }
    return whole;
}

/// What a reviewer leaves behind: every third paragraph reworded, some taken out, added and moved.
OfficialDocument revised(OfficialDocument document)
{
    for (qsizetype i = 0; i < document.body.size(); ++i) {
        if (auto *paragraph = std::get_if<Paragraph>(&document.body[i]); paragraph && i % 3 == 0) {
            paragraph->text.replace(u"。"_s, u"，抓好落实。"_s);
            paragraph->text.remove(paragraph->text.size() / 2, 4);
        }
    }
    for (qsizetype i = 20; i + 12 < document.body.size(); i += 40) {
        document.body.removeAt(i);
        document.body.insert(i + 4, Paragraph{u"各地各部门要加强组织领导，确保第%1项工作落到实处。"_s.arg(i)});
        document.body.move(i + 6, i + 10);
    }
    return document;
}

Result<void> run(const CompareBenchArguments &arguments, const Context &context)
{
    const QString source = arguments.source.empty() ? context.environment.resources + u"/documents/sample-notice.txt"_s
                                                    : fromArgument(arguments.source);
    WENYI_TRY(const QByteArray text, readBounded(source, limits::ImportBytes));
    WENYI_TRY(const auto imported, importText(text));
    const OfficialDocument before = longDocument(imported.document, arguments.pages);
    const OfficialDocument after = revised(before);
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    WENYI_TRY(const auto plain, layout::typeset(before, fonts));
    const qsizetype pages = plain.scene.pages.size();
    Series comparing;
    Series tracking;
    Series setting;
    ChangeCount count;
    for (int i = 0; i < arguments.rounds; ++i) {
        const Stopwatch compared;
        count = countChanges(compareDocuments(before, after));
        comparing.add(compared.milliseconds());
        const Stopwatch tracked;
        ChangeTracking changes(before, {u"拟稿人"_s, {}});
        changes.add(after, {u"核稿人"_s, {}});
        const MarkedDocument marked = changes.marked();
        tracking.add(tracked.milliseconds());
        const Stopwatch set;
        WENYI_TRY(const auto markedPages, layout::typesetMarked(marked, fonts));
        setting.add(set.milliseconds());
    }
    context.output.line(
        u"%1 pages with %2 insertions, %3 deletions and %4 moved paragraphs, %5 rounds, %6 build"_s.arg(pages)
            .arg(count.insertions)
            .arg(count.deletions)
            .arg(count.moves)
            .arg(arguments.rounds)
            .arg(circumstances().value(u"build"_s).toString()));
    context.output.line(u"compared             "_s + comparing.words(u"ms"_s));
    context.output.line(u"tracked by author    "_s + tracking.words(u"ms"_s));
    context.output.line(u"marked pages set     "_s + setting.words(u"ms"_s));
    context.output.result(
        {{u"bench"_s, u"compare"_s}, {u"circumstances"_s, circumstances()}, {u"pages"_s, static_cast<qint64>(pages)},
            {u"insertions"_s, count.insertions}, {u"deletions"_s, count.deletions}, {u"moves"_s, count.moves},
            {u"compareMs"_s, comparing.toJson()}, {u"trackMs"_s, tracking.toJson()}, {u"setMs"_s, setting.toJson()}});
    return {};
}

} // namespace

void addCompareBench(Command &bench, Chosen &chosen)
{
    auto arguments = std::make_shared<CompareBenchArguments>();
    Command &command = bench.addCommand("compare", "Two versions of a long text, compared and set with their marks");
    command.addOption("--source", arguments->source, "The text that is repeated; our own notice if not given");
    command.addOption("--pages", arguments->pages).within(1, 5'000);
    command.addOption("--rounds", arguments->rounds).within(1, 10'000);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
