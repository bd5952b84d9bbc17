// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/ContentKeyring.h"
#include "shared/journal/Projection.h"

#include <QList>

namespace wenyi::core {

/// A key grant and who gave it.
struct GivenKey
{
    journal::KeyGrant grant;
    MemberId grantor;
};

/// Keeps the key grants of the journal at hand, so that a member's content keys are found when the desktop is unlocked.
class KeyGrantProjection final : public journal::Projection
{
public:
    static constexpr QStringView Kind = u"key.granted";
    /// The stream that all grants of a unit stand in.
    static StreamId stream(const UnitCode &unit);

    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;

    /// The grants for a member; none before the first journal was opened.
    static Result<QList<GivenKey>> grantsFor(journal::Database &database, const MemberId &member);
};

} // namespace wenyi::core
