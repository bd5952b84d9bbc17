// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/OutgoingService.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<modules::TaskId> OutgoingService::taskOf(const StreamId &stream, QStringView act)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    for (const PossibleAct &possible : view.possible) {
        if (possible.possible.rules.act == act)
            return possible.possible.task.id;
    }
    return Error{ErrorCode::NotAllowed, "record.not-your-step", act.toString()};
}

document::OfficialDocument numbered(document::OfficialDocument document, const modules::Record &record)
{
    const QJsonObject &values = record.values();
    const QString number = values.value(u"number"_s).toString();
    const QDate date = QDate::fromString(values.value(u"issueDate"_s).toString(), Qt::ISODate);
    if (!number.isEmpty())
        document.number = number;
    if (date.isValid()) {
        document.date = date;
        // 印发日期 is that of the printing, which follows at once.
        if (document.printDate.isValid() || !document.printer.isEmpty())
            document.printDate = date;
    }
    return document;
}

Result<document::OfficialDocument> OutgoingService::document(const StreamId &stream)
{
    WENYI_TRY(const auto draft, m_drafts.load(stream));
    WENYI_TRY(const auto view, m_records.load(stream));
    return numbered(draft.content.document, view.record);
}

Result<SealPreview> OutgoingService::sealPreview(const StreamId &stream)
{
    WENYI_TRY(const auto final, document(stream));
    return SealingService(m_workspace).preview(final);
}

Result<SealedDocument> OutgoingService::seal(const StreamId &stream, const SealPreview &preview, const SecretBytes &pin)
{
    ActRequest request;
    WENYI_TRY(request.task, taskOf(stream, u"seal"));
    WENYI_TRY(const auto sealed, SealingService(m_workspace).seal(preview, pin));
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(sealed.ofd, *key, m_workspace.environment().random));
    request.outcome = u"sealed"_s;
    request.references = {{SealedOfdReference.toString(), blob.digest}};
    request.document = sealed.digest;
    WENYI_TRY(auto entries, m_records.actEntries(stream, request, &pin));
    entries.last().blobs.append(blob);
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return sealed;
}

Result<QByteArray> OutgoingService::sealedOfd(const StreamId &stream)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    const auto reference = view.record.reference(SealedOfdReference);
    if (!reference)
        return Error{ErrorCode::NotFound, "outgoing.not-sealed", stream.toString()};
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    return m_workspace.blobs().read(*reference, *key);
}

Result<Dispatch> OutgoingService::dispatch(const StreamId &stream, const DispatchChoice &choice)
{
    ActRequest request;
    WENYI_TRY(request.task, taskOf(stream, u"dispatch"));
    request.outcome = u"dispatched"_s;
    WENYI_TRY(const auto act, m_records.actEntries(stream, request, nullptr));
    DispatchOrder order;
    order.stream = stream;
    WENYI_TRY(order.document, document(stream));
    WENYI_TRY(order.ofd, sealedOfd(stream));
    order.recipients = choice.recipients;
    order.attachments = choice.attachments;
    order.urgency = choice.urgency;
    order.printQuota = choice.printQuota;
    WENYI_TRY(const auto prepared, DispatchService(m_workspace).prepare(order));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, QList<journal::NewEntry>{prepared.entry} + act));
    return prepared.dispatch;
}

} // namespace wenyi::core
