// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Routing.h"

#include "shared/exchange/ExchangeLimits.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace wenyi::exchange {

namespace {

/// The names of a text that several stand in.
QStringList namesIn(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[、，；,;]"));
    QStringList names;
    for (const QString &name : text.split(separators, Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            names.append(name.trimmed());
    }
    return names;
}

/// Finds the units for texts, one after the other.
class Router
{
public:
    explicit Router(const NameResolver &resolve)
        : m_resolve(resolve)
    {
    }

    Result<void> add(const QString &text)
    {
        // The whole text first: a name may hold a mark that otherwise separates.
        const QString whole = text.trimmed();
        WENYI_TRY(const Known known, addName(whole));
        if (known == Known::Yes)
            return {};
        for (const QString &name : namesIn(whole)) {
            WENYI_TRY(const Known one, addName(name));
            if (one == Known::No)
                m_unknown.append(name);
        }
        return {};
    }

    Result<QList<Route>> finish() const
    {
        if (!m_unknown.isEmpty())
            return Error{ErrorCode::NotFound, "routing.unknown-recipient", m_unknown.join(u'、')};
        if (m_routes.isEmpty())
            return Error{ErrorCode::InvalidInput, "routing.nobody", {}};
        return m_routes;
    }

private:
    /// Whether a unit was named for itself or came with a group.
    enum class Named { ForItself, InGroup };
    enum class Known { Yes, No };

    Result<Known> addName(const QString &name)
    {
        const auto units = m_resolve(name);
        if (!units && units.error().code == ErrorCode::NotFound)
            return Known::No;
        if (!units)
            return units.error();
        WENYI_CHECK(take(name, *units));
        return Known::Yes;
    }

    Result<void> take(const QString &name, const QList<UnitCode> &units)
    {
        const Named how = units.size() == 1 ? Named::ForItself : Named::InGroup;
        for (const UnitCode &unit : units) {
            const auto before = m_seen.constFind(unit);
            if (before == m_seen.constEnd()) {
                m_seen.insert(unit, how);
                m_routes.append({name, unit});
            } else if (how == Named::ForItself && *before == Named::ForItself) {
                return Error{ErrorCode::InvalidInput, "routing.duplicate-recipient", name};
            } else if (how == Named::ForItself) {
                m_seen.insert(unit, how);
            }
        }
        if (m_routes.size() > bounds::Recipients)
            return Error{ErrorCode::TooLarge, "routing.too-many", QString::number(m_routes.size())};
        return {};
    }

    const NameResolver &m_resolve;
    QHash<UnitCode, Named> m_seen;
    QList<Route> m_routes;
    QStringList m_unknown;
};

} // namespace

Result<QList<Route>> routeRecipients(const QStringList &texts, const NameResolver &resolve)
{
    Router router(resolve);
    for (const QString &text : texts)
        WENYI_CHECK(router.add(text));
    return router.finish();
}

KnownRoutes routeKnown(const QStringList &texts, const NameResolver &resolve)
{
    KnownRoutes known;
    QSet<UnitCode> seen;
    const auto take = [&](const QString &name, const QList<UnitCode> &units) {
        for (const UnitCode &unit : units) {
            if (!seen.contains(unit) && known.routes.size() < bounds::Recipients)
                known.routes.append({name, unit});
            seen.insert(unit);
        }
    };
    for (const QString &text : texts) {
        // The whole text first, as above.
        if (const auto whole = resolve(text.trimmed())) {
            take(text.trimmed(), *whole);
            continue;
        }
        for (const QString &name : namesIn(text)) {
            if (const auto units = resolve(name))
                take(name, *units);
            else
                known.unrouted.append({name, units.error()});
        }
    }
    return known;
}

} // namespace wenyi::exchange
