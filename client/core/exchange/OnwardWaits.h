// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"
#include "shared/journal/Database.h"

#include <QList>

#include <optional>

namespace wenyi::directory {
class Directory;
}

namespace wenyi::core {

/// Why an envelope waits for a linked domain.
struct OnwardWait
{
    Digest envelope;
    QString domain;    ///< The linked one, which may lead to others.
    QByteArray reason; ///< A stable key of the server's, lower-case words with points and hyphens.
    Instant since;
    friend bool operator==(const OnwardWait &, const OnwardWait &) = default;
};

/// 域间等候: what the server said last of envelopes that the unit sent to other domains; the only owner of that table.
class OnwardWaits
{
public:
    explicit OnwardWaits(journal::Database &database)
        : m_database(database)
    {
    }

    /// Of the newest envelopes those to units of other domains of whom nothing is known yet: what the server is asked
    /// after. At most protocol::MostAskedAfter.
    Result<QList<Digest>> toAskAfter(const directory::Directory &directory);
    /// Why the envelope waits for the domain that leads to a unit; nothing of a unit of this domain.
    Result<std::optional<OnwardWait>> of(
        const Digest &envelope, const UnitCode &unit, const directory::Directory &directory);
    /// From now on this is all. What is no reason is left out. Gives whether that is anything new.
    Result<bool> replace(const QList<OnwardWait> &waits);

private:
    Result<QList<OnwardWait>> all();

    journal::Database &m_database;
};

} // namespace wenyi::core
