// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"

#include <QSet>

namespace wenyi::core {

/// How much a server may send in one run that brings nothing new. What stands in this desktop's journal it may send
/// once each, since that comes to an end: a new desktop of an old unit has thousands of receipts from the unit's log
/// before they come to it by their numbers. Of what comes twice or is refused there may be only so much.
class RepeatGuard
{
public:
    static constexpr qsizetype MostUseless = 2'000;

    explicit RepeatGuard(qsizetype mostUseless)
        : m_mostUseless(mostUseless)
    {
    }

    /// A run begins.
    void begin()
    {
        m_useless = 0;
        m_known.clear();
    }
    /// Something came that was kept here before, named by what makes it another thing than others. Fails as useless().
    Result<void> known(const Digest &kept)
    {
        if (m_known.contains(kept))
            return useless();
        m_known.insert(kept);
        return {};
    }
    /// Something came that nobody has any use for. Fails with Corrupt "sync.repeats".
    Result<void> useless()
    {
        if (++m_useless > m_mostUseless)
            return Error{ErrorCode::Corrupt, "sync.repeats", {}};
        return {};
    }

private:
    qsizetype m_mostUseless;
    qsizetype m_useless = 0;
    QSet<Digest> m_known;
};

} // namespace wenyi::core
