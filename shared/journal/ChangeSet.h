// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

namespace wenyi::journal {

/// A value that was bound to a statement; monostate for null.
using BoundValue = std::variant<std::monostate, qint64, QByteArray, QString>;

/// One statement that changed a store.
struct Change
{
    QByteArray sql;
    QList<BoundValue> values;
    bool isScript = false; ///< Several statements without values, as a schema has them.
};

/// What a transaction changed, in order. Made again by running the same statements with the same values: none of a
/// store's statements asks for a time, a random number or a row of no certain order.
class ChangeSet
{
public:
    void add(Change change) { m_changes.append(std::move(change)); }
    qsizetype size() const { return m_changes.size(); }
    /// Forgets what was added since it had this size.
    void cutTo(qsizetype size) { m_changes.resize(size); }
    bool isEmpty() const { return m_changes.isEmpty(); }
    const QList<Change> &changes() const { return m_changes; }

    /// Canonical CBOR: version, changes; a change is its SQL, whether it is a script, and its values by kind.
    QByteArray toBytes() const;
    /// Fails with Corrupt "cbor.…", Unsupported "change-set.version".
    static Result<ChangeSet> fromBytes(QByteArrayView bytes);

private:
    QList<Change> m_changes;
};

} // namespace wenyi::journal
