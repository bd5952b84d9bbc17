// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QList>

namespace wenyi::document {

/// A revision by its digest, and the revisions that it was made from.
struct RevisionLink
{
    Digest revision;
    QList<Digest> parents;
};

/// Two or more revisions that were made from one and not merged since.
struct RevisionFork
{
    Digest parent;
    QList<Digest> children; ///< In the order of the links.
    friend bool operator==(const RevisionFork &, const RevisionFork &) = default;
};

/// The revisions that no other was made from, in the order of the links: one for a draft without open forks.
QList<Digest> headRevisions(const QList<RevisionLink> &links);

/// The forks that a person has yet to merge, in the order of their first children. A fork is merged when every child
/// leads to the same heads.
QList<RevisionFork> openForks(const QList<RevisionLink> &links);

} // namespace wenyi::document
