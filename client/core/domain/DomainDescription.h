// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace wenyi::core {

/// A member of a unit that is to be set up.
struct MemberDescription
{
    MemberId id; ///< "UNIT-CODE/name", unique in the domain; the file gives the part behind the slash.
    QString name;
    QString post;
    int rank = 0;
    QStringList roles; ///< The directory's names of roles.
};

enum class Connectedness { Connected, Standalone };

/// A unit that is to be set up.
struct UnitDescription
{
    UnitCode code;
    QString name;
    QString shortName;
    QString numberCode;
    Connectedness connection = Connectedness::Connected;
    int sealDiameter = 42; ///< mm, by the unit's rank (国发〔1999〕25号).
    QList<MemberDescription> members;
};

struct GroupDescription
{
    QString name;
    QList<UnitCode> units;
};

/// An exchange domain that is to be set up: resources/domains/*.json.
struct DomainDescription
{
    QString name;
    QString pin; ///< The first PIN of every member; each changes it.
    /// After how many minutes without input sessions lock themselves at the latest, 1 to 60; 0: a member may choose
    /// that they do not. Absent: the client's own rule (LockPause).
    std::optional<int> longestLockPause;
    QList<UnitDescription> units;
    QList<GroupDescription> groups;

    /// Fails with InvalidInput "domain.…" and the place in `detail`.
    static Result<DomainDescription> fromJson(const QByteArray &json);
    QByteArray toJson() const;
    /// Null when there is none.
    const UnitDescription *unit(const UnitCode &code) const;
};

} // namespace wenyi::core
