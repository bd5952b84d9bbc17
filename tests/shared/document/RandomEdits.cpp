// SPDX-License-Identifier: GPL-3.0-or-later
#include "RandomEdits.h"

using namespace wenyi::document;
using namespace Qt::StringLiterals;

static const QStringList Words{u"安全"_s, u"生产"_s, u"检查"_s, u"各镇"_s, u"人民政府"_s, u"2026年"_s, u"6月"_s,
    u"要"_s, u"认真"_s, u"组织"_s, u"落实"_s, u"，"_s, u"。"_s, u"；"_s, u"GB/T 9704"_s, u"防汛"_s, u"𬭎"_s, u"的"_s,
    u"和"_s};

QString RandomEdits::words(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += Words.at(below(static_cast<int>(Words.size())));
    return text;
}

QString RandomEdits::paragraph()
{
    return words(5 + below(60)) + u"。"_s;
}

Block RandomEdits::block()
{
    switch (below(8)) {
    case 0:
        return Heading{1 + below(4), words(4)};
    case 1: {
        Table table;
        for (int row = 0; row < 1 + below(4); ++row) {
            QStringList cells;
            for (int cell = 0; cell < 1 + below(4); ++cell)
                cells.append(words(below(3)));
            table.rows.append(cells);
        }
        return table;
    }
    case 2:
        return Picture{u"blob:%1"_s.arg(below(5))};
    default:
        return Paragraph{paragraph()};
    }
}

OfficialDocument RandomEdits::document()
{
    OfficialDocument document;
    document.title = u"关于"_s + words(4) + u"的通知"_s;
    document.recipients = {words(2), words(2)};
    document.date = QDate(2026, 11, 1 + below(28));
    for (int i = 0; i < below(14); ++i)
        document.body.append(block());
    for (int i = 0; i < below(3); ++i)
        document.attachments.append({words(3), {block(), block()}});
    return document;
}

OfficialDocument RandomEdits::longDocument(int pages)
{
    OfficialDocument document = this->document();
    // 22 lines of 28 characters a page.
    for (qsizetype characters = 0; characters < qsizetype(pages) * 600;) {
        const QString text = paragraph();
        characters += (text.size() / 28 + 1) * 28;
        document.body.append(Paragraph{text});
    }
    return document;
}

QString RandomEdits::editedText(QString text)
{
    for (int i = 0; i < 1 + below(3); ++i) {
        const int at = below(static_cast<int>(text.size()) + 1);
        if (below(2) == 0)
            text.insert(at, words(1 + below(3)));
        else
            text.remove(at, 1 + below(6));
    }
    // Never half a character.
    text.remove(QChar(0xFFFD));
    return QString::fromUtf8(text.toUtf8()).remove(QChar(0xFFFD));
}

void RandomEdits::editBody(QList<Block> &body)
{
    const qsizetype count = body.size() / 10 + 2;
    for (qsizetype i = 0; i < count && !body.isEmpty(); ++i) {
        const int at = below(static_cast<int>(body.size()));
        switch (below(6)) {
        case 0:
            body.removeAt(at);
            break;
        case 1:
            body.insert(at, block());
            break;
        case 2:
            body.move(at, below(static_cast<int>(body.size())));
            break;
        case 3:
            if (auto *table = std::get_if<Table>(&body[at])) {
                table->rows[below(static_cast<int>(table->rows.size()))].append(words(1));
                break;
            }
            [[fallthrough]];
        default:
            if (auto *paragraph = std::get_if<Paragraph>(&body[at]))
                paragraph->text = editedText(paragraph->text);
            else if (auto *heading = std::get_if<Heading>(&body[at]))
                heading->level = 1 + heading->level % 4;
        }
    }
}

OfficialDocument RandomEdits::edited(OfficialDocument document)
{
    editBody(document.body);
    if (below(3) == 0)
        document.title = editedText(document.title);
    if (below(3) == 0)
        document.recipients.append(words(2));
    if (below(4) == 0)
        document.date = document.date.addDays(3);
    if (!document.attachments.isEmpty() && below(2) == 0)
        editBody(document.attachments[0].body);
    if (below(5) == 0)
        document.attachments.append({words(3), {block()}});
    else if (!document.attachments.isEmpty() && below(5) == 0)
        document.attachments.removeFirst();
    return document;
}
