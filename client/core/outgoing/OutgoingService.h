// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DispatchService.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/RecordService.h"
#include "client/core/sealing/SealingService.h"

namespace wenyi::core {

/// What the mail room decides about a document that is dispatched.
struct DispatchChoice
{
    QStringList recipients; ///< As DispatchService::routesOf() takes them; empty: those of the document.
    exchange::Urgency urgency = exchange::Urgency::Ordinary; ///< The document's own where that is higher.
    quint64 printQuota = 1;                                  ///< Of each recipient.
    QList<DispatchAttachment> attachments;
    std::optional<Instant> notBefore; ///< 定时发送
};

/// A draft with the number and date that its record has got since.
document::OfficialDocument numbered(document::OfficialDocument document, const modules::Record &record);

/// 发文: joins an outgoing record's draft, its number, the seal and the envelope.
class OutgoingService
{
public:
    explicit OutgoingService(Workspace &workspace)
        : m_workspace(workspace)
        , m_records(workspace)
        , m_drafts(workspace)
    {
    }

    /// The revision that goes on: once the document is issued the one that the leader signed, whatever came after it;
    /// before that the newest. Fails with NotFound "outgoing.issued-draft-missing" and as DraftService::load() and
    /// RecordService::verifySignatures() do.
    Result<DraftView> draft(const StreamId &stream);
    /// draft() with the number and date that the record drew.
    Result<document::OfficialDocument> document(const StreamId &stream);
    /// Whose seal closes a document: the unit's, or its signer's stamp (GB/T 9704 7.3.5.3).
    static SealOwner closingOwner(const document::OfficialDocument &document);
    /// What the seal keeper looks at, or the 签发人 whose own stamp it is; by default the seal that closes the
    /// document, and a provider's where one is given. Fails with NotAllowed "outgoing.not-issued",
    /// "outgoing.not-issuer" where somebody else issued what a stamp is to close, and as document() and
    /// SealingService::preview() do.
    Result<SealPreview> sealPreview(
        const StreamId &stream, std::optional<SealOwner> owner = {}, const std::optional<ProvidedSeal> &provided = {});
    /// Seals what the preview showed; the sealed bytes go along with the very entry that says so. The use of a unit's
    /// seal goes along with them (UseService); the leader's issuing entitles it. A stamp stands in no register; each
    /// try of one stands in the audit log before it is made, and a second row says why it failed. Fails with NotAllowed
    /// "record.not-your-step", "outgoing.not-issued", "outgoing.not-as-issued" where the preview is not of what the
    /// leader issued, "outgoing.not-issuer", and as SealingService::preview(), UseService::seal() or
    /// SealingService::seal(), and RecordService::act() do. Progress is of a provider at work, and may stop it:
    /// Cancelled "token.cancelled".
    Result<SealedDocument> seal(
        const StreamId &stream, const SealPreview &preview, const SecretBytes &pin, const Progress &progress = {});
    /// The sealed OFD. Fails with NotFound "outgoing.not-sealed" and as the blob store does.
    Result<QByteArray> sealedOfd(const StreamId &stream);
    /// Closes the envelope and ends the step in one transaction, so that no document goes out twice. Fails with
    /// NotAllowed "record.not-your-step", NotTrusted "outgoing.other-stamp" where a stamp closes the document and none
    /// on it is that of whoever issued it, and as DispatchService and RecordService::act() do. Minutes go out without a
    /// seal (document::bearsNoSeal()): NotAllowed "outgoing.not-issued", and as finishDocument() does.
    Result<Dispatch> dispatch(const StreamId &stream, const DispatchChoice &choice);

private:
    /// The open task of an act that is mine. Fails with NotAllowed "record.not-your-step".
    Result<modules::TaskId> taskOf(const StreamId &stream, QStringView act);
    /// The leader's act, and what the signature on it names.
    struct Issuing
    {
        Digest entry;
        Digest document;
        MemberId by;
    };
    /// None while nobody has issued it; fails where the signature does not hold.
    Result<std::optional<Issuing>> issued(const RecordView &view);

    /// The issuing of a document that this kind of seal may close now.
    Result<Issuing> mayClose(const StreamId &stream, SealOwner owner);
    /// 纪要: what goes out without a seal, set from the very revision that the leader issued. Fails with NotAllowed
    /// "outgoing.not-issued" and as finishDocument() does.
    Result<QByteArray> unsealedOfd(const StreamId &stream, const document::OfficialDocument &document);
    Result<void> checkIssuersStamp(const StreamId &stream, const QByteArray &ofd);
    /// The entries of the record's own step, with the sealed document.
    Result<QList<journal::NewEntry>> stepEntries(const StreamId &stream, ActRequest request,
        const SealedDocument &sealedDocument, const journal::BlobReference &blob, const SecretBytes &pin);
    Result<SealedDocument> trySeal(
        const StreamId &stream, const SealPreview &preview, const SecretBytes &pin, const Progress &progress);
    Result<SealedDocument> stamp(
        const StreamId &stream, const ActRequest &request, const SealPreview &preview, const SecretBytes &pin);

    Workspace &m_workspace;
    RecordService m_records;
    DraftService m_drafts;
};

} // namespace wenyi::core
