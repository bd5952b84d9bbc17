// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/journal/ServerTerm.h"

#include <optional>

namespace wenyi::core {

/// The newest term of the domain's server that this desktop has seen (decision 38).
class ServerTerms
{
public:
    explicit ServerTerms(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// As it came; empty before the first.
    Result<QByteArray> known();
    /// Looks at what the server says of itself. Gives its facts where it is another server than before, or the same one
    /// restored; nothing where it is the one that is known. Fails with NotTrusted "term.signature",
    /// "sync.server-replaced" (it is an older one: what was sent there would be lost) and as journal::ServerTerm does;
    /// the audit log has it then.
    Result<std::optional<journal::TermFacts>> look(const QByteArray &bytes);
    /// From now on this is the server that is known.
    Result<void> keep(const QByteArray &bytes);

private:
    Result<std::optional<journal::TermFacts>> check(const QByteArray &bytes);

    Workspace &m_workspace;
};

} // namespace wenyi::core
