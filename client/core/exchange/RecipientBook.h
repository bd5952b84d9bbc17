// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeEntries.h"
#include "client/core/profile/Workspace.h"

#include <QStringList>

namespace wenyi::core {

/// A unit that a document may be dispatched to, and which way it is reached. A name that leads to no unit has neither
/// code nor way, and tells why: it stands in a list until a person has chosen whom it means.
struct Recipient
{
    UnitCode unit;
    QString name;
    QString shortName;
    std::optional<UnitCode> parent;
    std::optional<Channel> channel;
    std::optional<Error> fault;
    QString domain; ///< Another domain that it belongs to; empty for this one's.

    /// As people read it: units of two domains may have the same name.
    QString label() const { return domain.isEmpty() ? name : QStringLiteral("%1（%2）").arg(name, domain); }
    /// What DispatchService::routesOf() takes.
    QString text() const { return unit.isEmpty() ? name : unit.toString(); }
};

/// A name that stands for several units.
struct RecipientGroup
{
    QString name;
    QList<UnitCode> units;
};

/// 收文单位名录: everybody to whom this unit can dispatch, in the directory's order.
struct RecipientBook
{
    QList<Recipient> recipients; ///< Active units, without this one.
    QList<RecipientGroup> groups;

    const Recipient *recipient(const UnitCode &unit) const;
};

/// Which way a unit is reached from this desktop: by the server where both ends have it.
Channel channelTo(const Workspace &workspace, const UnitCode &unit);

RecipientBook recipientBook(const Workspace &workspace);

/// Whom texts like 主送 and 抄送 name: units, and behind them the names that lead nowhere.
QList<Recipient> recipientsNamed(const Workspace &workspace, const QStringList &texts);

/// The same where each of them has to lead to a unit; nobody for no texts. Fails as exchange::routeKnown() says of the
/// first that leads nowhere.
Result<QList<UnitCode>> unitsNamed(const Workspace &workspace, const QStringList &texts);

} // namespace wenyi::core
