// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>

namespace wenyi::journal {

/// A place in a log of changes: behind the set of this number. Nought is before the first.
struct LogPlace
{
    quint64 segment = 0; ///< Counts from 1.
    quint64 offset = 0;  ///< Bytes from the segment's beginning.
    quint64 number = 0;  ///< Counts sets of changes from 1.

    friend bool operator==(const LogPlace &, const LogPlace &) = default;
};

/// Where a store's changes go before they are committed: the truth, of which the store is an index that can be behind
/// after a crash and is brought up by Database::replay().
class ChangeLog
{
public:
    virtual ~ChangeLog() = default;
    /// One transaction's changes, in the form that Database::replay() reads. They are on the disk when it returns.
    /// Fails with StorageFailure "store.full" (nothing was kept), "file.sync" (what is kept is not known: nothing more
    /// may be written), "store.read-only".
    virtual Result<LogPlace> keep(QByteArrayView changes) = 0;
};

} // namespace wenyi::journal
