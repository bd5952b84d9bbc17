// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealPlacing.h"
#include "client/core/sealing/SealingService.h"

namespace wenyi::core {

/// 用印: seals an OFD from a file with the unit's seal or the member's own, where a person wants it.
class FileSealing
{
public:
    explicit FileSealing(Workspace &workspace, SealOwner owner = SealOwner::Unit)
        : m_workspace(workspace)
        , m_owner(owner)
    {
    }
    /// With the unit's seal that a vendor's provider keeps; see SealingService.
    FileSealing(Workspace &workspace, const ProvidedSeal &provided, Progress progress = {})
        : m_workspace(workspace)
        , m_provided(provided)
        , m_progress(std::move(progress))
    {
    }

    /// Where the seal would stand, apart from those that stand there. Fails as stampsOf(), checkApart(),
    /// SealingService::face(), ofd::Package::open(), ofd::readOfd() and ofd::readSignatures() do; a page that cannot be
    /// read is sealed by nobody.
    Result<QList<ofd::Stamp>> stamps(const QByteArray &ofd, const SealPlacing &placing) const;
    /// Seals there, all stamps in one signature, where a leader approved an application for exactly these bytes
    /// (UseService), and uses it up; a member's own seal needs none. Each try, whatever becomes of it, stands in the
    /// audit log under the file's digest. Fails as stamps(), UseService::entitling() and UseService::seal() do.
    Result<SealedDocument> seal(
        const QByteArray &ofd, const SealPlacing &placing, ofd::Coverage coverage, const SecretBytes &pin);

private:
    struct Places
    {
        QList<ofd::Stamp> stamps;
        qsizetype pages = 0;
    };
    SealingService sealing() const;
    Result<Places> places(const QByteArray &ofd, const SealPlacing &placing) const;
    Result<SealedDocument> trySeal(
        const QByteArray &ofd, const SealPlacing &placing, ofd::Coverage coverage, const SecretBytes &pin) const;

    Workspace &m_workspace;
    SealOwner m_owner = SealOwner::Unit;
    std::optional<ProvidedSeal> m_provided;
    Progress m_progress;
};

} // namespace wenyi::core
