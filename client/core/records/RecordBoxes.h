// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/Record.h"

#include <QList>
#include <QString>

#include <tuple>

namespace wenyi::core {

/// Under which heading a list shows a record. The numbers stand in the projection's tables.
enum class Box {
    Draft = 1,      ///< 草稿: drafts that await me.
    Awaiting = 2,   ///< 待办
    ToRead = 3,     ///< 待阅: circulated to me and not read yet.
    Circulated = 4, ///< 传阅: all that was circulated to me, read or not.
    InHand = 5,     ///< 在办: I had part in it, it waits for somebody else.
    Done = 6        ///< 已办
};

/// All boxes, in the order in which they are shown.
const QList<Box> &allBoxes();

/// Whose box a record lies in: a member's, or that of everybody who has one of some roles.
struct BoxPlace
{
    Box box = Box::Awaiting;
    QString holder; ///< See memberHolder() and roleHolder().
    friend bool operator==(const BoxPlace &, const BoxPlace &) = default;
    friend bool operator<(const BoxPlace &a, const BoxPlace &b)
    {
        return std::tie(a.box, a.holder) < std::tie(b.box, b.holder);
    }
};

QString memberHolder(const MemberId &member);
QString roleHolder(const QStringList &roles);
/// Whether a holder stands for one of these roles; never for a member's holder.
bool isHeldByRole(const QString &holder, const QStringList &roles);

/// Where a record lies: for each member at most one place among all boxes but Circulated, as modules::workState() says;
/// tasks that nobody was named for lie with their roles, so that whoever gets the role later finds them.
/// `roles` are those of the unit's members at `at`, the time of the record's last change.
QList<BoxPlace> boxPlaces(const modules::ModuleDefinition &definition, const modules::ProcessState &state,
    const modules::RoleSource &roles, Instant at);

} // namespace wenyi::core
