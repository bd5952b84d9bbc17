// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// A picture in the text with the room that it takes.
struct SetPicture
{
    QByteArray encoded;
    double width = 0; ///< mm
    double height = 0;
    int rows = 1; ///< Rows of the page's grid.
};

/// Fetches the picture and finds its size: 96 pixels to the inch, made smaller where the area of a page asks for it.
/// Fails as `pictures` does, with NotFound "layout.picture-missing" without one, and as readPictureHeader().
Result<SetPicture> setPicture(const document::Picture &picture, const PictureSource &pictures);

/// Draws the picture in the middle of the builder's next rows.
void addPicture(PageBuilder &pages, const SetPicture &picture);

} // namespace wenyi::layout
