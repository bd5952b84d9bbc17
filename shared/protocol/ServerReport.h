// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Limits.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <array>
#include <optional>

namespace wenyi::protocol {

/// Largest report as bytes.
inline constexpr qsizetype LargestReport = 3 * limits::MiB;
/// Desktops, units and samples of one report, each.
inline constexpr qsizetype ReportLines = 10'000;

/// Numbers by name: newer servers add names, and who does not know one leaves it alone. docs/PROTOCOL.md lists them.
using NamedFigures = QMap<QByteArray, qint64>;

/// A desktop that opened a session since the server started.
struct DesktopLine
{
    DesktopId desktop;
    UnitCode unit;
    Instant since;             ///< When its newest session was opened.
    quint64 silentSeconds = 0; ///< Since it last asked for anything.
    quint64 directory = 0;     ///< The version of the directory that it holds, as far as it said.
    quint64 behind = 0;        ///< Entries of its unit's log that it was not given yet.
    friend bool operator==(const DesktopLine &, const DesktopLine &) = default;
};

/// Senders that are told of each unit which owes them answers: those who have waited longest.
inline constexpr qsizetype OwedLines = 20;

/// What one unit has not answered of what another one sent.
struct OwedLine
{
    UnitCode sender;
    quint64 number = 0;
    Instant since; ///< When the oldest of them was accepted.
    friend bool operator==(const OwedLine &, const OwedLine &) = default;
};

/// What one unit has in its queue, owes and stores.
struct UnitLine
{
    UnitCode unit;
    std::array<quint64, 4> waiting{};    ///< Deliveries, in the order of exchange::Urgency.
    std::optional<Instant> waitingSince; ///< When the oldest of them was accepted.
    quint64 owed = 0;                    ///< Deliveries that it has neither signed for nor returned.
    std::optional<Instant> owedSince;    ///< When the oldest of them was accepted.
    quint64 storedBytes = 0;
    QList<OwedLine> owedTo = {}; ///< At most OwedLines.
    friend bool operator==(const UnitLine &, const UnitLine &) = default;
};

/// 采样: what happened in about a minute, and how things stood at its end.
struct StatusSample
{
    quint64 number = 0; ///< Counts from 1 from the server's start.
    Instant at;
    quint64 envelopes = 0; ///< That were accepted in it.
    quint64 envelopeBytes = 0;
    quint64 requests = 0;
    quint64 refused = 0;   ///< Of the requests.
    quint64 strangers = 0; ///< Connections that were not let in.
    quint64 activeDesktops = 0;
    quint64 waiting = 0;    ///< Deliveries of all units, when they were last counted.
    quint64 storeBytes = 0; ///< The same of the store's size.
    friend bool operator==(const StatusSample &, const StatusSample &) = default;
};

/// 运行报告: how a server is, for its administrator. Units and desktops are named, persons and documents are not.
struct ServerReport
{
    Instant at; ///< By the server's clock.
    Instant startedAt;
    QByteArray ailment; ///< The one thing to see to first, as a stable reason; empty where all is well.
    NamedFigures figures;
    NamedFigures refusals; ///< How often, by reason, since the start.
    QList<DesktopLine> desktops;
    QList<UnitLine> units;
    QList<StatusSample> samples; ///< Behind the one that was named in the question, the oldest first.

    /// Canonical CBOR. Fails with TooLarge "report.size".
    Result<QByteArray> toBytes() const;
    /// The same; where that would be too large, without the senders to whom units owe answers. How many they owe stays.
    Result<QByteArray> toFittingBytes() const;
    /// Fails with "cbor.…", Unsupported "report.version", TooLarge "report.size", Corrupt "report.names" (names twice
    /// or not in order), "report.time" (before 1970 or behind the year 9999).
    static Result<ServerReport> fromBytes(QByteArrayView bytes);
    /// A figure; nothing where the server does not tell it.
    std::optional<qint64> figure(const QByteArray &name) const;

    friend bool operator==(const ServerReport &, const ServerReport &) = default;
};

} // namespace wenyi::protocol
