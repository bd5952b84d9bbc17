// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/Typesetter.h"

#include "shared/layout/BodySetter.h"
#include "shared/layout/ChangeLegend.h"
#include "shared/layout/Gb9704.h"
#include "shared/layout/HeadSetter.h"
#include "shared/layout/ImprintSetter.h"

#include <algorithm>

namespace wenyi::layout {

using namespace gb9704;

Rect sealBox(const SealPlace &place, double diameter)
{
    return stampBox(place, {diameter, diameter});
}

Rect stampBox(const SealPlace &place, const StampSize &stamp)
{
    return {place.centre.x - stamp.width / 2, place.centre.y - stamp.height / 2, stamp.width, stamp.height};
}

namespace {

Result<TypesetDocument> setPages(const document::OfficialDocument &document, const document::MarkedDocument *marked,
    const FontSetRef &fonts, const PictureSource &pictures, const StampSize &stamp)
{
    const PageMarks marks = marked ? PageMarks(*marked) : PageMarks();
    const bool letter = document.format == document::Format::Letter;
    const ImprintForm form = letter ? ImprintForm::Plain : ImprintForm::Ruled;
    PageBuilder pages(fonts);
    BodySetter body(pages, document, pictures, marks, stamp);
    HeadSetter::of(document.format, pages)->set(document, body.rowsOnFirstPage());
    const bool moved = body.recipientsMove(pages.area().rows);
    ImprintSetter imprint(pages, document, form, moved ? document.recipients : QStringList());

    const bool followed = std::ranges::any_of(
        document.attachments, [](const document::Attachment &attachment) { return !attachment.body.isEmpty(); });
    const double imprintRoom = followed || imprint.height() <= 0 ? 0 : imprint.height() + ImprintGap;
    WENYI_TRY(const QList<SealPlace> sealPlaces, body.setText({moved, imprintRoom, form == ImprintForm::Ruled}));
    for (qsizetype i = 0; i < document.attachments.size(); ++i) {
        if (!document.attachments.at(i).body.isEmpty())
            WENYI_CHECK(body.setAttachment(i));
    }
    const qsizetype textPages = pages.canvas().pageCount();
    imprint.set(body.bottom() + ImprintGap);
    // 7.5: neither a blank page before the imprint's nor that page has a number; an imprint's page right behind has.
    // 10.1: a letter's first page has none.
    const qsizetype allPages = pages.canvas().pageCount();
    const bool blankBefore = allPages > textPages && pages.canvas().isBlank(textPages);
    setPageNumbers(pages, letter ? 1 : 0, blankBefore ? textPages : allPages);
    if (marked)
        setChangeLegend(pages, *marked);
    return pages.canvas().finish(document.title, sealPlaces);
}

} // namespace

Result<TypesetDocument> typeset(const document::OfficialDocument &document, const FontSetRef &fonts,
    const PictureSource &pictures, const StampSize &stamp)
{
    return setPages(document, nullptr, fonts, pictures, stamp);
}

Result<TypesetDocument> typesetMarked(
    const document::MarkedDocument &document, const FontSetRef &fonts, const PictureSource &pictures)
{
    return setPages(document.document, &document, fonts, pictures, StampSize());
}

} // namespace wenyi::layout
