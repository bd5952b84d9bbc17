// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/docx/DocxNumbering.h"
#include "shared/document/docx/DocxStyles.h"
#include "shared/document/docx/DocxText.h"

#include <QXmlStreamReader>

#include <optional>

namespace wenyi::document {

/// Reads document.xml, which has passed checkDocxXml(), into items; what has no place among them becomes a remainder.
class DocxBody
{
public:
    DocxBody(const QByteArray &xml, const QHash<QString, DocxStyle> &styles, DocxNumbering &numbering, DocxText &text);
    /// Fails with "document.docx-too-large" or "import.cancelled".
    Result<void> read(const Progress &progress = {});

private:
    DocxItem readParagraph();
    void readProperty(DocxItem &item, QString &list, int &level);
    void readRevision(const QString &name, DocxItem &item);
    void readRun(DocxItem &item);
    Result<void> readTable();
    DocxItem readRow();
    void readCell(QStringList &cells);
    void noteElement(const DocxItem &paragraph);
    void leave(QByteArray reason, const QString &text, const QString &note = {});
    /// All text up to the end of the element that the reader is at.
    QString flatText();
    void endSection(bool isLandscape);

    QXmlStreamReader m_reader;
    const QHash<QString, DocxStyle> &m_styles;
    DocxNumbering &m_numbering;
    DocxText &m_text;
    qsizetype m_length;
    qsizetype m_sectionStart = 0;
    int m_tables = 0;
    bool m_isInEntry = false; ///< The run before this one was an entry, too.
    /// The paragraphs of a table as long as all are in styles that a table puts in their place (isPlacedByTable): then
    /// it is none of the document's.
    std::optional<QList<DocxItem>> m_elements;
};

} // namespace wenyi::document
