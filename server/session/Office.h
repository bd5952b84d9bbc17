// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Configuration.h"
#include "server/session/Domain.h"
#include "server/session/LinkWatch.h"
#include "server/session/OutdatedCards.h"
#include "server/store/Store.h"
#include "shared/crypto/Signer.h"
#include "shared/exchange/Receipt.h"
#include "shared/exchange/SecrecyGate.h"
#include "shared/protocol/Messages.h"
#include "shared/protocol/ServerSocket.h"

#include <QSet>

namespace wenyi::server {

class Examination;
class Examiner;
class Sessions;
class StandbyDesk;
class StatusDesk;
class TimeStampDesk;

/// What the handlers of all messages work with. Lives on the store's thread.
struct Office
{
    Store &store;
    std::shared_ptr<const Domain> domain;
    crypto::Signer &signer; ///< The server's certificate key.
    const Clock &clock;
    Configuration configuration;
    exchange::SecrecyPolicy secrecy;
    TimeStampDesk *timeStamps = nullptr; ///< Null: this server gives none.
    StandbyDesk *standby = nullptr;      ///< Whom the standby's requests go to; null where none can come.
    /// The signed word that another server has taken this one's place; empty while none has. From then on every request
    /// is refused: what came here would be lost to those who are there.
    QByteArray superseded = {};
    StatusDesk *status = nullptr; ///< Who shows administrators how the server is; null where nobody does.
    Sessions *sessions = nullptr; ///< Of the dispatcher, where there is one.
    QByteArray term = {}; ///< This server's own signed word, once somebody asked: it stays the same as long as it runs.
    Examiner *examiner = nullptr;     ///< Who looks at envelopes before their turn; null where nobody does.
    OutdatedCards outdatedCards = {}; ///< As seen since the directory in force came.
    LinkWatch links = {};

    /// Notes that a link is there, by what it asks. Its end here says Hello while the other one is down, too.
    void hearLink(const Peer &peer, protocol::MessageType type)
    {
        if (peer.isLink && type != protocol::MessageType::Hello)
            links.hear(peer.unit, clock.now());
    }
    /// Whether the disk has no room but its reserve.
    bool isShortOfRoom() const { return store.freeSpace() < configuration.diskReserve; }
    /// Fails with Unavailable "store.full" when the disk has no room but its reserve, or not the audit log's.
    Result<void> checkRoom() const
    {
        if (isShortOfRoom() || !store.database().hasReserve())
            return Error{ErrorCode::Unavailable, "store.full", {}};
        return {};
    }
};

/// An envelope that was stored in the group at hand; its receipt is signed together with the group's others.
struct Acceptance
{
    quint64 number = 0;
    exchange::ReceiptFacts facts;
    quint64 bytes = 0; ///< Of its parts.
};

/// One group of requests, from the first to the commit.
struct Group
{
    journal::Transaction &transaction;
    QHash<Digest, Acceptance> acceptances; ///< By the envelope's digest.
    QSet<UnitCode> changed;                ///< Units whose desktops are to be notified.
    /// Blobs that turned out to be others than they claim, to be dropped once the request that showed it is undone.
    QList<std::pair<UnitCode, Digest>> damaged = {};
    /// The envelope that the request at hand is about; its receipt goes into the answer once it is signed.
    Digest answered = {};
    /// Of the envelope that the request at hand brings whole; null where it brings none.
    Examination *examination = nullptr;
    /// Bytes of whole envelopes in its answers so far.
    qint64 given = 0;
    /// Over which the request at hand came.
    protocol::ConnectionId connection = {};
};

} // namespace wenyi::server
