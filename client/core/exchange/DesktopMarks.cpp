// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DesktopMarks.h"

#include "shared/crypto/Sm3.h"

#include <algorithm>

namespace wenyi::core {

using journal::Statement;

namespace {

/// The server chose the numbers: one that lies may not repeat itself without end by having named a large one.
constexpr quint64 MostOfBefore = 1'000'000;
/// Cursors by PulledRow: how far it is pulled, up to where it may be known, and the first that is in doubt.
struct RowNames
{
    const char *name;
    const char *ofBefore;
    const char *inDoubt;
};
constexpr std::array Rows{
    RowNames{"receipts", "receipts-of-before", "receipts-in-doubt"},
    RowNames{"rulings", "rulings-of-before", "rulings-in-doubt"},
    RowNames{"urges", "urges-of-before", "urges-in-doubt"},
};
constexpr auto ExpiredReason = "blob.expired";
constexpr auto NeverLeftReason = "envelope.unknown";
constexpr auto AwaitingReason = "receipt.awaiting";
constexpr auto GivenReason = "urge.given";

/// Under which what no stamp holds for stands among the refusals: a signature's own digest may stand there for a stamp.
Digest unstampableKey(const Digest &signature)
{
    return crypto::sm3("unstampable" + signature.toBytes());
}

} // namespace

Result<quint64> DesktopMarks::cursor(const char *name)
{
    Statement select(m_database, "SELECT number FROM exchange_cursors WHERE name = ?");
    WENYI_TRY(const bool found, select.bind(QString::fromLatin1(name)).next());
    return found ? static_cast<quint64>(select.integer(0)) : 0;
}

Result<void> DesktopMarks::moveCursor(const char *name, quint64 number)
{
    Statement write(m_database, "INSERT INTO exchange_cursors(name, number) VALUES (?, ?) "
                                "ON CONFLICT(name) DO UPDATE SET number = excluded.number");
    return write.run(QString::fromLatin1(name), number);
}

Result<quint64> DesktopMarks::receiptCursor()
{
    return cursor("receipts");
}

Result<void> DesktopMarks::moveReceiptCursor(quint64 number)
{
    return moveCursor("receipts", number);
}

Result<std::optional<DesktopMarks::ServerClock>> DesktopMarks::serverClock()
{
    WENYI_TRY(const quint64 heard, cursor("server-heard")); // Milliseconds; nought is never.
    WENYI_TRY(const quint64 ahead, cursor("server-ahead"));
    if (heard == 0)
        return std::optional<ServerClock>();
    return std::optional(ServerClock{
        instantFromMilliseconds(static_cast<qint64>(heard)), std::chrono::milliseconds(static_cast<qint64>(ahead))});
}

Result<void> DesktopMarks::keepServerClock(const ServerClock &clock)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    WENYI_CHECK(moveCursor("server-heard", static_cast<quint64>(toMilliseconds(clock.heard))));
    WENYI_CHECK(moveCursor("server-ahead", static_cast<quint64>(clock.ahead.count())));
    return transaction->commit();
}

Result<DesktopMarks::Inquiry> DesktopMarks::inquiry()
{
    WENYI_TRY(const quint64 at, cursor("inquiry-at"));
    WENYI_TRY(const quint64 below, cursor("inquiry-below"));
    return Inquiry{instantFromMilliseconds(static_cast<qint64>(at)), static_cast<qint64>(below)};
}

Result<void> DesktopMarks::keepInquiry(const Inquiry &newest)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    WENYI_CHECK(moveCursor("inquiry-at", static_cast<quint64>(toMilliseconds(newest.at))));
    WENYI_CHECK(moveCursor("inquiry-below", static_cast<quint64>(newest.below)));
    return transaction->commit();
}

Result<quint64> DesktopMarks::rulingCursor()
{
    return cursor("rulings");
}

Result<void> DesktopMarks::moveRulingCursor(quint64 number)
{
    return moveCursor("rulings", number);
}

Result<quint64> DesktopMarks::urgeCursor()
{
    return cursor("urges");
}

Result<void> DesktopMarks::moveUrgeCursor(quint64 number)
{
    return moveCursor("urges", number);
}

Result<void> DesktopMarks::noteGiven(const Digest &directive)
{
    WENYI_CHECK(refuse(directive, GivenReason));
    return {};
}

Result<bool> DesktopMarks::isGiven(const Digest &directive)
{
    WENYI_TRY(const QString known, refusalOf(directive));
    return known == QLatin1StringView(GivenReason);
}

Result<Instant> DesktopMarks::rulingsAskedAgain()
{
    WENYI_TRY(const quint64 at, cursor("rulings-again"));
    return instantFromMilliseconds(static_cast<qint64>(at));
}

Result<void> DesktopMarks::askRulingsAgain(Instant now)
{
    WENYI_CHECK(moveCursor("rulings-again", static_cast<quint64>(std::max<qint64>(toMilliseconds(now), 0))));
    return beginAnew("rulings", "rulings-of-before");
}

Result<void> DesktopMarks::beginAnew(const char *name, const char *ofBefore, quint64 behind)
{
    WENYI_TRY(const quint64 now, cursor(name));
    WENYI_TRY(const quint64 before, cursor(ofBefore));
    WENYI_CHECK(moveCursor(ofBefore, std::min(std::max(now, before), MostOfBefore)));
    return moveCursor(name, std::min(now, behind));
}

Result<DesktopMarks::Doubts> DesktopMarks::doubts()
{
    Doubts known;
    for (std::size_t row = 0; row < Rows.size(); ++row) {
        WENYI_TRY(known.lowest[row], cursor(Rows[row].inDoubt));
    }
    WENYI_TRY(const quint64 since, cursor("doubts-since"));
    WENYI_TRY(const quint64 ahead, cursor("doubts-ahead"));
    WENYI_TRY(const quint64 wait, cursor("doubts-wait"));
    known.since = instantFromMilliseconds(static_cast<qint64>(since));
    known.ahead = std::chrono::milliseconds(static_cast<qint64>(ahead));
    known.wait = std::chrono::milliseconds(static_cast<qint64>(wait));
    return known;
}

Result<void> DesktopMarks::writeDoubts(const Doubts &doubts)
{
    for (std::size_t row = 0; row < Rows.size(); ++row)
        WENYI_CHECK(moveCursor(Rows[row].inDoubt, doubts.lowest[row]));
    WENYI_CHECK(moveCursor("doubts-since", static_cast<quint64>(toMilliseconds(doubts.since))));
    WENYI_CHECK(moveCursor("doubts-ahead", static_cast<quint64>(doubts.ahead.count())));
    return moveCursor("doubts-wait", static_cast<quint64>(doubts.wait.count()));
}

Result<void> DesktopMarks::keepDoubts(const Doubts &doubts)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    WENYI_CHECK(writeDoubts(doubts));
    return transaction->commit();
}

Result<void> DesktopMarks::pullAgain(const Doubts &doubts, const Doubts &next)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    for (std::size_t row = 0; row < Rows.size(); ++row) {
        if (doubts.lowest[row] != 0)
            WENYI_CHECK(beginAnew(Rows[row].name, Rows[row].ofBefore, doubts.lowest[row] - 1));
    }
    WENYI_CHECK(writeDoubts(next));
    return transaction->commit();
}

Result<void> DesktopMarks::pullFromTheFirst()
{
    for (const RowNames &row : Rows)
        WENYI_CHECK(beginAnew(row.name, row.ofBefore));
    return {};
}

Result<void> DesktopMarks::expectFromTheFirst()
{
    for (const RowNames &row : Rows)
        WENYI_CHECK(moveCursor(row.ofBefore, MostOfBefore));
    return {};
}

Result<quint64> DesktopMarks::receiptsOfBefore()
{
    return cursor("receipts-of-before");
}

Result<quint64> DesktopMarks::rulingsOfBefore()
{
    return cursor("rulings-of-before");
}

Result<quint64> DesktopMarks::urgesOfBefore()
{
    return cursor("urges-of-before");
}

Result<OffersAnew> DesktopMarks::offersAnew()
{
    WENYI_TRY(const quint64 mark, cursor("offers-anew"));
    return static_cast<OffersAnew>(std::min(mark, static_cast<quint64>(OffersAnew::All)));
}

Result<void> DesktopMarks::offerAnew(OffersAnew what)
{
    return moveCursor("offers-anew", static_cast<quint64>(what));
}

Result<void> DesktopMarks::noteAwaiting(const Digest &receipt)
{
    WENYI_CHECK(refuse(receipt, AwaitingReason));
    return {};
}

Result<bool> DesktopMarks::isAwaiting(const Digest &receipt)
{
    WENYI_TRY(const QString known, refusalOf(receipt));
    return known == QLatin1StringView(AwaitingReason);
}

Result<quint64> DesktopMarks::stampCursor()
{
    return cursor("time-stamp");
}

Result<void> DesktopMarks::moveStampCursor(quint64 number)
{
    return moveCursor("time-stamp", number);
}

Result<Instant> DesktopMarks::renewalsPausedUntil()
{
    WENYI_TRY(const quint64 at, cursor("renewals-paused"));
    return instantFromMilliseconds(static_cast<qint64>(at));
}

Result<void> DesktopMarks::pauseRenewals(Instant until)
{
    return moveCursor("renewals-paused", static_cast<quint64>(std::max<qint64>(toMilliseconds(until), 0)));
}

Result<DesktopMarks::AuditNote> DesktopMarks::auditNote()
{
    WENYI_TRY(const quint64 row, cursor("audit-row"));
    WENYI_TRY(const quint64 at, cursor("audit-at"));
    return AuditNote{row, instantFromMilliseconds(static_cast<qint64>(at))};
}

Result<void> DesktopMarks::keepAuditNote(const AuditNote &newest)
{
    WENYI_CHECK(moveCursor("audit-row", newest.row));
    return moveCursor("audit-at", static_cast<quint64>(toMilliseconds(newest.at)));
}

Result<void> DesktopMarks::noteUnstampable(const Digest &signature, const Digest &directory)
{
    WENYI_CHECK(refuse(unstampableKey(signature), directory.toHex()));
    return {};
}

Result<bool> DesktopMarks::isUnstampable(const Digest &signature, const Digest &directory)
{
    WENYI_TRY(const QString known, refusalOf(unstampableKey(signature)));
    return known == QLatin1StringView(directory.toHex());
}

Result<QString> DesktopMarks::refusalOf(const Digest &digest)
{
    Statement select(m_database, "SELECT reason FROM exchange_refused WHERE digest = ?");
    WENYI_TRY(const bool found, select.bind(digest).next());
    return found ? select.text(0) : QString();
}

Result<bool> DesktopMarks::refuse(const Digest &digest, const QByteArray &reason)
{
    const QString text = QString::fromLatin1(reason);
    WENYI_TRY(const QString known, refusalOf(digest));
    if (known == text)
        return false;
    Statement write(m_database, "INSERT INTO exchange_refused(digest, reason) VALUES (?, ?) "
                                "ON CONFLICT(digest) DO UPDATE SET reason = excluded.reason");
    WENYI_CHECK(write.run(digest, text));
    return true;
}

Result<void> DesktopMarks::noteExpired(const Digest &blob)
{
    WENYI_CHECK(refuse(blob, ExpiredReason));
    return {};
}

Result<bool> DesktopMarks::isExpired(const Digest &blob)
{
    WENYI_TRY(const QString known, refusalOf(blob));
    return known == QLatin1StringView(ExpiredReason);
}

Result<void> DesktopMarks::noteNeverLeft(const Digest &recall)
{
    WENYI_CHECK(refuse(recall, NeverLeftReason));
    return {};
}

Result<bool> DesktopMarks::neverLeft(const Digest &recall)
{
    WENYI_TRY(const QString known, refusalOf(recall));
    return known == QLatin1StringView(NeverLeftReason);
}

Result<std::optional<exchange::TakenBundle>> DesktopMarks::bundle(const DesktopId &desktop, BundleDirection direction)
{
    Statement select(m_database, "SELECT sequence, digest FROM bundle_rows WHERE desktop = ? AND direction = ?");
    WENYI_TRY(const bool found, select.bind(desktop.toString(), static_cast<int>(direction)).next());
    if (!found)
        return std::optional<exchange::TakenBundle>();
    WENYI_TRY(const Digest digest, select.digest(1));
    return std::optional(exchange::TakenBundle{static_cast<quint64>(select.integer(0)), digest});
}

Result<void> DesktopMarks::keepBundle(
    const DesktopId &desktop, BundleDirection direction, const exchange::TakenBundle &newest)
{
    Statement write(m_database, "INSERT INTO bundle_rows(desktop, direction, sequence, digest) VALUES (?, ?, ?, ?) "
                                "ON CONFLICT(desktop, direction) DO UPDATE SET sequence = excluded.sequence, "
                                "digest = excluded.digest");
    return write.run(desktop.toString(), static_cast<int>(direction), newest.sequence, newest.digest);
}

Result<void> DesktopMarks::takeOverBundles(journal::Database &damaged)
{
    Statement rows(damaged, "SELECT desktop, direction, sequence, digest FROM bundle_rows");
    for (auto more = rows.next(); more && *more; more = rows.next()) {
        const auto digest = rows.digest(3);
        if (digest)
            WENYI_CHECK(keepBundle(DesktopId(rows.text(0)), static_cast<BundleDirection>(rows.integer(1)),
                {static_cast<quint64>(rows.integer(2)), *digest}));
    }
    return {};
}

} // namespace wenyi::core
