// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/PeerTermHandler.h"

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// A server that was never heard of and is not its domain's first may have been put back before anybody asked.
bool isAnother(const journal::TermFacts &told, quint64 known)
{
    return known == 0 ? told.kind != journal::TermKind::Founded : told.number > known;
}

/// All there are, for it has what it knows already at hand: by which clock could be told what it lacks?
Result<void> offerAllAnew(Office &office, Group &group, const Peer &peer, quint64 term)
{
    WENYI_CHECK(office.store.envelopes().offerAnew(peer.unit));
    WENYI_CHECK(office.store.forwards().noteReceiptsTaken(peer.unit, 0));
    group.changed.insert(peer.unit);
    const QString subject = u"%1, term %2"_s.arg(Domain::domainOfQueue(peer.unit)).arg(term);
    return office.store.audit().recordWithin(group.transaction, u"server"_s, u"peer.restored"_s, {}, subject);
}

} // namespace

Result<protocol::Forwards> handle(Office &office, Group &group, const Peer &peer, const protocol::TellTerm &tell)
{
    WENYI_TRY(const auto term, journal::ServerTerm::fromBytes(tell.term));
    const QString domain = Domain::domainOfQueue(peer.unit);
    const auto certificate = office.domain->serverCertificate(domain);
    const OutdatedCards::Signed byServer{domain, {}, office.clock.now()};
    if (!certificate || !term.verify(certificate->publicKey()))
        return office.outdatedCards.note(byServer, office.clock.now());
    office.outdatedCards.noteHolding(byServer);
    ForwardTable &table = office.store.forwards();
    WENYI_TRY(const quint64 known, table.peerTerm(peer.unit));
    if (isAnother(term.facts, known))
        WENYI_CHECK(offerAllAnew(office, group, peer, term.facts.number));
    if (term.facts.number > known)
        WENYI_CHECK(table.notePeerTerm(peer.unit, term.facts.number));
    protocol::Forwards answer;
    WENYI_TRY(answer.receiptsTaken, table.receiptsTaken(peer.unit));
    return answer;
}

} // namespace wenyi::server
