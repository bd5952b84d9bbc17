// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DirectoryWitness.h"

#include "client/core/exchange/Refusals.h"

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

/// By when all servers of a domain show a new directory, whatever their clocks and those of desktops say.
constexpr auto DirectoryTravels = 1h;

bool goesByOurDirectory(const Workspace &workspace, const exchange::ReceiptFacts &facts)
{
    return facts.isByServer() || !workspace.directory().peerOf(facts.unit);
}

Error tellOfDirectory(Workspace &workspace, const exchange::ReceiptFacts &facts, const char *reason)
{
    const QString who = facts.isByServer() ? u"server"_s : facts.unit.toString();
    return refuse(workspace, {who, u"directory.compare"_s, facts.directoryHead, who},
        {ErrorCode::NotTrusted, QByteArray(reason), who});
}

} // namespace

Result<void> compareDirectories(Workspace &workspace, const exchange::Receipt &receipt)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    const directory::Directory &own = workspace.directory();
    const bool isOfOurVersion = receipt.directoryVersion() == own.content().version;
    if (!goesByOurDirectory(workspace, facts) || !isOfOurVersion || facts.directoryHead == own.digest())
        return {};
    return tellOfDirectory(workspace, facts, "directory.equivocation");
}

Result<void> checkNotKeptBack(Workspace &workspace, const exchange::Receipt &receipt)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    const bool isNewer = receipt.directoryVersion() > workspace.directory().content().version;
    const bool mayBeOnItsWay = facts.time + DirectoryTravels > workspace.environment().clock.now();
    if (!goesByOurDirectory(workspace, facts) || !isNewer || mayBeOnItsWay)
        return {};
    return tellOfDirectory(workspace, facts, "directory.kept-back");
}

} // namespace wenyi::core
