// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftText.h"

#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"

#include <QMap>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using document::Block;

/// The lines that stand for blocks a plain editor cannot hold, in the order of the body.
QList<std::pair<QString, Block>> namedBlocks(const QList<Block> &body)
{
    QList<std::pair<QString, Block>> named;
    int tables = 0;
    int pictures = 0;
    for (const Block &block : body) {
        if (std::holds_alternative<document::Table>(block))
            named.append({u"［表格%1］"_s.arg(++tables), block});
        else if (std::holds_alternative<document::Picture>(block))
            named.append({u"［图片%1］"_s.arg(++pictures), block});
    }
    return named;
}

} // namespace

QString textOfBody(const QList<Block> &body)
{
    QList<std::pair<QString, Block>> named = namedBlocks(body);
    QStringList lines;
    for (const Block &block : body) {
        if (const auto *paragraph = std::get_if<document::Paragraph>(&block))
            lines.append(paragraph->text);
        else if (const auto *heading = std::get_if<document::Heading>(&block))
            lines.append(heading->text);
        else
            lines.append(named.takeFirst().first);
    }
    return lines.join(u'\n');
}

QList<Block> bodyOfText(const QString &text, const QList<Block> &before)
{
    QMap<QString, Block> named;
    for (const auto &[line, block] : namedBlocks(before))
        named.insert(line, block);
    QList<Block> body;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = document::toPageText(raw).trimmed();
        if (line.isEmpty())
            continue;
        body.append(named.contains(line) ? named.value(line) : document::blockOf(line));
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
