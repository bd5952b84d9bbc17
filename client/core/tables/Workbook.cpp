// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/tables/Workbook.h"

#include "shared/base/DurableFile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <memory>

#include <xlsxwriter.h>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr lxw_row_t TitleRow = 0;
constexpr lxw_row_t NoteRow = 1;
constexpr lxw_row_t HeaderRow = 2;
/// What a cell takes (Excel's bound, in UTF-16 units).
constexpr qsizetype LongestCell = 32'767;
constexpr int NarrowestColumn = 6;
constexpr int WidestColumn = 60;
constexpr uint8_t PaperA4 = 9;

/// Without the marks that no name of a sheet may have, and no longer than that.
QByteArray sheetName(const QString &title)
{
    QString name;
    for (const QChar character : title) {
        if (!u"[]:*?/\\'"_s.contains(character))
            name += character;
    }
    name = name.simplified().left(31);
    return (name.isEmpty() ? u"Sheet1"_s : name).toUtf8();
}

/// XML 1.0 has no place for most control characters; what is longer than a cell ends with an ellipsis.
QByteArray cellText(const QString &text)
{
    QString kept;
    kept.reserve(text.size());
    for (const QChar character : text) {
        if (character >= u' ' || character == u'\n' || character == u'\t')
            kept += character;
    }
    if (kept.size() > LongestCell)
        kept = kept.left(LongestCell - 1) + u'…';
    return kept.toUtf8();
}

/// About as wide as it is shown, a Chinese character being two of others.
int widthOf(const QString &text)
{
    int width = 0;
    for (const QChar character : text)
        width += character.unicode() < 0x1100 ? 1 : 2;
    return width;
}

class Writer
{
public:
    Writer(const QByteArray &path, const QByteArray &folder, const TableSheet &sheet)
        : m_sheet(sheet)
    {
        // What lies in between is as clear as the workbook, and goes where the person wants that.
        QByteArray temporary = folder;
        lxw_workbook_options options{};
        options.constant_memory = LXW_FALSE;
        options.tmpdir = temporary.data();
        m_book = workbook_new_opt(path.constData(), &options);
    }

    lxw_error write()
    {
        if (!m_book)
            return LXW_ERROR_MEMORY_MALLOC_FAILED;
        lxw_worksheet *page = workbook_add_worksheet(m_book, sheetName(m_sheet.title).constData());
        lxw_error error = page ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
        if (page) {
            arrange(page);
            error = fill(page);
        }
        const lxw_error closed = workbook_close(m_book);
        return error == LXW_NO_ERROR ? closed : error;
    }

private:
    lxw_format *format(bool isBold, double size = 0)
    {
        lxw_format *made = workbook_add_format(m_book);
        if (isBold)
            format_set_bold(made);
        if (size > 0)
            format_set_font_size(made, size);
        return made;
    }

    void arrange(lxw_worksheet *page)
    {
        const auto last = static_cast<lxw_col_t>(m_sheet.headers.size() - 1);
        for (lxw_col_t column = 0; column <= last; ++column)
            worksheet_set_column(page, column, column, columnWidth(column), nullptr);
        worksheet_freeze_panes(page, HeaderRow + 1, 0);
        worksheet_repeat_rows(page, TitleRow, HeaderRow);
        worksheet_set_landscape(page);
        worksheet_set_paper(page, PaperA4);
        worksheet_fit_to_pages(page, 1, 0);
        worksheet_set_footer(page, "&C&P / &N");
        if (!m_sheet.rows.isEmpty())
            worksheet_autofilter(page, HeaderRow, 0, HeaderRow + static_cast<lxw_row_t>(m_sheet.rows.size()), last);
    }

    double columnWidth(lxw_col_t column) const
    {
        int widest = widthOf(m_sheet.headers.at(column));
        for (const QStringList &row : m_sheet.rows)
            widest = std::max(widest, widthOf(row.at(column)));
        return std::clamp(widest + 2, NarrowestColumn, WidestColumn);
    }

    lxw_error fill(lxw_worksheet *page)
    {
        lxw_format *const bold = format(true);
        lxw_format *const plain = format(false);
        format_set_text_wrap(plain);
        format_set_align(plain, LXW_ALIGN_VERTICAL_TOP);
        lxw_error error = put(page, TitleRow, 0, m_sheet.title, format(true, 14));
        if (error == LXW_NO_ERROR && !m_sheet.note.isEmpty())
            error = put(page, NoteRow, 0, m_sheet.note, format(false));
        for (qsizetype column = 0; error == LXW_NO_ERROR && column < m_sheet.headers.size(); ++column)
            error = put(page, HeaderRow, column, m_sheet.headers.at(column), bold);
        for (qsizetype row = 0; error == LXW_NO_ERROR && row < m_sheet.rows.size(); ++row) {
            for (qsizetype column = 0; error == LXW_NO_ERROR && column < m_sheet.headers.size(); ++column)
                error = put(
                    page, HeaderRow + 1 + static_cast<lxw_row_t>(row), column, m_sheet.rows.at(row).at(column), plain);
        }
        return error;
    }

    static lxw_error put(lxw_worksheet *page, lxw_row_t row, qsizetype column, const QString &text, lxw_format *format)
    {
        return worksheet_write_string(page, row, static_cast<lxw_col_t>(column), cellText(text).constData(), format);
    }

    const TableSheet &m_sheet;
    lxw_workbook *m_book = nullptr;
};

} // namespace

Result<void> writeWorkbook(const QString &path, const TableSheet &sheet)
{
    const qsizetype columns = sheet.headers.size();
    const bool areEven = std::all_of(
        sheet.rows.begin(), sheet.rows.end(), [columns](const QStringList &row) { return row.size() == columns; });
    if (columns < 1 || columns > LXW_COL_MAX || !areEven)
        return Error{ErrorCode::InvalidInput, "table.columns", QString::number(columns)};
    if (sheet.rows.size() > MostTableRows)
        return Error{ErrorCode::TooLarge, "table.rows", QString::number(sheet.rows.size())};
    const QString part = path + u".part"_s;
    const lxw_error error =
        Writer(QFile::encodeName(part), QFile::encodeName(QFileInfo(path).absolutePath()), sheet).write();
    QFile made(part);
    const QByteArray bytes = error == LXW_NO_ERROR && made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
    made.remove();
    if (bytes.isEmpty())
        return Error{ErrorCode::StorageFailure, "table.write", path};
    return writeDurably(path, bytes);
}

} // namespace wenyi::core
