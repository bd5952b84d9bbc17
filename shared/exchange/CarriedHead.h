// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/exchange/MerkleTree.h"

#include <QString>

#include <array>

namespace wenyi::exchange {

/// 审计链头 beside a receipt: how far the audit log of the machine that signed it had come. It stands in the Merkle
/// tree under the receipt's signature as the receipt's two next siblings, so that readers which know nothing of it
/// verify the receipt as ever (decision 33).
struct CarriedHead
{
    using Owner = std::array<char, 16>;

    Owner owner{};      ///< Whose log: ownerOf() a desktop; zeros for the server's.
    quint64 number = 0; ///< Of the log's newest row, from 1.
    Digest hash;        ///< That row's.

    /// What stands for a desktop: the first half of its id's SM3.
    static Owner ownerOf(const DesktopId &desktop);
    /// "12:" and 64 hexadecimal digits, as journal::AuditHead::toString().
    QString toString() const;

    /// A receipt with the head beside it is the first leaf of a tree of so many, whose last two nobody knows.
    static constexpr quint64 Leaves = 4;
    /// The siblings that lead from the leaf to that tree's root.
    QList<Digest> siblings() const;
    /// The head that stands in a path; nothing where the path is one of receipts alone.
    static std::optional<CarriedHead> fromPath(const MerklePath &path);

    friend bool operator==(const CarriedHead &, const CarriedHead &) = default;

private:
    Digest mark() const;
};

} // namespace wenyi::exchange
