// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/ScenePlacing.h"

#include "shared/layout/PictureHeader.h"

using namespace Qt::StringLiterals;

namespace wenyi::layout {

Result<void> placeSeal(DocumentScene &scene, const SealPlace &place, const QByteArray &picture, double diameter)
{
    constexpr double Largest = 100; // The State Council's has 60.
    const bool isThere = place.page >= 0 && place.page < scene.pages.size() && diameter >= 1 && diameter <= Largest;
    if (!isThere)
        return Error{ErrorCode::InvalidInput, "layout.seal-place", u"page %1, %2 mm"_s.arg(place.page).arg(diameter)};
    WENYI_CHECK(readPictureHeader(picture));
    PageScene &page = scene.pages[place.page];
    const Rect box = sealBox(place, diameter);
    page.fields.append({u"seal"_s, page.items.size(), 1, box});
    page.items.append(Image{picture, box, {}, BlendMode::Multiply, {}});
    return {};
}

} // namespace wenyi::layout
