// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Revocation.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace wenyi::crypto {

/// The certificates that revocation lists of one authority name, to be asked by serial number.
///
/// One flat array in the order of the numbers and one block of octets: a list of 100,000 takes 4 MB, needs no sorting
/// where its authority wrote it in order, and is searched in 17 steps.
class RevocationIndex
{
public:
    void reserve(qsizetype entries);
    /// Adds an entry; the serial number as octets, the highest first, without leading zeros, at most 255 of them.
    void add(QByteArrayView serial, Revocation revocation);
    /// Puts what was added in order; false where a number stands there twice. find() and merged() want it done.
    bool close();

    qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }
    std::optional<Revocation> find(QByteArrayView serial) const;

    /// Whether all that `earlier` revokes for good, suspensions apart, is revoked here too, and no later.
    bool keeps(const RevocationIndex &earlier) const;

    /// `known` after a delta list. What was revoked for good stays so, whatever the delta says of it. `base`, where it
    /// is given, is a complete list that the delta tells all changes to: what was suspended after it and is in the
    /// delta no longer was lifted meanwhile.
    static RevocationIndex merged(
        const RevocationIndex &known, const RevocationIndex &delta, const RevocationIndex *base);

private:
    struct Entry
    {
        quint64 head = 0; ///< The first eight octets, so that most comparisons look no further.
        qint64 at = 0;
        quint32 offset = 0;
        quint8 size = 0;
        quint8 reason = 0;
    };
    static quint64 headOf(QByteArrayView serial);
    QByteArrayView serialOf(const Entry &entry) const
    {
        return QByteArrayView(m_octets).sliced(entry.offset, entry.size);
    }
    static Revocation revocationOf(const Entry &entry)
    {
        return {instantFromMilliseconds(entry.at), static_cast<RevocationReason>(entry.reason)};
    }
    /// Less than 0, 0 or more, by size, then by octets: the order of the numbers.
    int compare(const Entry &entry, quint64 head, QByteArrayView serial) const;

    std::vector<Entry> m_entries;
    QByteArray m_octets;
};

} // namespace wenyi::crypto
