// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/RevisionForks.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace wenyi::document {

namespace {

using Children = QHash<Digest, QList<Digest>>;

Children childrenOf(const QList<RevisionLink> &links)
{
    Children children;
    for (const RevisionLink &link : links) {
        for (const Digest &parent : link.parents)
            children[parent].append(link.revision);
    }
    return children;
}

/// The heads that come after a revision. What was visited is not visited again, so that even links that lie about
/// their parents in a circle come to an end.
QSet<Digest> headsAfter(const Digest &revision, const Children &children)
{
    QSet<Digest> heads;
    QSet<Digest> seen{revision};
    QList<Digest> open{revision};
    while (!open.isEmpty()) {
        const Digest next = open.takeLast();
        const QList<Digest> followers = children.value(next);
        if (followers.isEmpty())
            heads.insert(next);
        for (const Digest &follower : followers) {
            if (!seen.contains(follower)) {
                seen.insert(follower);
                open.append(follower);
            }
        }
    }
    return heads;
}

} // namespace

QList<Digest> headRevisions(const QList<RevisionLink> &links)
{
    const Children children = childrenOf(links);
    QList<Digest> heads;
    for (const RevisionLink &link : links) {
        if (!children.contains(link.revision))
            heads.append(link.revision);
    }
    return heads;
}

QList<RevisionFork> openForks(const QList<RevisionLink> &links)
{
    const Children children = childrenOf(links);
    QList<RevisionFork> forks;
    QSet<Digest> looked;
    for (const RevisionLink &link : links) {
        for (const Digest &parent : link.parents) {
            const QList<Digest> siblings = children.value(parent);
            if (siblings.size() < 2 || looked.contains(parent))
                continue;
            looked.insert(parent);
            const QSet<Digest> first = headsAfter(siblings.first(), children);
            const auto differs = [&](const Digest &child) { return headsAfter(child, children) != first; };
            if (std::any_of(siblings.begin() + 1, siblings.end(), differs))
                forks.append({parent, siblings});
        }
    }
    return forks;
}

} // namespace wenyi::document
