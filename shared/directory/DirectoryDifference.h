// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryContent.h"

namespace wenyi::directory {

/// What is different about one thing in two directories.
struct DirectoryDifference
{
    enum class Kind { Added, Removed, Changed };
    enum class Thing { Domain, Server, Unit, Member, Desktop, Seal, Group, Alias, Peer };

    Kind kind = Kind::Changed;
    Thing thing = Thing::Domain;
    QString id;
    QString name; ///< For a person; may be empty.
    /// Of what was changed: the stable name of the field ("roles", "signing-certificate"), and what it says. Roles and
    /// states by their stable names, a certificate by its serial number and its end, a time in ISO 8601; of a list its
    /// parts with commas between.
    QByteArray field = {};
    QString before = {};
    QString after = {};
    friend bool operator==(const DirectoryDifference &, const DirectoryDifference &) = default;
};

/// Everything that is different, things in the order of the directory; version and times of issue are not told, since
/// they always differ. Pure.
QList<DirectoryDifference> differencesOf(const DirectoryContent &older, const DirectoryContent &newer);

} // namespace wenyi::directory
