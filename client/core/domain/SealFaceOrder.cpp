// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealFaceOrder.h"

namespace wenyi::core {

namespace {

Result<seal::SealFace> makeRound(const SealFaceOrder &order, const layout::FontSet &fonts)
{
    layout::SealPictureDesign design;
    design.diameter = usualSize(order);
    if (order.measure) {
        design.ring = order.measure->ring;
        design.centre = order.measure->centre;
    }
    design.unit = order.name;
    design.line = order.line;
    if (order.size > 0)
        design.diameter = order.size;
    if (order.centre)
        design.centre = *order.centre;
    return roundFace(design, fonts);
}

Result<seal::SealFace> makeNameSeal(const SealFaceOrder &order, const layout::FontSet &fonts)
{
    layout::NameSealDesign design;
    design.name = order.name;
    design.carving = order.carving;
    design.side = order.size > 0 ? order.size : usualSize(order);
    return nameFace(design, fonts);
}

} // namespace

double usualSize(const SealFaceOrder &order)
{
    switch (order.kind) {
    case FaceKind::Round:
        return order.measure ? order.measure->diameter : layout::SealPictureDesign().diameter;
    case FaceKind::Scan:
        break;
    case FaceKind::Name:
        return layout::NameSealDesign().side;
    case FaceKind::Signature:
        return 40;
    }
    return 42;
}

seal::SealType sealTypeOf(const SealFaceOrder &order)
{
    const bool isPersons = order.kind == FaceKind::Name || order.kind == FaceKind::Signature
                           || (order.kind == FaceKind::Scan && order.isPersonal);
    return isPersons ? seal::SealType::Personal : seal::SealType::Unit;
}

bool isScanned(FaceKind kind)
{
    return kind == FaceKind::Scan || kind == FaceKind::Signature;
}

const layout::SealMeasure *measureNamed(std::string_view key)
{
    for (const layout::SealMeasure &measure : layout::sealMeasures()) {
        if (key == measure.key)
            return &measure;
    }
    return nullptr;
}

Result<seal::SealFace> makeFace(
    const SealFaceOrder &order, const layout::FontSet &fonts, const layout::PixelSource &pixels)
{
    if (order.kind == FaceKind::Round)
        return makeRound(order, fonts);
    if (order.kind == FaceKind::Name)
        return makeNameSeal(order, fonts);
    if (order.picture.isEmpty())
        return Error{ErrorCode::InvalidInput, "seal-face.no-picture", {}};
    const layout::ScanInk ink = order.kind == FaceKind::Signature ? layout::ScanInk::Dark : layout::ScanInk::Red;
    return scannedFace(order.picture, {ink, order.size > 0 ? order.size : usualSize(order), order.resolution}, pixels);
}

} // namespace wenyi::core
