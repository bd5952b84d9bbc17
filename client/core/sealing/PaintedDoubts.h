// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/layout/FontSet.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/layout/paint/UnseenText.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/ShownDoubts.h"

#include <QCache>
#include <QMutex>

#include <functional>

namespace wenyi::core {

/// 所见即所签: what is doubtful about a document's pages, told by its objects (ofd::doubtsAbout()) and by painting
/// them: "unseen-text" where a text leaves no ink, whatever hides it (layout::unseenTexts()), also where a face of the
/// file's own has no outline for a character, or one that lies elsewhere; "other-outline" where such a face draws a
/// number or a word of decision as another (layout::GlyphLikeness), or by more or fewer glyphs than characters;
/// "not-shown" with "pictures" where a picture that may hide a text could not be had, or with "too-many-objects".
/// `fonts` are the faces that the document was read with. A page on which nothing touches a text is not painted. Once
/// the budget of the document is spent, or there are ofd::MostDoubts, the pages that follow are not looked at: the list
/// is then never empty.
QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts,
    const layout::PixelSource &pictures, layout::PaintingBudget budget = {});
/// The same with the pictures decoded by a helper process, which is started where one is needed.
QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts);

/// What was found about the documents that were looked at last, so that only the first look at one is work. May be
/// asked by several threads.
class KnownDoubts
{
public:
    /// `digest` is that of the document's bytes. What was found for want of a picture is not kept.
    QList<ofd::ShownDoubt> about(const Digest &digest, const std::function<QList<ofd::ShownDoubt>()> &look);

private:
    QMutex m_mutex;
    QCache<Digest, QList<ofd::ShownDoubt>> m_doubts{64};
};

} // namespace wenyi::core
