// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DirectoryWitness.h"

#include "client/core/exchange/Refusals.h"

namespace wenyi::core {

Result<void> compareDirectories(Workspace &workspace, const exchange::Receipt &receipt)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    const directory::Directory &own = workspace.directory();
    const bool isOfOurDomain = facts.isByServer() || !own.peerOf(facts.unit);
    if (!isOfOurDomain || receipt.directoryVersion() != own.content().version || facts.directoryHead == own.digest())
        return {};
    const QString who = facts.isByServer() ? QStringLiteral("server") : facts.unit.toString();
    return refuse(workspace, {who, QStringLiteral("directory.compare"), facts.directoryHead, who},
        {ErrorCode::NotTrusted, "directory.equivocation", who});
}

} // namespace wenyi::core
