// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/BlobTransfer.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/EnvelopeOffer.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "shared/exchange/Directive.h"
#include "shared/journal/ServerTerm.h"

#include <functional>

namespace wenyi::core {

/// 服务器恢复之后: what a desktop does when its server was restored from a backup, or taken over by a standby that
/// lacked the newest (F27). It finds how far both logs are one, and offers anew what the server does not have: its own
/// entries, the envelopes that it sent, their holds and recalls, the unit's receipts. Nothing of that has a second
/// effect anywhere.
class RestoredServer
{
public:
    RestoredServer(Workspace &workspace, Gate &gate, ServerLink &link, BlobTransfer &transfer)
        : m_workspace(workspace)
        , m_gate(gate)
        , m_link(link)
        , m_transfer(transfer)
        , m_offer(workspace, gate, link)
    {
    }

    /// Asks which server this is; where it is another one than before, sets the journal back to where both logs are one
    /// and notes that everything since is to be offered. Gives whether it lacks
    /// anything, or was restored. A server that cannot tell is taken as it
    /// is. Fails as ServerTerms::look() does.
    Result<bool> meet();
    /// Told what of an envelope the server refuses; passes on what ends the offer for now.
    using Note = std::function<Result<void>(const QString &envelope, const Error &error)>;
    /// Offers envelopes and receipts, where meet() noted that; until the server knows every envelope that a receipt is
    /// about, or after a month. All there are, for the server has what it knows already at hand: by which clock could
    /// be told what it lacks?
    Result<void> offerAnew(const Note &note);

private:
    Result<QByteArray> askTerm();
    /// Gives whether the server lacks anything of this desktop's log.
    Result<bool> setBack(const journal::TermFacts &term);
    /// The highest number up to which this desktop's log and the server's are one, and a run ends.
    Result<quint64> findCommon(quint64 head);
    /// The same from `number` on, as far as one answer shows it; nothing where they are not one up to there.
    Result<std::optional<quint64>> commonBehind(quint64 number);
    /// Of this desktop's entries since then; asked where the workspace lives.
    Result<void> oweLargeContent(Instant since);
    Result<void> noteRestore(const journal::TermFacts &term, const QByteArray &checkpoint, quint64 common);
    /// By the server's way; asked where the workspace lives.
    Result<QList<exchange::EnvelopeHeader>> sentByThisDesktop();
    /// Whether it went by the server's way, and somebody is to have it still.
    Result<bool> isToBeOffered(const DispatchedEnvelope &envelope);
    /// With the recalls of them and of what the server has; gives whether none has to wait here for its time.
    Result<bool> offerEnvelopes(const Note &note);
    /// Gives whether it went: an older server holds nothing.
    Result<bool> offerEnvelope(const exchange::EnvelopeHeader &header);
    Result<void> giveRecall(const exchange::Directive &recall);
    /// The unit's, but for those of what was taken back from it; asked where the workspace lives.
    Result<QList<GivenReceipt>> receiptsToOffer(OffersAnew what);
    /// Gives whether the server knew all envelopes.
    Result<bool> offerReceipts(OffersAnew what);

    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
    BlobTransfer &m_transfer;
    EnvelopeOffer m_offer;
};

} // namespace wenyi::core
