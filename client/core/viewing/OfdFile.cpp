// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/OfdFile.h"

#include "client/core/sealing/SealedScene.h"
#include "client/core/viewing/ForeignPictures.h"
#include "shared/ofd/FontSubstitution.h"
#include "shared/ofd/OfdReader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

QList<FileHeading> headingsOf(const ofd::OfdDocument &document)
{
    QList<FileHeading> headings;
    for (const ofd::OutlineEntry &entry : document.content.outline)
        headings.append({entry.title, entry.level, entry.page, entry.top});
    return headings;
}

FileFacts factsOf(const ofd::OfdDocument &document)
{
    FileFacts facts{
        u"ofd"_s, document.content.info.title, document.content.info.author, {}, {}, ofd::doubtsAbout(document)};
    if (document.content.info.created.isValid())
        facts.created = document.content.info.created.toString(Qt::ISODate);
    facts.mayPrint = document.permissions.prints && document.permissions.copies != 0;
    for (const ofd::SubstitutedFont &font : document.substitutedFonts)
        facts.replacedFonts.append(font.wanted);
    return facts;
}

/// By the names of its files, which say enough: who is wrong starts a helper in vain, or later.
bool holdsPictures(const ofd::Package &package)
{
    static const QStringList endings{u".png"_s, u".jpg"_s, u".jpeg"_s, u".bmp"_s, u".gif"_s, u".tif"_s, u".tiff"_s,
        u".jb2"_s, u".jbig2"_s, u".jp2"_s};
    return std::ranges::any_of(package.paths(), [](const QString &path) {
        return std::ranges::any_of(
            endings, [&path](const QString &ending) { return path.endsWith(ending, Qt::CaseInsensitive); });
    });
}

} // namespace

Result<ViewedFileRef> openOfd(
    const QByteArray &bytes, const layout::FontSetRef &fonts, const std::optional<SealedDocumentVerdict> &verdict)
{
    WENYI_TRY(const ofd::Package package, ofd::Package::open(bytes));
    // The helper starts while the pages are read.
    const bool willShowPictures = holdsPictures(package) || (verdict && !verdict->seals.isEmpty());
    const auto pictures =
        decodedByHelper({}, willShowPictures ? HelperStart::AtOnce : HelperStart::WithTheFirstPicture);
    const ofd::FontResolver resolver = ofd::resolverFrom(fonts);
    const ofd::ReadOptions options{0, ofd::fallbackFrom(fonts), ofd::DamagedPages::LeftEmpty};
    WENYI_TRY(ofd::OfdDocument document, ofd::readOfd(package, resolver, options));
    SceneContent content;
    content.facts = factsOf(document);
    content.outline = headingsOf(document);
    content.faults = std::move(document.pageFaults);
    layout::DocumentScene scene = std::move(document.content.scene);
    if (verdict) {
        scene = withSeals(std::move(scene), *verdict, resolver);
        content.seals = shownSeals(*verdict);
    }
    content.scene = std::make_shared<layout::DocumentScene>(std::move(scene));
    content.pictures = pictures;
    return std::make_shared<SceneFile>(std::move(content));
}

} // namespace wenyi::core
