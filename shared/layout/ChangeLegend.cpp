// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/ChangeLegend.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/PageMarks.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;
using document::AuthorShare;
using document::FieldHistory;
using document::MarkedDocument;
using document::RevisionMaker;
using document::TrackedRun;

namespace {

/// What offices call the elements (GB/T 9704 clause 7).
QString elementTitle(const QByteArray &name)
{
    static const QHash<QByteArray, QString> titles{{"format", u"版式"_s}, {"kind", u"文种"_s},
        {"copyNumber", u"份号"_s}, {"secrecy", u"密级和保密期限"_s}, {"urgency", u"紧急程度"_s},
        {"issuerMark", u"发文机关标志"_s}, {"issuers", u"发文机关"_s}, {"number", u"发文字号"_s},
        {"signers", u"签发人"_s}, {"signing", u"生效标志"_s}, {"signatories", u"发文机关署名"_s},
        {"date", u"成文日期"_s}, {"attendees", u"出席"_s}, {"excused", u"请假"_s}, {"observers", u"列席"_s},
        {"copyTo", u"抄送机关"_s}, {"printer", u"印发机关"_s}, {"printDate", u"印发日期"_s}};
    return titles.value(name, QString::fromLatin1(name));
}

QString timesOf(const AuthorShare &share)
{
    QStringList times;
    for (const RevisionMaker &maker : share.revisions) {
        if (maker.at)
            times.append(toDateTime(*maker.at).toLocalTime().toString(u"yyyy年M月d日 HH:mm"_s));
    }
    if (times.size() > 2)
        times = {times.constFirst(), times.constLast()};
    return times.join(u"—"_s);
}

class LegendSetter
{
public:
    explicit LegendSetter(PageBuilder &pages)
        : m_pages(pages)
    {
        // The imprint may stand on pages behind the text's.
        while (pages.next().page + 1 < pages.canvas().pageCount())
            pages.startPage();
        pages.startPage();
        pages.canvas().beginField(u"changeLegend"_s);
    }

    void addTitle(const QString &title)
    {
        TextLine line = setLine(title, FontRole::SmallTitleSong, Size2, Black, m_pages.fonts());
        const double x = (m_pages.area().width - line.width) / 2;
        m_pages.addLine(std::move(line), x);
        m_pages.skipRows(1);
    }

    void addParagraph(const QList<StyledText> &text)
    {
        SetParagraph paragraph =
            setParagraph(text, {Size3, Cell, BodyWidth, 2 * Cell, 2 * Cell, Black, LineFill::Ragged}, m_pages.fonts());
        m_pages.canvas().noteMissing(paragraph.missing);
        for (TextLine &line : paragraph.lines)
            m_pages.addLine(std::move(line));
    }

private:
    PageBuilder &m_pages;
};

void addAuthor(LegendSetter &setter, const AuthorShare &share, int index)
{
    const Color color = authorColor(index);
    QList<StyledText> text;
    text.append({share.author, FontRole::Hei, TextMark{color}});
    text.append({u"　"_s});
    text.append({u"增加的文字"_s, FontRole::FangSong, TextMark{color, true, false, false, index}});
    text.append({u"　"_s});
    text.append({u"删除的文字"_s, FontRole::FangSong, TextMark{color, false, true, false, index}});
    setter.addParagraph(text);
    const QString times = timesOf(share);
    setter.addParagraph({{u"增加%1处%2字，删除%3处%4字，移动%5段%6。"_s.arg(share.insertions)
                              .arg(share.insertedCharacters)
                              .arg(share.deletions)
                              .arg(share.deletedCharacters)
                              .arg(share.moves)
                              .arg(times.isEmpty() ? QString() : u"；"_s + times)}});
}

void addField(LegendSetter &setter, const MarkedDocument &document, const FieldHistory &field)
{
    QList<StyledText> text{{elementTitle(field.name) + u'：', FontRole::Hei}};
    for (const TrackedRun &run : field.text) {
        StyledText piece{QString(run.text).replace(u'\n', u'、')};
        if (run.insertedBy != 0 || run.deletedBy != 0)
            piece.mark = PageMarks::markOf(document, {0, 0, run.insertedBy, run.deletedBy, run.isMoved});
        text.append(piece);
    }
    setter.addParagraph(text);
}

} // namespace

void setChangeLegend(PageBuilder &pages, const MarkedDocument &document)
{
    LegendSetter setter(pages);
    setter.addTitle(u"修改情况"_s);
    if (document.authors.isEmpty())
        setter.addParagraph({{u"没有修改。"_s}});
    for (qsizetype i = 0; i < document.authors.size(); ++i)
        addAuthor(setter, document.authors.at(i), static_cast<int>(i));
    if (!document.authors.isEmpty())
        setter.addParagraph({{u"线在文字下方表示增加，在文字中间表示删除，双线表示移动的段落。"_s}});
    if (document.authors.size() > 1)
        setter.addParagraph({{u"各人的颜色和线型不同，黑白打印时看线型。"_s}});
    for (const FieldHistory &field : document.fields)
        addField(setter, document, field);
}

} // namespace wenyi::layout
