// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/exchange/BundleReader.h"
#include "shared/journal/Database.h"

#include <array>

namespace wenyi::core {

/// What a desktop pulls from its server by rising numbers.
enum class PulledRow { Receipts, Rulings, Urges };

enum class BundleDirection { Written, Taken };

/// What a desktop still offers to its server because that was restored.
enum class OffersAnew {
    Nothing,
    Receipts, ///< Those about envelopes that the server did not know yet.
    All       ///< Envelopes, recalls and receipts.
};

/// How far this desktop has come with the server and with other desktops. Not in the journal: each desktop has its own.
class DesktopMarks
{
public:
    explicit DesktopMarks(journal::Database &database)
        : m_database(database)
    {
    }

    /// The number of the newest receipt that was pulled from the server.
    Result<quint64> receiptCursor();
    Result<void> moveReceiptCursor(quint64 number);
    /// What the server's clock said when it was last heard of, and how far it was ahead of this desktop's.
    struct ServerClock
    {
        Instant heard;
        std::chrono::milliseconds ahead{0};
    };
    Result<std::optional<ServerClock>> serverClock();
    Result<void> keepServerClock(const ServerClock &clock);
    /// When the server was last asked for content that it should have, and up to which row; ContentInquiry's.
    struct Inquiry
    {
        Instant at;
        qint64 below = 0;
    };
    Result<Inquiry> inquiry();
    Result<void> keepInquiry(const Inquiry &newest);
    /// The number of the newest ruling that was pulled from the server.
    Result<quint64> rulingCursor();
    Result<void> moveRulingCursor(quint64 number);
    /// The number of the newest urge that was pulled from the server.
    Result<quint64> urgeCursor();
    Result<void> moveUrgeCursor(quint64 number);
    /// This desktop brought an urge to the server.
    Result<void> noteGiven(const Digest &directive);
    Result<bool> isGiven(const Digest &directive);
    /// When the rulings were last asked for from the first, because one is missing here; the epoch where never.
    Result<Instant> rulingsAskedAgain();
    Result<void> askRulingsAgain(Instant now);
    /// A restored server numbers receipts, rulings and urges anew: they are pulled from the first.
    Result<void> pullFromTheFirst();
    /// A store in a damaged one's place has them from the unit's log, and they are pulled from the first all the same:
    /// how far the desktop had come before is not known any more.
    Result<void> expectFromTheFirst();
    /// The highest number up to which what comes may be known, since it is pulled from the first again; at most a
    /// million.
    Result<quint64> receiptsOfBefore();
    Result<quint64> rulingsOfBefore();
    Result<quint64> urgesOfBefore();
    /// What was refused by this desktop's clock, which may be wrong; ClockDoubts'.
    struct Doubts
    {
        std::array<quint64, 3> lowest{};   ///< By PulledRow: the first number that is in doubt; 0 where none is.
        Instant since;                     ///< When it was asked for last.
        std::chrono::milliseconds ahead{}; ///< How far the server's clock was ahead then.
        std::chrono::milliseconds wait{};  ///< For how long it is not asked for again; 0 where nothing was in doubt.
        bool isEmpty() const { return lowest == std::array<quint64, 3>{}; }
    };
    Result<Doubts> doubts();
    Result<void> keepDoubts(const Doubts &doubts);
    /// The rows are pulled again from the first number in doubt; `next` is kept. How far they had come is kept.
    Result<void> pullAgain(const Doubts &doubts, const Doubts &next);
    Result<OffersAnew> offersAnew();
    Result<void> offerAnew(OffersAnew what);
    /// A restored server did not know yet what a receipt is about.
    Result<void> noteAwaiting(const Digest &receipt);
    Result<bool> isAwaiting(const Digest &receipt);
    /// Place of the act whose time stamp did not hold the last time; 0 where none is.
    Result<quint64> stampCursor();
    Result<void> moveStampCursor(quint64 number);
    /// Until when it is not looked for time stamps that run out; the epoch where it is.
    Result<Instant> renewalsPausedUntil();
    Result<void> pauseRenewals(Instant until);
    /// No time stamp for an act can be kept by what this directory tells of authorities.
    Result<void> noteUnstampable(const Digest &signature, const Digest &directory);
    Result<bool> isUnstampable(const Digest &signature, const Digest &directory);
    /// The audit log's row whose head was noted last, and when; 0 and the epoch before the first.
    struct AuditNote
    {
        quint64 row = 0;
        Instant at;
    };
    Result<AuditNote> auditNote();
    Result<void> keepAuditNote(const AuditNote &newest);
    /// Keeps why something was refused; tells whether that is new.
    Result<bool> refuse(const Digest &digest, const QByteArray &reason);
    /// The server has told that it keeps a blob no more: it need not be asked for again.
    Result<void> noteExpired(const Digest &blob);
    Result<bool> isExpired(const Digest &blob);
    /// The server does not know the envelope that a recall is about: it never left, and is not asked about again.
    Result<void> noteNeverLeft(const Digest &recall);
    Result<bool> neverLeft(const Digest &recall);
    /// The newest bundle of the row with a desktop; none before the first.
    Result<std::optional<exchange::TakenBundle>> bundle(const DesktopId &desktop, BundleDirection direction);
    Result<void> keepBundle(const DesktopId &desktop, BundleDirection direction, const exchange::TakenBundle &newest);
    /// The rows of all bundles out of a damaged store, as far as they can be read.
    Result<void> takeOverBundles(journal::Database &damaged);

private:
    /// Why a thing was refused the last time; empty where it was not.
    Result<QString> refusalOf(const Digest &digest);
    Result<quint64> cursor(const char *name);
    Result<void> moveCursor(const char *name, quint64 number);
    Result<void> writeDoubts(const Doubts &doubts);
    /// From the number behind this one; how far it had come is kept.
    Result<void> beginAnew(const char *name, const char *ofBefore, quint64 behind = 0);

    journal::Database &m_database;
};

} // namespace wenyi::core
