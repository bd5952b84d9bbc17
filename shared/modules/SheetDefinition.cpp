// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/SheetDefinition.h"

#include "shared/modules/JsonDeclaration.h"

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaximumColumns = 24;
// The sheet's grid stands on an A4 page.
constexpr int MaximumHeight = 250;

SheetCell readCell(JsonDeclaration &in, const JsonPlace &at, const FormDefinition &form)
{
    in.allowKeys(at, {u"label", u"field", u"opinions", u"span"});
    SheetCell cell;
    cell.label = in.text(at, u"label");
    cell.field = in.identifier(at, u"field", Presence::Optional);
    cell.acts = in.texts(at, u"opinions", Presence::Optional);
    cell.span = in.integer(at, u"span", {1, MaximumColumns}, 1);
    if (cell.field.isEmpty() == cell.acts.isEmpty())
        in.fail("module.sheet-cell", at.place, u"either a field or opinions stand in a cell"_s);
    else if (!cell.field.isEmpty() && !form.field(cell.field))
        in.fail("module.unknown-field", JsonDeclaration::placeOf(at, u"field"), cell.field);
    return cell;
}

} // namespace

Result<SheetDefinition> SheetDefinition::fromJson(const QByteArray &json, const FormDefinition &form)
{
    JsonDeclaration in;
    SheetDefinition sheet;
    const JsonPlace root = in.root(json);
    in.allowKeys(root, {u"title", u"color", u"columns", u"rows"});
    sheet.title = in.text(root, u"title");
    sheet.color = in.word<SheetColor>(root, u"color", {{u"red", SheetColor::Red}, {u"black", SheetColor::Black}});
    sheet.columns = in.integer(root, u"columns", {1, MaximumColumns});
    for (const JsonPlace &at : in.list(root, u"rows")) {
        in.allowKeys(at, {u"height", u"cells"});
        SheetRow row;
        row.height = in.integer(at, u"height", {5, MaximumHeight}, 12);
        int filled = 0;
        for (const JsonPlace &cell : in.list(at, u"cells")) {
            row.cells.append(readCell(in, cell, form));
            filled += row.cells.constLast().span;
        }
        if (filled != sheet.columns)
            in.fail("module.sheet-columns", at.place, u"%1 of %2 columns are filled"_s.arg(filled).arg(sheet.columns));
        sheet.rows.append(row);
    }
    WENYI_CHECK(in.finish());
    return sheet;
}

} // namespace wenyi::modules
