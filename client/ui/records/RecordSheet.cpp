// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordSheet.h"

#include "client/core/handling/FilingService.h"
#include "shared/layout/Typesetter.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The document as far as it can be read; why not stands in the sheet.
void takeDocument(Result<core::RecordDocument> read, RecordSheet &sheet)
{
    if (!read) {
        sheet.fault = read.error();
        return;
    }
    sheet.document = std::move(read->draft);
    sheet.remarks = std::move(read->remarks);
    sheet.digest = read->digest;
    sheet.verdict = std::move(read->verdict);
    sheet.replacedFonts = std::move(read->replacedFonts);
    if (read->scene)
        sheet.scene = std::make_shared<layout::DocumentScene>(std::move(*read->scene));
}

void describeModule(const modules::ModuleDefinition &definition, RecordSheet &sheet)
{
    sheet.moduleName = definition.name;
    sheet.form = definition.form;
    for (const modules::NumberSeriesRule &rule : definition.series)
        sheet.drawn.append(rule.field);
    const QJsonObject &values = sheet.view.record.values();
    sheet.title = values.value(definition.titleField).toString();
    sheet.number = values.value(u"number"_s).toString(values.value(u"senderNumber"_s).toString());
}

/// What was found when the record was filed. Where it is not here yet the rest is shown all the same.
void takeFiling(Office &office, RecordSheet &sheet)
{
    const auto kept = core::FilingService(*office.workspace).kept(sheet.view.record);
    if (!kept || !*kept)
        return;
    sheet.filing = **kept;
    const directory::Member *member = office.workspace->directory().member(sheet.filing->by);
    sheet.filedBy = member ? member->name : sheet.filing->by.toString();
}

} // namespace

Result<RecordSheet> loadSheet(Office &office, const StreamId &stream)
{
    RecordSheet sheet;
    WENYI_TRY(sheet.view, office.records.load(stream));
    describeModule(*sheet.view.definition, sheet);
    sheet.standing = core::standingOf(*office.workspace, sheet.view);
    sheet.view.definition = nullptr;
    takeDocument(office.documents.load(sheet.view.record), sheet);
    takeFiling(office, sheet);
    auto incoming = office.incoming.facts(stream);
    if (incoming)
        sheet.incoming = std::move(*incoming);
    else if (!sheet.fault)
        sheet.fault = incoming.error();
    return sheet;
}

Result<RecordSheet> judgeActs(Office &office, RecordSheet sheet)
{
    WENYI_TRY(sheet.acts, core::EvidenceService(*office.workspace).judge(sheet.view.record.stream));
    return sheet;
}

RecordSheet setPages(RecordSheet sheet, const layout::FontSetRef &fonts)
{
    if (sheet.scene || sheet.fault || !sheet.document)
        return sheet;
    auto pages = layout::typeset(*sheet.document, fonts);
    if (pages)
        sheet.scene = std::make_shared<layout::DocumentScene>(std::move(pages->scene));
    else
        sheet.fault = pages.error();
    return sheet;
}

} // namespace wenyi::ui
