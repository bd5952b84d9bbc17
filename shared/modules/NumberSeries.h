// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>

namespace wenyi::modules {

/// Which numbers: one series for each unit, name of series, number code (机关代字; empty for 收文编号 and 令号) and
/// year, or term of the office.
struct SeriesKey
{
    UnitCode unit;
    QString series;     ///< Of the module's NumberSeriesRule: "documents", "register".
    QString numberCode; ///< 澄政办发
    int year = 0;       ///< 0 where it counts through the years.
    int term = 0;       ///< Which term of the office, from 1, where it counts through the years; 0 where it does not.

    /// The stream of the journal that carries the series' events; the same on every desktop.
    StreamId stream() const;
    friend bool operator==(const SeriesKey &, const SeriesKey &) = default;
};

/// A run of numbers, both ends included.
struct NumberRange
{
    int first = 0;
    int last = 0;
    bool contains(int number) const { return number >= first && number <= last; }
    friend bool operator==(const NumberRange &, const NumberRange &) = default;
};

/// Never renumbered: these stand in journals.
enum class NumberEventKind {
    Open = 1,    ///< The desktop becomes the owner; `range.first` is the first number (an office may go on from paper).
    Lease = 2,   ///< The owner gives a block to another desktop, so that it can draw while offline.
    Draw = 3,    ///< A desktop takes the next number that it holds for a record.
    Void = 4,    ///< 空号: numbers that stay unused, or a drawn one given up, with the reason.
    HandOver = 5 ///< The owner makes another desktop the owner.
};

/// Payload of the journal's "series.event" entries. Entry and desktop come from the entry that carries it.
struct NumberEvent
{
    Digest entry;
    DesktopId desktop; ///< Where it was done.
    NumberEventKind kind = NumberEventKind::Draw;
    NumberRange range; ///< Open: first; Lease, Void: both; Draw: both the number.
    DesktopId to;      ///< Lease, HandOver.
    StreamId record;   ///< Draw: for which record.
    QString reason;    ///< Void.
    Instant at;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "number-event.version", Corrupt "number-event.field".
    static Result<NumberEvent> fromBytes(QByteArrayView bytes, const Digest &entry, const DesktopId &desktop);
};

/// Numbers that no document has.
struct NumberGap
{
    NumberRange range;
    QString reason; ///< Empty: nobody has said why yet.
};

/// 编号序列: who may draw which numbers and which are taken; a value, folded from its events.
///
/// Numbers come from the owner's end of the series or from a leased block, so two desktops can never draw the same one,
/// offline included. A number is never used twice, not even one that was given up.
class NumberSeries
{
public:
    /// What follows from an event. Fails with NotAllowed "series.open-already", "series.not-open", "series.not-owner",
    /// "series.not-holder", "series.taken", "series.not-next", "series.drawn-already", "series.reason"; InvalidInput
    /// "series.range". The series stays as it is then.
    Result<void> apply(const NumberEvent &event);

    /// The number that a desktop would draw now. Fails with NotAllowed "series.not-open", "series.not-holder",
    /// "series.used-up".
    Result<int> next(const DesktopId &desktop) const;
    /// The number that a record has. Fails with NotFound "series.no-number".
    Result<int> numberOf(const StreamId &record) const;
    const DesktopId &owner() const { return m_owner; }
    /// The blocks that a desktop holds and has not used up.
    QList<NumberRange> leases(const DesktopId &desktop) const;
    /// 空号: voided numbers with their reason, and, with none, those of leased blocks below the highest that was drawn
    /// and not used so far; in order.
    QList<NumberGap> gaps() const;

    friend bool operator==(const NumberSeries &, const NumberSeries &) = default;

private:
    struct Block
    {
        DesktopId holder;
        NumberRange rest;
        friend bool operator==(const Block &, const Block &) = default;
    };
    Result<void> open(const NumberEvent &event);
    Result<void> lease(const NumberEvent &event);
    Result<void> draw(const NumberEvent &event);
    Result<void> giveUp(const NumberEvent &event);
    Result<void> handOver(const NumberEvent &event);
    bool holds(const DesktopId &desktop, NumberRange range) const;
    void takeOut(const DesktopId &desktop, NumberRange range);

    DesktopId m_owner;
    int m_free = 1; ///< The owner's next number: from here on nobody else holds any.
    QList<Block> m_blocks;
    std::map<int, StreamId> m_drawn;
    std::map<int, QString> m_voided;
};

} // namespace wenyi::modules
