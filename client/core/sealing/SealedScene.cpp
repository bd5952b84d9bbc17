// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedScene.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

layout::DocumentScene withSeal(layout::DocumentScene scene, const seal::SealFace &face, const QList<ofd::Stamp> &stamps)
{
    static const QStringList drawable{u"png"_s, u"jpg"_s, u"jpeg"_s};
    if (!drawable.contains(face.type.toLower()))
        return scene;
    for (const ofd::Stamp &stamp : stamps) {
        if (stamp.page < 0 || stamp.page >= scene.pages.size())
            continue;
        layout::Image image;
        image.encoded = face.bytes;
        image.box = stamp.boundary;
        image.blend = layout::BlendMode::Multiply;
        if (stamp.clip) {
            // The clip of a stamp is measured from its own corner, that of a picture from the page's.
            image.clip = layout::Rect{stamp.boundary.x + stamp.clip->x, stamp.boundary.y + stamp.clip->y,
                stamp.clip->width, stamp.clip->height};
        }
        scene.pages[stamp.page].items.append(image);
    }
    return scene;
}

layout::DocumentScene withSeals(layout::DocumentScene scene, const SealedDocumentVerdict &verdict)
{
    for (const SealFinding &finding : verdict.seals) {
        if (finding.conclusion <= SealingConclusion::CannotBeChecked)
            scene = withSeal(std::move(scene), finding.face, finding.stamps);
    }
    return scene;
}

} // namespace wenyi::core
