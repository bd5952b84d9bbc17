// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/SealApplication.h"
#include "client/core/uses/SealUse.h"
#include "client/core/uses/SignedContent.h"
#include "shared/journal/Journal.h"

namespace wenyi::core {

/// Where something in the register comes from, and what was signed.
struct UseOrigin
{
    Digest entry;
    qsizetype place = 0; ///< In the stream's order; counts from 0.
    MemberId actor;
    DesktopId desktop;
    journal::Audience key; ///< Whose content key opens the blobs that the entry names.
    SignedContent content;
};

/// An application, a decision or a use as the register holds it; nobody has verified it yet.
struct AppliedUse
{
    UseOrigin origin;
    SealApplication application;
    Digest id;
};
struct DecidedUse
{
    UseOrigin origin;
    SealDecision decision;
};
struct LoggedUse
{
    UseOrigin origin;
    CompletedUse completed;
    Digest digest; ///< Of the use as announced.
    const SealUse &use() const { return completed.use; }
};

/// An entry that cannot be read.
struct UnreadableUse
{
    Digest entry;
    MemberId actor;
    Error error;
};

/// 用印登记簿: what was applied for, decided and sealed with a unit's seals, in the order of the unit's log.
struct UseRegister
{
    QList<AppliedUse> applications;
    QList<DecidedUse> decisions;
    QList<LoggedUse> uses;
    QList<UnreadableUse> unreadable;

    /// Null where there is none.
    const AppliedUse *application(const Digest &id) const;
    /// The use that an application went into; null while it has not.
    const LoggedUse *useOf(const Digest &application) const;
    /// The use of the highest number; of several the last. Null for a seal that was never used.
    const LoggedUse *newest(const SealId &seal) const;
};

/// Takes the entries of the stream apart. Pure; what cannot be read is told, not left out.
UseRegister foldRegister(const QList<journal::Journal::StreamEntry> &entries);
/// The register of a unit as a desktop knows it. Fails as journal::Journal::stream() does.
Result<UseRegister> readRegister(journal::Journal &journal, const UnitCode &unit);

} // namespace wenyi::core
