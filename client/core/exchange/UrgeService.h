// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DirectiveProjection.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 催签: asks those who have not signed for what the unit sent to do so, and takes what the unit is asked.
class UrgeService
{
public:
    explicit UrgeService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Of a record's recipients those who can be urged now: they are reached by the server, which has the envelope,
    /// they have not answered, it is not held, and they were not urged within a working hour
    /// (exchange::mayUrgeAgain()).
    Result<QList<UnitCode>> urgeable(const StreamId &stream);
    /// Urges these units, or with none given all that urgeable() names; they read the words, of which there may be
    /// none. The act stands in the journal and goes with the next synchronisation. Gives the units. Fails with
    /// InvalidInput "urge.words" (no plain line), NotAllowed "dispatch.no-unit-key", "urge.nobody" where one of them
    /// cannot be urged now, or nobody can.
    Result<QList<UnitCode>> urge(const StreamId &stream, const QList<UnitCode> &units, const QString &words);

    /// Acts that this desktop has not brought to the server, about deliveries that are open still. Notes those that
    /// never will be brought, which are not looked at again.
    Result<QList<GivenDirective>> waitingForServer();
    /// The server has one, or refused it.
    Result<void> markGiven(const exchange::Directive &urge);
    /// Takes what a sender asks; about what never came here, what was answered, or what is known already nothing is
    /// new. Fails with NotTrusted as exchange::Directive and "certificate.…" do; a refusal goes to the audit log.
    Result<Novelty> take(const QByteArray &urge);
    /// The digest of an urge that this desktop's journal has; none of any other.
    Result<std::optional<Digest>> kept(const QByteArray &urge);
    /// What the sender of an arrived envelope asked, the newest last.
    Result<QList<exchange::DirectiveFacts>> asked(const exchange::EnvelopeHeader &header);

private:
    Result<void> markAll(const QList<exchange::Directive> &settled);
    Result<Novelty> takeVerified(const exchange::Directive &urge);
    Result<journal::NewEntry> entryOf(
        const DispatchedEnvelope &envelope, const QList<UnitCode> &units, const QString &words) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
