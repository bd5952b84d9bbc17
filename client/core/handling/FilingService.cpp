// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/FilingService.h"

#include "client/core/exchange/ExchangeProjection.h"

#include <algorithm>

namespace wenyi::core {

Result<bool> FilingService::isFiling(const StreamId &stream, const ActRequest &request) const
{
    if (request.kind != modules::ActionKind::Complete)
        return false;
    WENYI_TRY(const RecordView view, RecordService(m_workspace).load(stream));
    return std::any_of(view.possible.begin(), view.possible.end(), [&request](const PossibleAct &act) {
        return act.possible.task.id == request.task && act.possible.rules.act == ArchiveAct;
    });
}

Result<void> FilingService::file(const StreamId &stream, ActRequest request, const SecretBytes *pin)
{
    RecordService records(m_workspace);
    WENYI_TRY(const RecordView view, records.load(stream));
    WENYI_TRY(const std::optional<RecordDocument> filed, sealedDocument(view.record));
    if (!filed) {
        WENYI_CHECK(records.act(stream, request, pin));
        return {};
    }
    const RecordDocument &document = *filed;
    FilingCheck check = filingCheckOf(*document.verdict, document.digest);
    check.at = m_workspace.environment().clock.now();
    check.by = m_workspace.member().id;
    check.directoryVersion = m_workspace.directory().content().version;
    if (!document.verdict->holds() && request.opinion.words.trimmed().isEmpty())
        return Error{ErrorCode::InvalidInput, "filing.reason-required",
            QString::fromLatin1(conclusionName(document.verdict->conclusion))};
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(check.toBytes(), *key, m_workspace.environment().random));
    request.references.append({FilingCheckReference.toString(), blob.digest});
    WENYI_TRY(auto entries, records.actEntries(stream, request, pin));
    entries.last().blobs.append(blob);
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return {};
}

Result<std::optional<RecordDocument>> FilingService::sealedDocument(const modules::Record &record) const
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), record.stream));
    if (!arrived && !record.reference(SealedOfdReference))
        return std::optional<RecordDocument>(); // On paper, or sent without a seal by rule.
    WENYI_TRY(RecordDocument document, DocumentService(m_workspace).load(record));
    return document.verdict ? std::optional(std::move(document)) : std::optional<RecordDocument>();
}

Result<std::optional<FilingCheck>> FilingService::kept(const modules::Record &record) const
{
    const auto reference = record.reference(FilingCheckReference);
    if (!reference)
        return std::optional<FilingCheck>();
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const QByteArray bytes, m_workspace.blobs().read(*reference, *key));
    WENYI_TRY(auto check, FilingCheck::fromBytes(bytes));
    return std::optional(std::move(check));
}

} // namespace wenyi::core
