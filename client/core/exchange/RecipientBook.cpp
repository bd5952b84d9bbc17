// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RecipientBook.h"

#include "shared/directory/PeerDomain.h"
#include "shared/exchange/DirectoryResolver.h"
#include "shared/exchange/Routing.h"

#include <algorithm>

namespace wenyi::core {

namespace {

/// Whether a unit has a desktop that the server admits.
bool isConnected(const directory::Directory &directory, const UnitCode &unit)
{
    const auto &desktops = directory.content().desktops;
    return std::any_of(desktops.begin(), desktops.end(), [&unit](const directory::Desktop &desktop) {
        return desktop.unit == unit && desktop.connection == directory::Connection::Connected;
    });
}

Recipient recipientOf(const Workspace &workspace, const directory::Unit &unit)
{
    const directory::PeerDomain *peer = workspace.directory().peerOf(unit.code);
    return {unit.code, unit.name, unit.shortName, unit.parent, channelTo(workspace, unit.code), {},
        peer ? peer->name() : QString()};
}

} // namespace

const Recipient *RecipientBook::recipient(const UnitCode &unit) const
{
    const auto found = std::find_if(
        recipients.begin(), recipients.end(), [&unit](const Recipient &recipient) { return recipient.unit == unit; });
    return found == recipients.end() ? nullptr : &*found;
}

Channel channelTo(const Workspace &workspace, const UnitCode &unit)
{
    const bool byServer = workspace.profile().connection == directory::Connection::Connected;
    // A unit of another domain is reached by its server, whatever desktops it has.
    const bool isThere = workspace.directory().peerOf(unit) || isConnected(workspace.directory(), unit);
    return byServer && isThere ? Channel::Server : Channel::Bundle;
}

RecipientBook recipientBook(const Workspace &workspace)
{
    const directory::DirectoryContent &content = workspace.directory().content();
    RecipientBook book;
    for (const directory::Unit &unit : content.units) {
        if (unit.state == directory::UnitState::Active && unit.code != workspace.profile().unit)
            book.recipients.append(recipientOf(workspace, unit));
    }
    for (const directory::PeerDomain &peer : workspace.directory().peers()) {
        for (const directory::Unit &unit : peer.directory.content().units) {
            // From a standalone desktop no way leads there.
            if (unit.state == directory::UnitState::Active && channelTo(workspace, unit.code) == Channel::Server)
                book.recipients.append(recipientOf(workspace, unit));
        }
    }
    const auto resolve = exchange::resolverOf(workspace.directory());
    for (const directory::UnitGroup &group : content.groups) {
        auto units = resolve(group.name);
        if (!units)
            continue; // Somebody in it is retired without a successor: the group cannot be addressed as a whole.
        units->removeAll(workspace.profile().unit);
        if (!units->isEmpty())
            book.groups.append({group.name, *units});
    }
    return book;
}

QList<Recipient> recipientsNamed(const Workspace &workspace, const QStringList &texts)
{
    const auto known = exchange::routeKnown(texts, exchange::resolverOf(workspace.directory()));
    QList<Recipient> recipients;
    for (const exchange::Route &route : known.routes) {
        if (route.unit != workspace.profile().unit)
            recipients.append(recipientOf(workspace, *workspace.directory().unit(route.unit)));
    }
    for (const exchange::UnroutedName &unrouted : known.unrouted)
        recipients.append({{}, unrouted.name, {}, {}, {}, unrouted.why, {}});
    return recipients;
}

Result<QList<UnitCode>> unitsNamed(const Workspace &workspace, const QStringList &texts)
{
    QList<UnitCode> units;
    for (const Recipient &recipient : recipientsNamed(workspace, texts)) {
        if (recipient.fault)
            return *recipient.fault;
        units.append(recipient.unit);
    }
    return units;
}

} // namespace wenyi::core
