// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/ShownDoubts.h"

namespace wenyi::core {

/// 所见即所签: what is doubtful about a document's pages, told by its objects (ofd::doubtsAbout()) and by painting
/// them: "unseen-text" where a text leaves no ink, whatever hides it (layout::unseenTexts()); "other-outline" where a
/// face of the file's own draws a number or a word of decision as another (layout::GlyphLikeness); "not-shown" with
/// "pictures" where a picture that may hide a text could not be had, or with "too-many-objects". `fonts` are the faces
/// that the document was read with. A page on which nothing touches a text is not painted.
QList<ofd::ShownDoubt> paintedDoubts(
    const ofd::OfdDocument &document, const layout::FontSetRef &fonts, const layout::PixelSource &pictures);
/// The same with the pictures decoded by a helper process, which is started where one is needed.
QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts);

} // namespace wenyi::core
