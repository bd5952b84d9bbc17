// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DirectiveProjection.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 撤回: takes back what the unit sent from those who have not answered, and takes in what the server ruled.
class RecallService
{
public:
    explicit RecallService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Of a record's recipients those from whom it can be asked back: they have not answered as far as is known here,
    /// and it does not lie on a stick for them already.
    Result<QList<UnitCode>> recallable(const StreamId &stream);
    /// Recalls a record's envelopes from these units, or with none given from all that recallable() names. The act
    /// stands in the journal and goes to the server with the next synchronisation; what never left goes nowhere. Gives
    /// the units. Fails with InvalidInput "recall.reason" (none, or no plain line), NotAllowed "dispatch.no-unit-key",
    /// "delivery.already-signed-for" where nothing can be asked back from one of them, NotFound "recall.not-sent".
    Result<QList<UnitCode>> recall(const StreamId &stream, const QList<UnitCode> &units, const QString &reason);

    /// Recalls that wait for the server's word about envelopes that it has, or may have: of one whose acceptance never
    /// came here only the server can say whether it left.
    Result<QList<GivenDirective>> waitingForServer();
    /// The server does not know the envelope of a recall. Gives whether it never left as far as is known here; then it
    /// is not asked again, once nothing can be on its way any more.
    Result<bool> noteUnknown(const exchange::Directive &recall);
    /// Recalls since then for a server that was set back, whatever was ruled before: from those who had not answered
    /// as far as is known here. Whoever had keeps the document.
    Result<QList<exchange::Directive>> recallsToRepeat(Instant since);
    /// What this desktop closed for the server's way and is still to go there.
    Result<QList<DispatchedEnvelope>> envelopesToSend();
    /// Whether everybody to whom the server was to bring the envelope had it recalled before it went.
    Result<bool> isRecalledWhole(const DispatchedEnvelope &envelope);
    /// The unit's receipts that the server does not have and would take: not the answers to what was taken back.
    Result<QList<GivenReceipt>> receiptsToSend();
    /// Whether the unit asked this envelope back from one of its recipients.
    Result<bool> isAskedBack(const DispatchedEnvelope &envelope, const UnitCode &recipient);
    /// Whether no stick may carry the envelope to this recipient: it was asked back, or its time has not come.
    Result<bool> staysHere(const DispatchedEnvelope &envelope, const UnitCode &recipient);
    /// The server refuses an answer because of a recall, and no ruling on that is here: it was refused for a reason of
    /// the moment, such as a wrong clock. All are asked for again with the next synchronisation, once a day at most.
    Result<void> noteMissingRuling(const exchange::ReceiptFacts &answer);
    /// Takes a ruling about an envelope that this unit sent or received; one about an envelope that never came here is
    /// known and no fault. Fails with NotTrusted "certificate.…", "ruling.foreign-unit" where it is about other
    /// recipients than this unit, and as exchange::Ruling does; a refusal goes to the audit log and changes nothing.
    Result<Novelty> take(const QByteArray &ruling);
    /// By what a ruling that this desktop's journal has is told from others: its digest where it is about a record of
    /// its own, the envelope's where that was taken back before it came. None of any other ruling.
    Result<std::optional<Digest>> kept(const QByteArray &ruling);

    /// The envelope that a ruling took out of this unit's queue and that never came here; none of any other ruling. The
    /// header that the server has of it tells its place.
    Result<std::optional<Digest>> unseen(const QByteArray &ruling);
    /// Takes such a ruling with that header: the envelope is not missing in its sender's row; what undelivered() tells
    /// goes to the audit log. Fails with NotTrusted "ruling.foreign-envelope", "envelope.…" and as take() does.
    Result<Novelty> takeUnseen(const QByteArray &ruling, const QByteArray &header);
    /// NotAllowed "ruling.undelivered" (`detail`: the sender) where no sender took the envelope back, and the server
    /// alone says why it did not come: people are told, who can ask for it. None of a recall.
    static std::optional<Error> undelivered(const QByteArray &ruling, const QByteArray &header);

private:
    static std::optional<Error> undelivered(const exchange::Ruling &ruling, const exchange::EnvelopeHeader &header);
    Result<Novelty> takeUnseenVerified(const exchange::Ruling &ruling, const QByteArray &header);
    /// Written into the audit log.
    Error refused(const QByteArray &bytes, const Result<exchange::Ruling> &ruling, const Error &error);
    Result<Novelty> takeVerified(const exchange::Ruling &ruling);
    Result<void> verify(const exchange::Ruling &ruling, const exchange::EnvelopeHeader &header) const;
    Result<bool> isAccepted(const Digest &envelope);
    Result<std::optional<exchange::Directive>> toRepeat(const exchange::Directive &recall);
    Result<QList<UnitCode>> recallableOf(const DispatchedEnvelope &envelope);
    Result<journal::NewEntry> entryOf(
        const DispatchedEnvelope &envelope, const QList<UnitCode> &units, const QString &reason) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
