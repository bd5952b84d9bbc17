// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/OutgoingService.h"

#include "client/core/sealing/FinalDocument.h"
#include "client/core/sealing/VerificationService.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/Sm3.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr QStringView IssueAct = u"issue";

} // namespace

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

Result<std::optional<OutgoingService::Issuing>> OutgoingService::issued(const RecordView &view)
{
    // With the draft back on somebody's desk an earlier issue says nothing.
    const modules::ProcessState &process = view.record.process;
    const bool isDrafted =
        std::any_of(process.tasks.begin(), process.tasks.end(), [&view](const modules::OpenTask &task) {
            const modules::ProcessNode *node = view.definition->process.node(task.node);
            return node && DraftService::isWritingAct(node->task.act);
        });
    const QList<modules::RecordStep> &history = view.record.history;
    const auto step = std::find_if(history.rbegin(), history.rend(), [](const modules::RecordStep &one) {
        return one.act == IssueAct && one.kind == modules::ActionKind::Complete;
    });
    if (isDrafted || step == history.rend())
        return std::optional<Issuing>();
    WENYI_TRY(const auto checks, m_records.verifySignatures(view.record.stream));
    for (const SignatureCheck &check : checks) {
        if (check.entry == step->entry && check.statement)
            return std::optional(Issuing{step->entry, check.statement->document, check.statement->member});
        if (check.entry == step->entry)
            return *check.fault;
    }
    return Error{ErrorCode::NotTrusted, "record.signature-missing", step->act};
}

Result<DraftView> OutgoingService::draft(const StreamId &stream)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    WENYI_TRY(const auto issuing, issued(view));
    if (!issuing)
        return m_drafts.load(stream);
    // One that came back after it was numbered was shown with the number and the date that it had then.
    WENYI_TRY(const modules::Record then, m_records.before(stream, issuing->entry));
    WENYI_TRY(const auto revisions, m_drafts.revisions(stream));
    for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
        if (revision->document == issuing->document)
            return m_drafts.load(stream, revision->revision);
        const auto one = m_drafts.load(stream, revision->revision);
        const auto isIssued = [&](const modules::Record &record) {
            return documentDigest(numbered(one->content.document, record)) == issuing->document;
        };
        if (one && (isIssued(then) || isIssued(view.record)))
            return *one;
    }
    return Error{ErrorCode::NotFound, "outgoing.issued-draft-missing", stream.toString()};
}

Result<document::OfficialDocument> OutgoingService::document(const StreamId &stream)
{
    WENYI_TRY(const auto going, draft(stream));
    WENYI_TRY(const auto view, m_records.load(stream));
    return numbered(going.content.document, view.record);
}

SealOwner OutgoingService::closingOwner(const document::OfficialDocument &document)
{
    return document.signing == document::Signing::SignatureStamp ? SealOwner::Member : SealOwner::Unit;
}

Result<OutgoingService::Issuing> OutgoingService::mayClose(const StreamId &stream, SealOwner owner)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    WENYI_TRY(const auto issuing, issued(view));
    if (!issuing)
        return Error{ErrorCode::NotAllowed, "outgoing.not-issued", stream.toString()};
    // 签发人签名章: nobody stamps in another one's name, whoever the task was handed to.
    if (owner == SealOwner::Member && issuing->by != m_workspace.member().id)
        return Error{ErrorCode::NotAllowed, "outgoing.not-issuer", issuing->by.toString()};
    return *issuing;
}

Result<SealPreview> OutgoingService::sealPreview(
    const StreamId &stream, std::optional<SealOwner> owner, const std::optional<ProvidedSeal> &provided)
{
    WENYI_TRY(const auto final, document(stream));
    const SealOwner closing = closingOwner(final);
    WENYI_CHECK(mayClose(stream, closing));
    if (provided)
        return SealingService(m_workspace, provided).preview(final);
    return SealingService(m_workspace, owner.value_or(closing)).preview(final);
}

Result<QList<journal::NewEntry>> OutgoingService::stepEntries(const StreamId &stream, ActRequest request,
    const SealedDocument &sealedDocument, const journal::BlobReference &blob, const SecretBytes &pin)
{
    request.outcome = u"sealed"_s;
    request.references = {{SealedOfdReference.toString(), blob.digest}};
    request.document = sealedDocument.digest;
    WENYI_TRY(auto entries, m_records.actEntries(stream, request, &pin));
    entries.last().blobs.append(blob);
    return entries;
}

Result<SealedDocument> OutgoingService::seal(
    const StreamId &stream, const SealPreview &preview, const SecretBytes &pin, const Progress &progress)
{
    // What a keeper seals stands in the register of uses; of a stamp this is all that tells of tries.
    if (preview.owner == SealOwner::Unit)
        return trySeal(stream, preview, pin, progress);
    const auto note = [&](const QByteArray &reason) {
        return m_workspace.audit().record(m_workspace.member().id.toString(), u"seal.use"_s,
            QString::fromLatin1(reason), QString::fromLatin1(crypto::sm3(preview.document.ofd).toHex()));
    };
    // Before it is done: no stamp without its row.
    WENYI_CHECK(note({}));
    auto sealedDocument = trySeal(stream, preview, pin, progress);
    if (!sealedDocument)
        WENYI_CHECK(note(sealedDocument.error().reason));
    return sealedDocument;
}

Result<SealedDocument> OutgoingService::trySeal(
    const StreamId &stream, const SealPreview &preview, const SecretBytes &pin, const Progress &progress)
{
    ActRequest request;
    WENYI_TRY(request.task, taskOf(stream, u"seal"));
    WENYI_TRY(const auto issuing, mayClose(stream, preview.owner));
    WENYI_TRY(const auto going, document(stream));
    const FinalDocument &shown = preview.document;
    if (documentDigest(shown.document) != documentDigest(going))
        return Error{ErrorCode::NotAllowed, "outgoing.not-as-issued", stream.toString()};
    WENYI_CHECK(checkCloses(going, preview.owner));
    if (preview.owner == SealOwner::Member)
        return stamp(stream, request, preview, pin);
    const UseOrder order{shown.ofd, preview.stamps, preview.coverage,
        {WarrantKind::Issue, issuing.entry, stream, issuing.document}, shown.header.title, shown.header.number, 0,
        static_cast<quint64>(shown.pages.scene.pages.size()), preview.provided, progress};
    return UseService(m_workspace)
        .seal(order, pin, [&](const SealedDocument &sealedDocument, const journal::BlobReference &blob) {
            return stepEntries(stream, request, sealedDocument, blob, pin);
        });
}

Result<SealedDocument> OutgoingService::stamp(
    const StreamId &stream, const ActRequest &request, const SealPreview &preview, const SecretBytes &pin)
{
    WENYI_TRY(auto stamped, SealingService(m_workspace, SealOwner::Member).seal(preview, pin, std::nullopt));
    // What could not be sent is not kept: here the stamp stands for the unit.
    stamped.verdict.conclusion = concludeDocument(stamped.verdict, m_workspace.profile().unit);
    if (stamped.verdict.conclusion > SealingConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "sealing.not-valid",
            QString::fromLatin1(conclusionName(stamped.verdict.conclusion))};
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(stamped.ofd, *key, m_workspace.environment().random));
    WENYI_TRY(const auto entries, stepEntries(stream, request, stamped, blob, pin));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return stamped;
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

Result<QByteArray> OutgoingService::unsealedOfd(const StreamId &stream, const document::OfficialDocument &document)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    WENYI_TRY(const auto issuing, issued(view));
    if (!issuing)
        return Error{ErrorCode::NotAllowed, "outgoing.not-issued", stream.toString()};
    WENYI_TRY(const auto final, finishDocument(document, m_workspace.profile().unit, m_workspace.fonts(),
                                    m_workspace.environment().clock.now()));
    return final.ofd;
}

Result<void> OutgoingService::checkIssuersStamp(const StreamId &stream, const QByteArray &ofd)
{
    WENYI_TRY(const auto view, m_records.load(stream));
    WENYI_TRY(const auto issuing, issued(view));
    if (!issuing)
        return Error{ErrorCode::NotAllowed, "outgoing.not-issued", stream.toString()};
    const VerificationService verification(
        m_workspace.trust(), m_workspace.directory(), m_workspace.environment().clock);
    WENYI_TRY(const auto verdict, verification.verify(ofd, m_workspace.profile().unit));
    const bool isStamped = std::any_of(verdict.seals.begin(), verdict.seals.end(),
        [&issuing](const SealFinding &finding) { return finding.registeredMember == issuing->by; });
    if (!isStamped)
        return Error{ErrorCode::NotTrusted, "outgoing.other-stamp", issuing->by.toString()};
    return {};
}

Result<Dispatch> OutgoingService::dispatch(const StreamId &stream, const DispatchChoice &choice)
{
    ActRequest request;
    WENYI_TRY(request.task, taskOf(stream, u"dispatch"));
    request.outcome = u"dispatched"_s;
    WENYI_TRY(const auto act, m_records.actEntries(stream, request, nullptr));
    DispatchOrder order;
    order.stream = stream;
    WENYI_TRY(const auto going, document(stream));
    WENYI_TRY(order.header, documentHeaderOf(going, m_workspace.profile().unit));
    WENYI_TRY(order.ofd, document::bearsNoSeal(going) ? unsealedOfd(stream, going) : sealedOfd(stream));
    // The desktop that stamped said whose stamp it is; the one that sends does not take its word for it.
    if (closingOwner(going) == SealOwner::Member)
        WENYI_CHECK(checkIssuersStamp(stream, order.ofd));
    order.recipients = choice.recipients;
    order.attachments = choice.attachments;
    order.urgency = choice.urgency;
    order.printQuota = choice.printQuota;
    order.notBefore = choice.notBefore;
    WENYI_TRY(const auto prepared, DispatchService(m_workspace).prepare(order));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, prepared.entries + act));
    return prepared.dispatch;
}

} // namespace wenyi::core
