// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QList>
#include <QStringList>

#include <functional>

namespace wenyi::exchange {

/// The units that one name or code stands for: a unit, an alias, a group; retired ones replaced by their successors.
/// Fails with NotFound where nobody bears the name.
using NameResolver = std::function<Result<QList<UnitCode>>(const QString &name)>;

/// A text and the unit it stands for, where they are not the same at first sight.
struct Route
{
    QString name; ///< As written: 各镇人民政府, 市财政局.
    UnitCode unit;
    friend bool operator==(const Route &, const Route &) = default;
};

/// Who is meant by 主送 and 抄送: each text is a name, or several with 、 ， or ； between them. Pure. The routes come
/// in the order of the texts; a unit that several groups hold is there once. Fails with InvalidInput "routing.nobody",
/// "routing.duplicate-recipient" (a unit named twice for itself), TooLarge "routing.too-many", NotFound
/// "routing.unknown-recipient" (`detail` names every one), and with what else `resolve` fails with.
Result<QList<Route>> routeRecipients(const QStringList &texts, const NameResolver &resolve);

/// A name that leads to no unit, and why: "directory.unknown-name", "directory.retired".
struct UnroutedName
{
    QString name;
    Error why;
};

/// The routes that were found, and the names beside them that lead nowhere.
struct KnownRoutes
{
    QList<Route> routes;
    QList<UnroutedName> unrouted;
};

/// The same for a person who is still choosing: what leads nowhere stands beside the rest, each unit is there once
/// however often it was named, and nobody at all is no failure. Pure.
KnownRoutes routeKnown(const QStringList &texts, const NameResolver &resolve);

} // namespace wenyi::exchange
