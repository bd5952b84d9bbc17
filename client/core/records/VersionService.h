// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/DraftService.h"
#include "shared/document/TrackedChanges.h"

namespace wenyi::core {

/// A version of a draft as a person knows it: what somebody left before another went on. The savings in between are
/// revisions, too, and no versions.
struct Version
{
    RevisionInfo info;
    QString author;
    int number = 0;      ///< Counts from 1 in the stream's order.
    bool isHead = false; ///< Nothing was made from it.
};

/// Two versions with those between them, oldest first; of a fork's children the two alone.
struct VersionChain
{
    QList<document::OfficialDocument> documents;
    QList<document::RevisionMaker> makers;
};

/// 比较: the versions of a record's draft, for comparing and for merging what forked.
class VersionService
{
public:
    explicit VersionService(Workspace &workspace)
        : m_workspace(workspace)
        , m_drafts(workspace)
    {
    }

    /// In the stream's order. Fails as DraftService::revisions() does.
    Result<QList<Version>> versions(const StreamId &stream);
    /// Fails as DraftService::load() does.
    Result<VersionChain> chain(const StreamId &stream, const Digest &before, const Digest &after);
    /// 接受、拒绝修订: a further revision made from `after`, with those of its differences to `before` undone for which
    /// `keepsBefore` says so (as document::mergeVersions() has it). Remarks stay on their words. Fails with
    /// NotAllowed "draft.not-newest" where something was made from `after` meanwhile, and as DraftService::load() and
    /// DraftService::save() do.
    Result<Digest> keepDecided(
        const StreamId &stream, const Digest &before, const Digest &after, const QList<bool> &keepsBefore);

private:
    QString nameOf(const MemberId &member) const;

    Workspace &m_workspace;
    DraftService m_drafts;
};

} // namespace wenyi::core
