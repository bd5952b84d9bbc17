// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/profile/Workspace.h"
#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/directory/FormerSigners.h"
#include "shared/exchange/DocumentHeader.h"
#include "shared/exchange/EnvelopeReader.h"

namespace wenyi::core {

/// What became of an envelope that held.
struct ArrivalOutcome
{
    EnvelopeId envelope;
    StreamId stream;
    Novelty novelty = Novelty::New;
    QList<exchange::SequenceGap> missing; ///< Envelopes of the same sender that have not come (yet).
};

/// 接收: takes envelopes in, each exactly once, after everything about them was verified.
class ArrivalService
{
public:
    explicit ArrivalService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Whether this desktop's member has what it takes: the unit's keys.
    bool canTake() const;
    /// Opens, verifies and keeps: content under the unit's content key, the incoming record begun, the receipt 送达
    /// given, all in one transaction. The same envelope again changes nothing. What is refused leaves the store as it
    /// was and stands in the audit log: NotAllowed "arrival.no-unit-key", "arrival.withdrawn" (a ruling says that it
    /// was taken back from this unit before it came), "arrival.undelivered" (that the server could not deliver it),
    /// NotTrusted "arrival.other-envelope" (another under a known id),
    /// "arrival.sender", "arrival.seal" (`detail`: the conclusion), "arrival.document-differs" (the
    /// header tells of another document than the one that is sealed), "certificate.…", Corrupt
    /// "arrival.parts-differ", and as exchange::EnvelopeReader, exchange::DocumentHeader, exchange::PairSequence and
    /// exchange::passSecrecyGate() do.
    Result<ArrivalOutcome> take(const QByteArray &header, Channel channel, const exchange::PartSource &source);

    /// Whether the header alone holds, before its parts are fetched: signed by a unit that the directory knows, for
    /// this unit, and no other envelope of the same id is here. Fails, and records, as take() does.
    Result<void> examine(const QByteArray &header);

    /// By which certificate a sender's envelope is to be verified, one of before its renewal where it counts. Fails
    /// with NotTrusted "arrival.sender" and "certificate.…".
    Result<crypto::Certificate> senderCertificate(const exchange::EnvelopeRouting &routing) const;
    /// The same for whatever a unit signed.
    Result<crypto::Certificate> unitCertificate(const UnitCode &unit, const directory::SignatureClaim &claim) const;

    /// The content of a part that was taken in. Fails as journal::BlobStore::read() does, Corrupt
    /// "arrival.part-differs".
    Result<QByteArray> read(const ArrivedEntry &entry, const ArrivedPart &part) const;
    /// What the envelope says of its document. Fails with NotFound "arrival.no-part" and as read().
    Result<exchange::DocumentHeader> documentHeader(const ArrivedEntry &entry) const;
    Result<QByteArray> documentOfd(const ArrivedEntry &entry) const;
    /// The verdict on the document's seals, afresh.
    Result<SealedDocumentVerdict> verify(const ArrivedEnvelope &envelope) const;

private:
    Result<void> examineHeader(const exchange::EnvelopeHeader &header) const;
    /// The refusal, recorded.
    Error refused(const QByteArray &bytes, const Result<exchange::EnvelopeHeader> &header, const Error &error);
    /// Whether what was withdrawn from this unit is what the server says that it could not deliver.
    Result<bool> isUndelivered(const exchange::EnvelopeHeader &header) const;
    Result<ArrivalOutcome> takeVerified(
        const exchange::EnvelopeHeader &header, Channel channel, const exchange::PartSource &source);
    Result<exchange::DocumentHeader> checkContent(const exchange::OpenedEnvelope &opened) const;
    Result<ArrivedEntry> store(const exchange::OpenedEnvelope &opened, Channel channel);
    Result<QList<journal::NewEntry>> entriesOf(const exchange::OpenedEnvelope &opened,
        const exchange::DocumentHeader &document, const ArrivedEntry &entry, const StreamId &stream) const;
    /// Where the envelope's record is, or is to be.
    Result<StreamId> streamFor(const exchange::EnvelopeHeader &header) const;
    QJsonObject valuesOf(const exchange::EnvelopeHeader &header, const exchange::DocumentHeader &document) const;
    Result<QByteArray> readRole(const ArrivedEntry &entry, exchange::PartRole role) const;

    Workspace &m_workspace;
};

/// What arrived and is neither signed for nor returned nor taken back: first what the sender urged, then the rest,
/// oldest first.
Result<QList<ArrivedEnvelope>> openArrivals(Workspace &workspace);

} // namespace wenyi::core
