// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PictureSetter.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/PictureHeader.h"

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

using namespace gb9704;

namespace {

constexpr double MillimetresPerPixel = 25.4 / 96;
/// Free above and below, so that a picture does not touch the text.
constexpr double Gap = 2;

} // namespace

Result<SetPicture> setPicture(const document::Picture &picture, const PictureSource &pictures)
{
    if (!pictures)
        return Error{ErrorCode::NotFound, "layout.picture-missing", picture.source};
    WENYI_TRY(QByteArray encoded, pictures(picture.source));
    WENYI_TRY(const PictureHeader header, readPictureHeader(encoded));
    if (header.width <= 0 || header.height <= 0)
        return Error{ErrorCode::Corrupt, "layout.picture", picture.source};
    const double width = header.width * MillimetresPerPixel;
    const double height = header.height * MillimetresPerPixel;
    const double highest = BodyHeight - 2 * Gap;
    const double scale = std::min({1.0, BodyWidth / width, highest / height});
    SetPicture set{std::move(encoded), width * scale, height * scale, 1};
    const auto rows = static_cast<int>(std::ceil((set.height + 2 * Gap) / Pitch));
    set.rows = std::clamp(rows, 1, LinesPerPage);
    return set;
}

void addPicture(PageBuilder &pages, const SetPicture &picture)
{
    const GridPlace place = pages.takeRows(picture.rows);
    const PageArea &area = pages.area();
    // The room is from the first row's characters to the last's.
    const double room = (picture.rows - 1) * area.pitch + Size3;
    const double scale = std::min(1.0, room / picture.height);
    const double width = picture.width * scale;
    const double height = picture.height * scale;
    pages.canvas().addPicture(place.page, picture.encoded,
        {area.left + (area.width - width) / 2, pages.topOf(place.row) + (room - height) / 2, width, height});
}

} // namespace wenyi::layout
