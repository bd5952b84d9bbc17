// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/VersionService.h"

#include "shared/document/DocumentMerge.h"
#include "shared/document/RemarkAnchor.h"

#include <QHash>

#include <algorithm>

namespace wenyi::core {

namespace {

/// Each revision's children.
QHash<Digest, QList<RevisionInfo>> childrenOf(const QList<RevisionInfo> &revisions)
{
    QHash<Digest, QList<RevisionInfo>> children;
    for (const RevisionInfo &one : revisions) {
        for (const Digest &parent : one.parents)
            children[parent].append(one);
    }
    return children;
}

/// From `after` back to `before` by first parents, oldest first; empty where it does not lead there.
QList<RevisionInfo> pathBetween(const QList<RevisionInfo> &revisions, const Digest &before, const Digest &after)
{
    QHash<Digest, RevisionInfo> known;
    for (const RevisionInfo &one : revisions)
        known.insert(one.revision, one);
    QList<RevisionInfo> path;
    Digest at = after;
    // No longer than there are revisions, even where their links lie.
    while (known.contains(at) && path.size() <= revisions.size()) {
        path.prepend(known.value(at));
        if (at == before)
            return path;
        const QList<Digest> parents = known.value(at).parents;
        if (parents.isEmpty())
            break;
        at = parents.constFirst();
    }
    return {};
}

} // namespace

QString VersionService::nameOf(const MemberId &member) const
{
    const directory::Member *known = m_workspace.directory().member(member);
    return known ? known->name : member.toString();
}

Result<QList<Version>> VersionService::versions(const StreamId &stream)
{
    WENYI_TRY(const auto revisions, m_drafts.revisions(stream));
    const auto children = childrenOf(revisions);
    QList<Version> versions;
    for (const RevisionInfo &one : revisions) {
        const QList<RevisionInfo> next = children.value(one.revision);
        const bool goesOn = next.size() == 1 && next.constFirst().author == one.author && !one.parents.isEmpty();
        if (!goesOn)
            versions.append({one, nameOf(one.author), static_cast<int>(versions.size()) + 1, next.isEmpty()});
    }
    return versions;
}

Result<VersionChain> VersionService::chain(const StreamId &stream, const Digest &before, const Digest &after)
{
    WENYI_TRY(const auto revisions, m_drafts.revisions(stream));
    QList<Digest> chosen;
    const QList<RevisionInfo> path = pathBetween(revisions, before, after);
    for (qsizetype i = 0; i < path.size(); ++i) {
        const bool isEnd = i == 0 || i + 1 == path.size();
        if (isEnd || path.at(i + 1).author != path.at(i).author)
            chosen.append(path.at(i).revision);
    }
    if (chosen.isEmpty() || before == after)
        chosen = {before, after};
    VersionChain chain;
    for (const Digest &revision : std::as_const(chosen)) {
        WENYI_TRY(const DraftView draft, m_drafts.load(stream, revision));
        chain.documents.append(draft.content.document);
        chain.makers.append({nameOf(draft.info.author), draft.info.at});
    }
    return chain;
}

Result<Digest> VersionService::keepDecided(
    const StreamId &stream, const Digest &before, const Digest &after, const QList<bool> &keepsBefore)
{
    WENYI_TRY(const auto revisions, m_drafts.revisions(stream));
    if (childrenOf(revisions).contains(after))
        return Error{ErrorCode::NotAllowed, "draft.not-newest", stream.toString()};
    WENYI_TRY(const DraftView one, m_drafts.load(stream, before));
    WENYI_TRY(const DraftView other, m_drafts.load(stream, after));
    const document::OfficialDocument &changed = other.content.document;
    const auto comparison = document::compareDocuments(one.content.document, changed);
    const auto decided = document::mergeVersions(one.content.document, changed, comparison, keepsBefore);
    const auto remarks = document::reanchored(other.content.remarks, changed, decided);
    return m_drafts.save(stream, {decided, remarks, {after}});
}

} // namespace wenyi::core
