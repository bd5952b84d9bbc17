// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftText.h"

#include "shared/document/DocumentKind.h"
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

namespace {

/// The layout that a kind has; other kinds keep the one they have, and leave those that are not theirs.
document::Format formatOfKind(const QString &kind, document::Format now)
{
    const auto known = document::kindFromWord(kind);
    if (known && *known == document::DocumentKind::Order)
        return document::Format::Order;
    if (known && *known == document::DocumentKind::Minutes)
        return document::Format::Minutes;
    return now == document::Format::Letter ? now : document::Format::Document;
}

/// The word behind the organ's name in its mark.
QString markWord(document::Format format)
{
    if (format == document::Format::Order)
        return u"令"_s;
    return format == document::Format::Minutes ? u"会议纪要"_s : u"文件"_s;
}

/// 职务 in which the head of a people's government signs its orders: 镇人民政府, 镇长; empty for other organs.
QString dutyOfHead(const QString &organ)
{
    static const QRegularExpression government(u"([省市县区镇乡])人民政府\\z"_s);
    const auto match = government.match(organ);
    return match.hasMatch() ? match.captured(1) + u'长' : QString();
}

QStringList signatoriesOf(const document::OfficialDocument &document)
{
    if (document.format == document::Format::Minutes)
        return {};
    if (document.format != document::Format::Order)
        return document.issuers;
    const QString duty = dutyOfHead(document.issuers.value(0));
    return duty.isEmpty() ? QStringList() : QStringList{duty};
}

} // namespace

document::OfficialDocument withKind(document::OfficialDocument document, const QString &kind)
{
    const document::Format before = document.format;
    const QStringList usual = signatoriesOf(document);
    document.kind = kind;
    document.format = formatOfKind(kind, before);
    if (document.format == before)
        return document;
    const QString organ = document.issuers.value(0);
    if (document.issuerMark == organ + markWord(before))
        document.issuerMark = organ + markWord(document.format);
    if (document.signatories == usual)
        document.signatories = signatoriesOf(document);
    document.signing = document.format == document::Format::Minutes ? document::Signing::Unsealed
                                                                    : document::usualSigning(document.format);
    return document;
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
