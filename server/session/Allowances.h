// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Configuration.h"
#include "shared/base/StrongId.h"

#include <QHash>

#include <chrono>
#include <optional>

namespace wenyi::server {

/// 限额: how much of the server one desktop and one unit may take, so that nobody's flood is the others' loss. Used by
/// one thread; the machine's clock has no part in it.
class Allowances
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Pause = std::chrono::milliseconds;

    Allowances(const RateLimit &desktop, const RateLimit &unit);
    /// Other bounds from now on; what was taken stays taken.
    void setLimits(const RateLimit &desktop, const RateLimit &unit);

    /// Takes a request of so many bytes from the desktop's allowance and its unit's, or from neither: then it gives how
    /// long the desktop is to wait, at least a millisecond; 0 where it was taken. A single message may have more bytes
    /// than a minute allows: those after it wait for it.
    Pause take(const DesktopId &desktop, const UnitCode &unit, qsizetype bytes, Moment now);

private:
    /// What is left at one moment; it grows until it is full.
    struct Allowance
    {
        double requests = 0;
        double bytes = 0;
        Moment asOf;
    };

    static void refill(Allowance &allowance, const RateLimit &limit, Moment now);
    static double secondsUntil(const Allowance &allowance, const RateLimit &limit);
    static void charge(Allowance &allowance, const RateLimit &limit, qsizetype bytes);
    static Allowance full(const RateLimit &limit, Moment now);

    RateLimit m_desktopLimit;
    RateLimit m_unitLimit;
    QHash<DesktopId, Allowance> m_desktops; ///< Of admitted desktops alone, so that it does not grow without bound.
    QHash<UnitCode, Allowance> m_units;
};

/// Counts what a desktop is refused too often to be told each time: told at the first time, then once a minute with how
/// often since.
class RarelyTold
{
public:
    /// How many are to be told of now, this one included; nothing while the minute runs.
    std::optional<quint64> note(const DesktopId &desktop, Allowances::Moment now);

private:
    struct Count
    {
        quint64 since = 0;
        Allowances::Moment next;
    };
    QHash<DesktopId, Count> m_counts;
};

} // namespace wenyi::server
