// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace wenyi::document {

/// What a docx says of one of its styles.
struct DocxStyle
{
    QString name;
    QString basedOn;
    QString list; ///< numId; empty for none.
    int listLevel = 0;
    int outline = 0; ///< 1 to 9; 0 for none.
};

/// The styles of styles.xml (which has passed checkDocxXml) by their ids, with what they inherit.
QHash<QString, DocxStyle> readDocxStyles(const QByteArray &xml);

/// The names of the styles that an exported document is written in; what it is recognised by when it comes back.
namespace docxstyle {

inline constexpr QStringView Entry = u"要素项"; ///< A character style: one entry of an element.
inline constexpr QStringView CopyNumber = u"份号";
inline constexpr QStringView Secrecy = u"密级和保密期限";
inline constexpr QStringView Urgency = u"紧急程度";
inline constexpr QStringView IssuerMark = u"发文机关标志";
inline constexpr QStringView Number = u"发文字号";
inline constexpr QStringView Signers = u"签发人";
inline constexpr QStringView Title = u"公文标题";
inline constexpr QStringView Recipients = u"主送机关";
inline constexpr QStringView Paragraph = u"公文正文";
inline constexpr QStringView Headings[] = {u"一级标题", u"二级标题", u"三级标题", u"四级标题"};
inline constexpr QStringView Statement = u"附件说明";
inline constexpr QStringView Signatories = u"发文机关署名";
inline constexpr QStringView Date = u"成文日期";
inline constexpr QStringView Note = u"附注";
inline constexpr QStringView AnnexMark = u"附件顺序号";
inline constexpr QStringView AnnexTitle = u"附件标题";
inline constexpr QStringView Attendees = u"出席";
inline constexpr QStringView Excused = u"请假";
inline constexpr QStringView Observers = u"列席";
inline constexpr QStringView CopyTo = u"抄送机关";
inline constexpr QStringView Printer = u"印发机关和印发日期";
inline constexpr QStringView Cell = u"表格文字";
inline constexpr QStringView Picture = u"公文图片"; ///< Its text is the picture's name in the document.

inline constexpr QStringView JointIssuer = u"联合发文机关"; ///< One of several in the mark.
inline constexpr QStringView PageNumber = u"公文页码";

} // namespace docxstyle

/// Whether an exported document may have a table put paragraphs of that style in their place: the mark of several
/// issuers, the number beside signers or a letter's marks, the imprint.
bool isPlacedByTable(QStringView style);

} // namespace wenyi::document
