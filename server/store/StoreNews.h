// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QSet>

#include <optional>

namespace wenyi::server {

/// Of which units something changed; no set: of any.
using ChangedUnits = std::optional<QSet<UnitCode>>;

/// What processes on one store tell each other with a commit: whose desktops are to be told. It names units, nothing
/// else; what changed stands in the store.
class StoreNews
{
public:
    explicit StoreNews(RandomSource &random);

    /// At most 4,000 bytes, however many units.
    QByteArray tell(const QSet<UnitCode> &units) const;
    /// What news (see listenToPostgres()) say; an empty set for what this process told itself.
    ChangedUnits hear(const std::optional<QByteArray> &news) const;

private:
    QByteArray m_mark; ///< Of this process.
};

} // namespace wenyi::server
