// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>
#include <QXmlStreamWriter>

#include <functional>

namespace wenyi::document {

enum class DocxRunKind {
    Text,
    Label, ///< In 黑体.
    Entry, ///< One entry of an element.
    Tab,
    Break,     ///< A new line.
    PageNumber ///< A field.
};

/// A run of a paragraph: an entry of an element, or what stands around entries.
struct DocxRun
{
    QString text;
    DocxRunKind kind = DocxRunKind::Text;
};

/// Red lines of a paragraph.
enum class DocxRedLine {
    None,
    Under,     ///< 4 mm under it (7.2.7).
    ThickThin, ///< Over and under it (10.1). Border styles of two lines are not drawn alike by all programs.
    ThinThick
};

/// What a paragraph has besides its style; lengths in twentieths of a point, 0: as its style says.
struct DocxParagraphForm
{
    bool startsPage = false;
    DocxRedLine redLine = DocxRedLine::None;
    int before = 0;   ///< Free above it.
    int line = 0;     ///< From its line to the next, exactly.
    int rightTab = 0; ///< Where a tab's text ends.
    int leftIndent = 0;
    int rightIndent = 0;
    int hanging = 0;     ///< How far the first line begins left of the others.
    int halfPoints = 0;  ///< Size of its entries.
    QStringView face{};  ///< Of its entries.
    QStringView align{}; ///< As w:jc has it.
};

struct DocxParagraph
{
    QStringView style; ///< One of DocxStyles.h; empty for the default.
    QList<DocxRun> runs;
    DocxParagraphForm form{};
};

/// An element without content whose one attribute is w:val.
void writeDocxValue(QXmlStreamWriter &xml, const QString &element, const QString &value);

/// Writes w:p; `conclude` writes what else its properties hold, at their end.
void writeDocxParagraph(
    QXmlStreamWriter &xml, const DocxParagraph &paragraph, const std::function<void()> &conclude = {});

} // namespace wenyi::document
