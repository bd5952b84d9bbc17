// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <utility>

namespace wenyi {

/// A text identifier with a type of its own, so that a unit's code cannot be passed where a member's id is meant.
template<typename Tag>
class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(QString value)
        : m_value(std::move(value))
    {
    }

    const QString &toString() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend bool operator<(const StrongId &a, const StrongId &b) { return a.m_value < b.m_value; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) noexcept { return qHash(id.m_value, seed); }

private:
    QString m_value;
};

/// 单位代码: the unit's 18-character unified social credit code or a code of the domain's own.
using UnitCode = StrongId<struct UnitCodeTag>;
/// 人员: unique within the exchange domain.
using MemberId = StrongId<struct MemberIdTag>;
/// 终端: one installed client.
using DesktopId = StrongId<struct DesktopIdTag>;
/// 流: one record (a document, a supervision item, a roster).
using StreamId = StrongId<struct StreamIdTag>;
/// 封装包: stays the same over all retries of sending.
using EnvelopeId = StrongId<struct EnvelopeIdTag>;

} // namespace wenyi
