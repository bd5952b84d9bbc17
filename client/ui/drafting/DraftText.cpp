// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftText.h"

#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using document::Block;

/// The text of a paragraph or heading; null for what is no text.
const QString *textOf(const Block &block)
{
    if (const auto *paragraph = std::get_if<document::Paragraph>(&block))
        return &paragraph->text;
    const auto *heading = std::get_if<document::Heading>(&block);
    return heading ? &heading->text : nullptr;
}

/// The line of one of those kept; what is no text is named by how many of its kind came before.
QString keptLine(const QList<Block> &kept, qsizetype index)
{
    const Block &block = kept.at(index);
    if (const QString *text = textOf(block))
        return *text;
    const auto isOfItsKind = [&block](const Block &other) { return other.index() == block.index(); };
    const auto number = std::count_if(kept.begin(), kept.begin() + index + 1, isOfItsKind);
    return (std::holds_alternative<document::Table>(block) ? u"［表格%1］"_s : u"［图片%1］"_s).arg(number);
}

QString lineOf(const Block &block, QList<Block> &kept)
{
    if (const QString *text = textOf(block)) {
        kept.removeIf([text](const Block &other) { return textOf(other) && *textOf(other) == *text; });
        if (document::blockOf(*text) != block)
            kept.append(block); // A heading by its style, for example.
        return *text;
    }
    qsizetype index = kept.indexOf(block);
    if (index < 0) {
        index = kept.size();
        kept.append(block);
    }
    return keptLine(kept, index);
}

} // namespace

QString textOfBody(const QList<Block> &body, QList<Block> &kept)
{
    QStringList lines;
    for (const Block &block : body)
        lines.append(lineOf(block, kept));
    return lines.join(u'\n');
}

QList<Block> bodyOfText(const QString &text, const QList<Block> &kept)
{
    QHash<QString, Block> byLine;
    for (qsizetype i = 0; i < kept.size(); ++i)
        byLine.insert(keptLine(kept, i), kept.at(i));
    QList<Block> body;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = document::toPageText(raw).trimmed();
        if (line.isEmpty())
            continue;
        const auto found = byLine.constFind(line);
        body.append(found != byLine.constEnd() ? *found : document::blockOf(line));
    }
    return body;
}

QStringList namesOfText(const QString &text)
{
    static const QRegularExpression separators(u"[、，,；;\\n]"_s);
    QStringList names;
    for (const QString &part : text.split(separators, Qt::SkipEmptyParts)) {
        const QString name = document::toPageText(part).trimmed();
        if (!name.isEmpty())
            names.append(name);
    }
    return names;
}

document::OfficialDocument newDocument(const QString &unitName, const QDate &today)
{
    document::OfficialDocument document;
    document.kind = u"通知"_s;
    document.issuerMark = unitName + u"文件"_s;
    document.issuers = {unitName};
    document.signatories = {unitName};
    document.date = today;
    document.printer = unitName;
    document.printDate = today;
    return document;
}

} // namespace wenyi::ui
