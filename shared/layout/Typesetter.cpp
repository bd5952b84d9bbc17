// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/Typesetter.h"

#include "shared/layout/BodySetter.h"
#include "shared/layout/Gb9704.h"
#include "shared/layout/HeadSetter.h"
#include "shared/layout/ImprintSetter.h"

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

Rect sealBox(const SealPlace &place, double diameter)
{
    return {place.centre.x - diameter / 2, place.centre.y - diameter / 2, diameter, diameter};
}

Result<TypesetDocument> typeset(const document::OfficialDocument &document, const FontSetRef &fonts)
{
    if (document.format != document::Format::Document)
        return Error{ErrorCode::Unsupported, "layout.format", {}};
    PageBuilder pages(fonts);
    HeadSetter(pages).set(document);
    BodySetter body(pages);
    body.setTitle(document.title);
    body.setRecipients(document.recipients);
    WENYI_TRY(const QList<SealPlace> sealPlaces, body.setText(document));
    for (qsizetype i = 0; i < document.attachments.size(); ++i) {
        const document::Attachment &attachment = document.attachments.at(i);
        if (!attachment.body.isEmpty())
            WENYI_CHECK(body.setAttachment(attachment, document.attachments.size() == 1 ? 0 : static_cast<int>(i + 1)));
    }
    const qsizetype textPages = pages.pageCount();
    ImprintSetter(pages).set(document);
    // 7.5: neither a blank page before the imprint's nor that page has a number; an imprint's page right behind has.
    const bool blankBefore = pages.pageCount() > textPages + 1;
    setPageNumbers(pages, blankBefore ? textPages : pages.pageCount());
    return pages.finish(document.title, sealPlaces);
}

} // namespace wenyi::layout
