// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordSheet.h"

#include "client/core/sealing/SealedScene.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/crypto/Sm3.h"
#include "shared/layout/Typesetter.h"
#include "shared/ofd/OfdReader.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The sealed document of a record: verified before any of it is shown.
Result<void> readSealed(Office &office, const Digest &blob, RecordSheet &sheet)
{
    core::Workspace &workspace = *office.workspace;
    WENYI_TRY(const SecretBytes *key, workspace.contentKey());
    WENYI_TRY(const QByteArray bytes, workspace.blobs().read(blob, *key));
    const core::VerificationService verification(
        workspace.trust(), workspace.directory(), workspace.environment().clock);
    WENYI_TRY(sheet.verdict, verification.verify(bytes));
    WENYI_TRY(const auto package, ofd::Package::open(bytes));
    WENYI_TRY(auto read, ofd::readOfd(package));
    sheet.ofd = bytes;
    sheet.digest = crypto::sm3(bytes);
    sheet.scene = std::make_shared<layout::DocumentScene>(core::withSeals(read.content.scene, *sheet.verdict));
    return {};
}

Result<void> readDraft(Office &office, const StreamId &stream, RecordSheet &sheet)
{
    WENYI_TRY(const auto draft, office.drafts.load(stream));
    sheet.document = draft.content.document;
    sheet.remarks = draft.content.remarks;
    const QJsonObject &values = sheet.view.record.values();
    const QString number = values.value(u"number"_s).toString();
    const QDate date = QDate::fromString(values.value(u"issueDate"_s).toString(), Qt::ISODate);
    if (!number.isEmpty())
        sheet.document->number = number;
    if (date.isValid())
        sheet.document->date = date;
    sheet.digest = core::documentDigest(*sheet.document);
    return {};
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

} // namespace

Result<RecordSheet> loadSheet(Office &office, const StreamId &stream)
{
    RecordSheet sheet;
    WENYI_TRY(sheet.view, office.records.load(stream));
    describeModule(*sheet.view.definition, sheet);
    sheet.view.definition = nullptr;
    const auto sealed = sheet.view.record.reference(u"ofd");
    const Result<void> read = sealed ? readSealed(office, *sealed, sheet) : readDraft(office, stream, sheet);
    if (!read)
        sheet.fault = read.error();
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
