// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/RevocationIndex.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace wenyi::crypto {

namespace {

constexpr qsizetype HeadSize = 8;
/// What serial numbers of our own are long; others only move the block once more.
constexpr qsizetype UsualSerialSize = 16;

} // namespace

quint64 RevocationIndex::headOf(QByteArrayView serial)
{
    char head[HeadSize] = {};
    std::memcpy(head, serial.data(), static_cast<size_t>(std::min(serial.size(), HeadSize)));
    return qFromBigEndian<quint64>(head);
}

int RevocationIndex::compare(const Entry &entry, quint64 head, QByteArrayView serial) const
{
    if (entry.size != serial.size())
        return entry.size < serial.size() ? -1 : 1;
    if (entry.head != head)
        return entry.head < head ? -1 : 1;
    if (entry.size <= HeadSize)
        return 0;
    const auto rest = static_cast<size_t>(serial.size() - HeadSize);
    return std::memcmp(serialOf(entry).data() + HeadSize, serial.data() + HeadSize, rest);
}

void RevocationIndex::reserve(qsizetype entries)
{
    m_entries.reserve(static_cast<size_t>(entries));
    m_octets.reserve(entries * UsualSerialSize);
}

void RevocationIndex::add(QByteArrayView serial, Revocation revocation)
{
    m_entries.push_back({headOf(serial), toMilliseconds(revocation.at), static_cast<quint32>(m_octets.size()),
        static_cast<quint8>(serial.size()), static_cast<quint8>(revocation.reason)});
    m_octets.append(serial);
}

bool RevocationIndex::close()
{
    const auto isBefore = [this](const Entry &a, const Entry &b) { return compare(a, b.head, serialOf(b)) < 0; };
    if (!std::is_sorted(m_entries.begin(), m_entries.end(), isBefore))
        std::sort(m_entries.begin(), m_entries.end(), isBefore);
    const auto isSame = [this](const Entry &a, const Entry &b) { return compare(a, b.head, serialOf(b)) == 0; };
    return std::adjacent_find(m_entries.begin(), m_entries.end(), isSame) == m_entries.end();
}

std::optional<Revocation> RevocationIndex::find(QByteArrayView serial) const
{
    const quint64 head = headOf(serial);
    const auto isBefore = [this, head](
                              const Entry &entry, QByteArrayView sought) { return compare(entry, head, sought) < 0; };
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), serial, isBefore);
    if (found == m_entries.end() || compare(*found, head, serial) != 0)
        return {};
    return revocationOf(*found);
}

bool RevocationIndex::keeps(const RevocationIndex &earlier) const
{
    return std::all_of(earlier.m_entries.begin(), earlier.m_entries.end(), [&](const Entry &entry) {
        const Revocation before = revocationOf(entry);
        if (before.isSuspension())
            return true;
        const std::optional<Revocation> now = find(earlier.serialOf(entry));
        return now && !now->isSuspension() && now->at <= before.at;
    });
}

RevocationIndex RevocationIndex::merged(
    const RevocationIndex &known, const RevocationIndex &delta, const RevocationIndex *base)
{
    RevocationIndex result;
    result.reserve(known.size() + delta.size());
    for (const Entry &entry : known.m_entries) {
        const QByteArrayView serial = known.serialOf(entry);
        const Revocation before = revocationOf(entry);
        const std::optional<Revocation> now = delta.find(serial);
        if (!before.isSuspension()) {
            const bool isToldAnew = now && !now->isSuspension() && now->reason != RevocationReason::RemoveFromList;
            result.add(serial, isToldAnew ? *now : before);
        } else if (now && now->reason != RevocationReason::RemoveFromList) {
            result.add(serial, *now);
        } else if (!now && (!base || base->find(serial))) {
            result.add(serial, before);
        }
    }
    for (const Entry &entry : delta.m_entries) {
        const QByteArrayView serial = delta.serialOf(entry);
        const Revocation now = revocationOf(entry);
        if (now.reason != RevocationReason::RemoveFromList && !known.find(serial))
            result.add(serial, now);
    }
    result.close();
    return result;
}

} // namespace wenyi::crypto
