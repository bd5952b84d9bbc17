// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/HtmlText.h"

#include <QHash>

namespace wenyi::document {

/// Makes paragraphs and table rows of the elements of an HTML text as they come; whatever they are, each is closed as
/// often as it was opened.
class HtmlReader
{
public:
    enum class Chosen {
        All,
        Fragment ///< What stands between the comments StartFragment and EndFragment.
    };
    explicit HtmlReader(Chosen chosen)
        : m_isChosen(chosen == Chosen::All)
    {
    }

    void start(const QString &name, const QHash<QString, QString> &attributes);
    void end(const QString &name);
    void read(const QString &text);
    void readComment(const QString &text);
    /// Nothing more has to come: there is more than a document may hold.
    bool isTooLarge() const { return m_isTooLarge; }
    HtmlText take();

private:
    /// What an element is to the reader.
    enum class Role { Inline, Paragraph, Hidden, Deleted, Table, Row, Cell, Numbered, Bulleted, Item };
    struct Open
    {
        QString name;
        Role role = Role::Inline;
        int outline = 0;         ///< That held around it.
        bool keepsLines = false; ///< Line ends of the source are line ends.
    };
    using Cell = QStringList; ///< Its lines.

    static Role roleOf(const QString &name, const QHash<QString, QString> &attributes);
    void open(Role role, const QHash<QString, QString> &attributes);
    void close(const Open &element);
    void endParagraph();
    void beginRow();
    void beginCell(const QHash<QString, QString> &attributes);
    void endCell();
    void fillSpans(qsizetype column);
    void endTable();
    void leave(const QByteArray &reason, const QString &source);
    bool isInCell() const { return m_isInCell && m_tables > 0; }

    HtmlText m_text;
    QList<Open> m_open;
    QList<int> m_counters; ///< Of the lists that are open; -1: bullets.
    QString m_label;       ///< The number of the list's item that begins.
    QString m_paragraph;
    QString m_deleted;
    QList<QList<Cell>> m_rows; ///< Of the outermost table that is open.
    QList<int> m_rowsBelow;    ///< How many more rows each column's cell reaches into.
    int m_tables = 0;          ///< That are open, one in the other.
    int m_tableNumber = 0;
    int m_columns = 1; ///< That the open cell spans.
    int m_rowSpan = 1;
    int m_outline = 0;
    int m_hidden = 0; ///< Elements that are open and not shown.
    int m_preformatted = 0;
    int m_deletions = 0;
    qsizetype m_elements = 0;
    qsizetype m_characters = 0;
    bool m_isInCell = false;
    bool m_isChosen;
    bool m_isTooLarge = false;
};

} // namespace wenyi::document
