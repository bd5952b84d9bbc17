// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxStyled.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/OrganNames.h"
#include "shared/document/docx/DocxProperties.h"
#include "shared/document/docx/DocxStyles.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

struct TextElement
{
    QStringView style;
    DocumentElement element;
    QString OfficialDocument::*text;
};

struct ListElement
{
    QStringView style;
    DocumentElement element;
    QStringList OfficialDocument::*list;
};

constexpr TextElement textElements[] = {
    {docxstyle::CopyNumber, DocumentElement::CopyNumber, &OfficialDocument::copyNumber},
    {docxstyle::Secrecy, DocumentElement::Secrecy, &OfficialDocument::secrecy},
    {docxstyle::Urgency, DocumentElement::Urgency, &OfficialDocument::urgency},
    {docxstyle::IssuerMark, DocumentElement::IssuerMark, &OfficialDocument::issuerMark},
    {docxstyle::Number, DocumentElement::Number, &OfficialDocument::number},
    {docxstyle::Title, DocumentElement::Title, &OfficialDocument::title},
    {docxstyle::Note, DocumentElement::Note, &OfficialDocument::note},
};

constexpr ListElement listElements[] = {
    {docxstyle::Signers, DocumentElement::Signers, &OfficialDocument::signers},
    {docxstyle::Recipients, DocumentElement::Recipients, &OfficialDocument::recipients},
    {docxstyle::Signatories, DocumentElement::Signatories, &OfficialDocument::signatories},
    {docxstyle::Attendees, DocumentElement::Body, &OfficialDocument::attendees},
    {docxstyle::Excused, DocumentElement::Body, &OfficialDocument::excused},
    {docxstyle::Observers, DocumentElement::Body, &OfficialDocument::observers},
    {docxstyle::CopyTo, DocumentElement::CopyTo, &OfficialDocument::copyTo},
};

/// Reads the items one by one; what an item's style tells goes to that element.
class StyledReader
{
public:
    explicit StyledReader(const DocxText &text)
        : m_text(text)
    {
    }

    ImportedText read()
    {
        applyDocxProperties(m_text.properties, m_result.document);
        for (m_index = 0; m_index < m_text.items.size(); ++m_index)
            readItem(m_text.items.at(m_index));
        concludeMark();
        concludeKind();
        return std::move(m_result);
    }

private:
    void found(DocumentElement element, Certainty certainty = Certainty::Recognised, const QByteArray &reason = {})
    {
        const QString source = toPageText(m_text.items.at(m_index).text).trimmed();
        m_result.findings.append({certainty, element, static_cast<int>(m_index) + 1, source, reason});
    }

    /// The item is (part of) a block of the body that is being read.
    void foundBlock(qsizetype block, Certainty certainty = Certainty::Recognised, const QByteArray &reason = {})
    {
        found(m_annex >= 0 ? DocumentElement::Attachments : DocumentElement::Body, certainty, reason);
        m_result.findings.last().block = static_cast<int>(block);
        m_result.findings.last().attachment = static_cast<int>(m_annex);
    }

    static QStringList entriesOf(const DocxItem &item)
    {
        QStringList entries;
        for (const QString &entry : item.entries)
            entries.append(toPageText(entry));
        return entries;
    }

    static QString valueOf(const DocxItem &item)
    {
        return item.entries.isEmpty() ? toPageText(item.text).trimmed() : entriesOf(item).join(QString());
    }

    bool readText(const DocxItem &item)
    {
        for (const TextElement &known : textElements) {
            if (item.style != known.style)
                continue;
            QString &text = m_result.document.*known.text;
            const QString joined = text + valueOf(item);
            const bool fits = joined.size() <= limits::ElementText;
            if (fits)
                text = joined;
            found(known.element, fits ? Certainty::Recognised : Certainty::Left,
                fits ? QByteArray() : QByteArray("import.too-long"));
            return true;
        }
        return false;
    }

    bool readList(const DocxItem &item)
    {
        for (const ListElement &known : listElements) {
            if (item.style != known.style)
                continue;
            static const QRegularExpression label(u"\\A\\S{2,4}[:：]\\s*|[:：。]\\z"_s);
            QString plain = toPageText(item.text).trimmed();
            const bool isGuess = item.entries.isEmpty();
            const QStringList entries = isGuess ? splitOrgans(plain.remove(label)) : entriesOf(item);
            QStringList &list = m_result.document.*known.list;
            const bool fits = list.size() + entries.size() <= limits::ElementEntries
                              && std::ranges::all_of(entries, [](const QString &entry) {
                                     return !entry.isEmpty() && entry.size() <= limits::ElementText;
                                 });
            if (fits)
                list += entries;
            found(known.element,
                !fits     ? Certainty::Left
                : isGuess ? Certainty::Guessed
                          : Certainty::Recognised,
                !fits     ? QByteArray("import.too-long")
                : isGuess ? QByteArray("import.list-parted")
                          : QByteArray());
            return true;
        }
        return false;
    }

    bool readIssuer(const DocxItem &item)
    {
        if (item.style != docxstyle::JointIssuer)
            return false;
        const QString issuer = valueOf(item);
        const bool fits = m_issuers.size() < limits::ElementEntries && issuer.size() <= limits::ElementText;
        if (fits)
            m_issuers.append(issuer);
        found(DocumentElement::Issuers, fits ? Certainty::Recognised : Certainty::Left,
            fits ? QByteArray() : QByteArray("import.too-long"));
        return true;
    }

    bool readDates(const DocxItem &item)
    {
        OfficialDocument &document = m_result.document;
        if (item.style == docxstyle::Date) {
            const auto date = parseChineseDate(valueOf(item));
            document.date = date.value_or(QDate());
            found(DocumentElement::Date, date ? Certainty::Recognised : Certainty::Left,
                date ? QByteArray() : QByteArray("import.date-form"));
            return true;
        }
        if (item.style != docxstyle::Printer)
            return false;
        static const QRegularExpression date(u"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)\\s*(?:印发)?\\s*\\z"_s);
        const auto match = date.match(toPageText(item.text));
        document.printer = beginningOf(entriesOf(item).join(QString()), limits::ElementText);
        if (item.entries.isEmpty())
            document.printer =
                beginningOf(toPageText(item.text).left(match.capturedStart()).trimmed(), limits::ElementText);
        document.printDate = parseChineseDate(match.captured(1)).value_or(QDate());
        found(DocumentElement::Printer);
        return true;
    }

    bool readAttachments(const DocxItem &item)
    {
        QList<Attachment> &attachments = m_result.document.attachments;
        if (item.style == docxstyle::Statement) {
            const QString name = valueOf(item);
            const bool fits = attachments.size() < limits::Attachments && name.size() <= limits::ElementText;
            if (fits && !name.isEmpty())
                attachments.append({name, {}});
            found(DocumentElement::Attachments, fits ? Certainty::Recognised : Certainty::Left,
                fits ? QByteArray() : QByteArray("import.too-many-attachments"));
            return true;
        }
        if (item.style == docxstyle::AnnexMark) {
            static const QRegularExpression digits(u"[0-9]{1,3}"_s);
            const int number = digits.match(item.text).captured().toInt();
            m_annex = std::clamp<qsizetype>(number > 0 ? number : 1, 1, std::max<qsizetype>(attachments.size(), 1)) - 1;
            if (attachments.isEmpty())
                attachments.append({u"附件"_s, {}});
            found(DocumentElement::Attachments);
            return true;
        }
        if (item.style != docxstyle::AnnexTitle)
            return false;
        found(DocumentElement::Attachments);
        return true;
    }

    QList<Block> &body()
    {
        OfficialDocument &document = m_result.document;
        return m_annex >= 0 ? document.attachments[m_annex].body : document.body;
    }

    void readTable()
    {
        Table table;
        table.headRows = 0;
        const int number = m_text.items.at(m_index).table;
        const QString note = m_text.items.at(m_index).tableNote;
        table.orientation = note == docxproperty::Sideways  ? TableOrientation::Sideways
                            : note == docxproperty::Upright ? TableOrientation::Upright
                                                            : TableOrientation::AsColumnsNeed;
        for (; m_index < m_text.items.size() && m_text.items.at(m_index).table == number; ++m_index) {
            const DocxItem &row = m_text.items.at(m_index);
            QStringList cells;
            for (const QString &cell : row.cells)
                cells.append(beginningOf(toPageText(cell), limits::BlockText));
            if (row.isHeadRow && table.headRows == table.rows.size())
                table.headRows = std::min(table.headRows + 1, limits::TableHeadRows);
            table.rows.append(cells);
            foundBlock(body().size());
        }
        --m_index; // The last row; the loop goes on behind it.
        body().append(table);
    }

    void readItem(const DocxItem &item)
    {
        if (item.table > 0)
            return readTable();
        const QString text = beginningOf(toPageText(item.text), limits::BlockText);
        if (text.trimmed().isEmpty())
            return;
        if (readText(item) || readList(item) || readIssuer(item) || readDates(item) || readAttachments(item))
            return;
        if (item.style == docxstyle::Paragraph) {
            body().append(Paragraph{text});
            return foundBlock(body().size() - 1);
        }
        const auto heading = std::find(std::begin(docxstyle::Headings), std::end(docxstyle::Headings), item.style);
        if (heading != std::end(docxstyle::Headings)) {
            body().append(Heading{static_cast<int>(heading - std::begin(docxstyle::Headings)) + 1, text});
            return foundBlock(body().size() - 1);
        }
        if (item.style == docxstyle::Picture && text.startsWith(u"blob:") && text.size() <= limits::ElementText) {
            body().append(Picture{text});
            return foundBlock(body().size() - 1);
        }
        body().append(blockOf(text.trimmed()));
        foundBlock(body().size() - 1, Certainty::Guessed, "import.style-unknown");
    }

    void concludeMark()
    {
        if (m_issuers.isEmpty())
            return;
        OfficialDocument &document = m_result.document;
        document.issuers = m_issuers;
        document.issuerMark = jointMark(m_text.properties, m_issuers, document.issuerMark);
    }

    void concludeKind()
    {
        OfficialDocument &document = m_result.document;
        if (m_text.properties.contains(docxproperty::Format.toString()))
            return;
        if (const auto kind = kindOfTitle(document.title)) {
            document.kind = kindWord(*kind);
            m_result.findings.append({Certainty::Guessed, DocumentElement::Kind, 0, {}, "import.kind-from-title"});
        }
    }

    const DocxText &m_text;
    qsizetype m_index = 0;
    qsizetype m_annex = -1; ///< The attachment whose text is being read.
    QStringList m_issuers;  ///< Of a mark that names several.
    ImportedText m_result;
};

} // namespace

bool isStyledDocument(const DocxText &text)
{
    return std::ranges::any_of(text.items, [](const DocxItem &item) {
        return item.style == docxstyle::Title || item.style == docxstyle::Paragraph
               || item.style == docxstyle::Recipients || item.style == docxstyle::IssuerMark;
    });
}

ImportedText readStyledDocument(const DocxText &text)
{
    return StyledReader(text).read();
}

} // namespace wenyi::document
