// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/modules/FormDefinition.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::modules {

/// A cell of a printed form: a label, and behind it the value of a field or the opinions written at acts.
struct SheetCell
{
    QString label;
    QString field;    ///< Empty where opinions stand.
    QStringList acts; ///< Acts whose opinions are printed as 意见　姓名　年月日.
    int span = 1;     ///< Columns of the grid.
};

struct SheetRow
{
    double height = 12; ///< mm, at least; it grows with what stands in it.
    QList<SheetCell> cells;
};

enum class SheetColor { Red, Black };

/// sheet.json: the printed form of a record (发文稿纸, 收文处理笺), a grid of labelled boxes.
struct SheetDefinition
{
    QString title;
    SheetColor color = SheetColor::Red; ///< Of the title and the lines.
    int columns = 1;
    QList<SheetRow> rows;

    /// Fails with InvalidInput "module.…"; the detail begins with the place. Each row fills the grid exactly.
    static Result<SheetDefinition> fromJson(const QByteArray &json, const FormDefinition &form);
};

} // namespace wenyi::modules
