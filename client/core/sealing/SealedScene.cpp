// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedScene.h"

#include "shared/base/Limits.h"
#include "shared/layout/PictureHeader.h"
#include "shared/ofd/OfdReader.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using StampItem = std::function<layout::SceneItem(const ofd::Stamp &)>;

layout::SceneItem pictureAt(const QByteArray &picture, const ofd::Stamp &stamp)
{
    layout::Image image;
    image.encoded = picture;
    image.box = stamp.boundary;
    image.blend = layout::BlendMode::Multiply;
    if (stamp.clip)
        image.clip = stamp.shown();
    return image;
}

layout::SceneItem pageAt(const layout::PageScene &page, const std::shared_ptr<const QList<layout::SceneItem>> &items,
    const ofd::Stamp &stamp)
{
    const layout::Rect box = stamp.boundary;
    layout::Group group;
    group.items = items;
    group.transform = {box.width / page.width, 0, 0, box.height / page.height, box.x, box.y};
    const layout::Rect shown = stamp.shown();
    const double right = shown.x + shown.width;
    const double bottom = shown.y + shown.height;
    group.clip = {layout::ClipPath{{layout::MoveTo{{shown.x, shown.y}}, layout::LineTo{{right, shown.y}},
        layout::LineTo{{right, bottom}}, layout::LineTo{{shown.x, bottom}}, layout::ClosePath{}}}};
    group.blend = layout::BlendMode::Multiply;
    return group;
}

/// How the face is laid on a page; nothing where it cannot be read. The seals of a package that is itself a seal are
/// not drawn, so that one seal cannot nest another.
StampItem stampItemOf(const seal::SealFace &face, const ofd::FontResolver &fonts)
{
    if (layout::readPictureHeader(face.bytes))
        return [picture = face.bytes](const ofd::Stamp &stamp) { return pictureAt(picture, stamp); };
    ofd::PackageLimits limits;
    limits.packageBytes = limits.entryBytes = 16 * limits::MiB;
    limits.totalBytes = 64 * limits::MiB;
    limits.entries = 1000;
    const auto package = ofd::Package::open(face.bytes, limits);
    const auto document = package ? ofd::readOfd(*package, fonts) : Result<ofd::OfdDocument>(package.error());
    if (!document)
        return {};
    const layout::PageScene page = document->content.scene.pages.constFirst();
    auto items = std::make_shared<const QList<layout::SceneItem>>(page.items);
    return [page, items = std::move(items)](const ofd::Stamp &stamp) { return pageAt(page, items, stamp); };
}

} // namespace

layout::DocumentScene withSeal(layout::DocumentScene scene, const seal::SealFace &face, const QList<ofd::Stamp> &stamps,
    const ofd::FontResolver &fonts)
{
    const StampItem itemFor = stampItemOf(face, fonts);
    if (!itemFor)
        return scene;
    for (const ofd::Stamp &stamp : stamps) {
        if (stamp.page >= 0 && stamp.page < scene.pages.size())
            scene.pages[stamp.page].items.append(itemFor(stamp));
    }
    return scene;
}

layout::DocumentScene withSeals(
    layout::DocumentScene scene, const SealedDocumentVerdict &verdict, const ofd::FontResolver &fonts)
{
    for (const SealFinding &finding : verdict.seals) {
        // None of a document that bears none.
        const bool isOne = finding.conclusion != SealingConclusion::Unsealed;
        if (isOne && finding.conclusion <= SealingConclusion::CannotBeChecked)
            scene = withSeal(std::move(scene), finding.face, finding.stamps, fonts);
    }
    return scene;
}

} // namespace wenyi::core
