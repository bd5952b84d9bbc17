// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DocumentComparison.h"

namespace wenyi::document {

enum class DifferencePart { Field, Body, AttachmentName, AttachmentBody };

/// One place where two versions differ, as a person goes through them.
struct Difference
{
    DifferencePart part = DifferencePart::Body;
    qsizetype index = 0;  ///< Of the comparison's field, block or attachment.
    qsizetype block = -1; ///< Of that attachment's compared body.
    UnitChange change = UnitChange::Changed;
    friend bool operator==(const Difference &, const Difference &) = default;
};

/// All differences in the order of the document. A moved paragraph is one, at its new place.
QList<Difference> differencesOf(const DocumentComparison &comparison);

/// 合并: the later version with those differences undone for which `keepsBefore` says so; `keepsBefore` follows
/// differencesOf(). With none it is the later version, with all of them the earlier one.
OfficialDocument mergeVersions(const OfficialDocument &before, const OfficialDocument &after,
    const DocumentComparison &comparison, const QList<bool> &keepsBefore);

} // namespace wenyi::document
