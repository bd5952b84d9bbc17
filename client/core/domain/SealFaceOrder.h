// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/SealFaces.h"
#include "shared/base/Limits.h"

#include <optional>

namespace wenyi::core {

inline constexpr qsizetype LargestScan = 64 * limits::MiB; ///< Bytes of a picture's file.

enum class FaceKind {
    Round,    ///< 圆形公章, drawn.
    Scan,     ///< 扫描印模, of a stamped seal.
    Name,     ///< 个人名章, drawn.
    Signature ///< 签名章, a scanned signature.
};

/// What a seal is to look like. What does not belong to its kind is not looked at.
struct SealFaceOrder
{
    FaceKind kind = FaceKind::Round;
    QString name;                                 ///< Along the arc, a line break parts two; in the square.
    const layout::SealMeasure *measure = nullptr; ///< Round: whose measure it gets; null: 42 mm and a star.
    QString line;                                 ///< Round: straight under the middle, at most two lines.
    std::optional<layout::SealCentre> centre;     ///< Round: by measure where none is given.
    layout::Carving carving = layout::Carving::Relief;
    QByteArray picture;      ///< Scan and signature: as its file has it; a foreign one.
    int size = 0;            ///< mm; 0: by measure or as usual for the kind (usualSize()).
    int resolution = 300;    ///< Scan and signature: dots an inch of the face.
    bool isPersonal = false; ///< Scan: of a person's seal, not of a unit's.
};

/// mm: 42, 18 or 40, by the kind; of a round seal by its measure.
double usualSize(const SealFaceOrder &order);

/// A name seal and a signature are a person's, a round seal is a unit's; a scan is what it is said to be.
seal::SealType sealTypeOf(const SealFaceOrder &order);
/// Whether the face comes out of a picture.
bool isScanned(FaceKind kind);

/// Null where no measure has that key.
const layout::SealMeasure *measureNamed(std::string_view key);

/// Draws or cleans the face. `fonts` are asked for a drawn one, `pixels` for a scanned one. Fails with InvalidInput
/// "seal-face.no-picture", and as the functions of SealFaces.h do.
Result<seal::SealFace> makeFace(
    const SealFaceOrder &order, const layout::FontSet &fonts, const layout::PixelSource &pixels);

} // namespace wenyi::core
