// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QStringList>

namespace wenyi::core {

/// A table of texts as it goes into a workbook: what a person sees of it, column by column.
struct TableSheet
{
    QString title;           ///< Over the table, and the sheet's name as far as it may be one.
    QString note;            ///< Under the title: who made it and when; may be empty.
    QStringList headers;     ///< At least one.
    QList<QStringList> rows; ///< Each with as many cells as there are headers.
};

/// Rows that a sheet takes (ECMA-376 part 1, as Excel bounds it), less those over the table.
inline constexpr qsizetype MostTableRows = 1'048'000;

/// 导出 Excel: writes the table as an Office Open XML workbook (ECMA-376), whole or not at all; another file of that
/// name is replaced. Every cell is a text, so that nothing in it is ever computed. Its header stays in view and on each
/// printed page, A4 across. Fails with InvalidInput "table.columns", TooLarge "table.rows", StorageFailure
/// "table.write", and as writeDurably() does.
Result<void> writeWorkbook(const QString &path, const TableSheet &sheet);

} // namespace wenyi::core
