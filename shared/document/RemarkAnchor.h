// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/DraftRevision.h"

namespace wenyi::document {

enum class Anchoring {
    Kept,  ///< The words are where they were.
    Moved, ///< The same words were found at another place.
    Lost   ///< The words are gone; the place is the beginning of the nearest text.
};

struct AnchoredPlace
{
    RemarkPlace place;
    Anchoring anchoring = Anchoring::Kept;
    friend bool operator==(const AnchoredPlace &, const AnchoredPlace &) = default;
};

/// Where a remark on `place` of one version lies in the next: the same words nearest to where they were, in the same
/// body. The result always lies within `after`.
AnchoredPlace reanchor(const RemarkPlace &place, const OfficialDocument &before, const OfficialDocument &after);

/// The remarks of a revision as they lie on an edited document.
QList<Remark> reanchored(const QList<Remark> &remarks, const OfficialDocument &before, const OfficialDocument &after);

} // namespace wenyi::document
