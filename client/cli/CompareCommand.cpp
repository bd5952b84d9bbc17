// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "shared/base/DurableFile.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/TrackedChanges.h"
#include "shared/layout/PdfWriter.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using namespace document;

constexpr qsizetype MostRevisions = 100;

struct CompareArguments
{
    std::vector<std::string> sources;
    std::vector<std::string> authors;
    std::string view = "marked";
    std::string pdf;
};

QString changeWord(UnitChange change)
{
    switch (change) {
    case UnitChange::Same:
        return u"same"_s;
    case UnitChange::Changed:
        return u"changed"_s;
    case UnitChange::Deleted:
        return u"deleted"_s;
    case UnitChange::Inserted:
        return u"inserted"_s;
    case UnitChange::MovedAway:
        return u"moved-away"_s;
    case UnitChange::MovedHere:
        break;
    }
    return u"moved-here"_s;
}

/// [-gone-] and {+new+} in the text.
QString words(const QList<TextRun> &runs)
{
    QString text;
    for (const TextRun &run : runs) {
        const QString shown = QString(run.text).replace(u'\n', u'、');
        if (run.change == RunChange::Deleted)
            text += u"[-"_s + shown + u"-]"_s;
        else if (run.change == RunChange::Inserted)
            text += u"{+"_s + shown + u"+}"_s;
        else
            text += shown;
    }
    return text;
}

QString words(const ComparedBlock &block)
{
    QString text = words(block.runs);
    for (const ComparedRow &row : block.rows) {
        QStringList cells;
        for (const QList<TextRun> &cell : row.cells)
            cells.append(words(cell));
        text += (text.isEmpty() ? QString() : u" / "_s) + cells.join(u" | "_s);
    }
    if (const auto *picture = std::get_if<Picture>(&block.block))
        text = picture->source;
    return text;
}

class Report
{
public:
    explicit Report(const Output &output)
        : m_output(output)
    {
    }

    void add(const QString &element, qsizetype index, const QString &change, const QString &text)
    {
        const QString place = index < 0 ? element : u"%1 %2"_s.arg(element).arg(index + 1);
        m_output.line(u"%1: %2: %3"_s.arg(place, change, text));
        m_changes.append(QJsonObject{{u"element"_s, element}, {u"index"_s, static_cast<qint64>(index)},
            {u"change"_s, change}, {u"text"_s, text}});
    }

    void addBody(const QString &element, const QList<ComparedBlock> &body)
    {
        for (const ComparedBlock &block : body) {
            if (block.change != UnitChange::Same)
                add(element, block.after >= 0 ? block.after : block.before, changeWord(block.change), words(block));
        }
    }

    const QJsonArray &changes() const { return m_changes; }

private:
    const Output &m_output;
    QJsonArray m_changes;
};

QJsonArray report(const DocumentComparison &comparison, const Output &output)
{
    Report report(output);
    for (const ComparedField &field : comparison.fields) {
        if (hasChanges(field.runs))
            report.add(QString::fromLatin1(field.name), -1, u"changed"_s, words(field.runs));
    }
    report.addBody(u"body"_s, comparison.body);
    for (qsizetype i = 0; i < comparison.attachments.size(); ++i) {
        const ComparedAttachment &attachment = comparison.attachments.at(i);
        if (attachment.change == UnitChange::Same)
            continue;
        if (hasChanges(attachment.name))
            report.add(u"attachments"_s, i, changeWord(attachment.change), words(attachment.name));
        report.addBody(u"attachments[%1].body"_s.arg(i + 1), attachment.body);
    }
    return report.changes();
}

Result<layout::TypesetDocument> pagesOf(const CompareArguments &arguments, const QList<OfficialDocument> &revisions,
    const QStringList &authors, const layout::FontSetRef &fonts)
{
    if (arguments.view == "final")
        return layout::typeset(revisions.constLast(), fonts);
    if (arguments.view == "original")
        return layout::typeset(revisions.constFirst(), fonts);
    ChangeTracking tracking(revisions.constFirst(), {authors.constFirst(), {}});
    for (qsizetype i = 1; i < revisions.size(); ++i)
        tracking.add(revisions.at(i), {authors.at(i), {}});
    return layout::typesetMarked(tracking.marked(), fonts);
}

Result<void> run(const CompareArguments &arguments, const Context &context)
{
    QList<OfficialDocument> revisions;
    QStringList authors;
    for (const std::string &source : arguments.sources) {
        const QString path = fromArgument(source);
        WENYI_TRY(const QByteArray json, readBounded(path, limits::Json));
        WENYI_TRY(const auto revision, readDocumentJson(json));
        const auto index = static_cast<size_t>(revisions.size());
        authors.append(index < arguments.authors.size() ? fromArgument(arguments.authors.at(index))
                                                        : QFileInfo(path).completeBaseName());
        revisions.append(revision);
    }
    const DocumentComparison comparison = compareDocuments(revisions.constFirst(), revisions.constLast());
    const ChangeCount count = countChanges(comparison);
    QJsonObject result{{u"changes"_s, report(comparison, context.output)}, {u"insertions"_s, count.insertions},
        {u"deletions"_s, count.deletions}, {u"moves"_s, count.moves},
        {u"insertedCharacters"_s, static_cast<qint64>(count.insertedCharacters)},
        {u"deletedCharacters"_s, static_cast<qint64>(count.deletedCharacters)}};
    context.output.line(u"%1 insertions (%2 characters), %3 deletions (%4 characters), %5 moved"_s.arg(count.insertions)
                            .arg(count.insertedCharacters)
                            .arg(count.deletions)
                            .arg(count.deletedCharacters)
                            .arg(count.moves));
    if (!arguments.pdf.empty()) {
        WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
        WENYI_TRY(const auto pages, pagesOf(arguments, revisions, authors, fonts));
        layout::PdfInfo info;
        info.author = authors.constLast();
        info.created = toDateTime(context.environment.clock.now());
        info.outline = pages.outline;
        WENYI_TRY(const QByteArray pdf, layout::writePdf(pages.scene, info));
        WENYI_CHECK(writeDurably(fromArgument(arguments.pdf), pdf));
        result.insert(u"pdf"_s, fromArgument(arguments.pdf));
        context.output.line(fromArgument(arguments.pdf));
    }
    context.output.result(result);
    return {};
}

} // namespace

void addCompareCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<CompareArguments>();
    Command &command = app.addCommand("compare", "What was changed from the first version of a document to the last");
    command.addOption("revisions", arguments->sources, "DOC.json of each version, the oldest first")
        .required()
        .values(2, static_cast<int>(MostRevisions));
    command.addOption("--author", arguments->authors, "Who made each version, in the same order; once for each")
        .oneValueEach();
    command.addOption("--view", arguments->view, "What the PDF shows: marked (changes by author), final or original")
        .oneOf({"marked", "final", "original"});
    command.addOption("--pdf", arguments->pdf, "Where the PDF goes");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
