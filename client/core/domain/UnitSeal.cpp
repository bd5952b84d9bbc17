// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/UnitSeal.h"

#include "shared/layout/SealPicture.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {
constexpr std::chrono::days SealLifetime{365 * 3};
} // namespace

Result<seal::ElectronicSeal> makeUnitSeal(const UnitDescription &unit, const crypto::Certificate &signer,
    crypto::Signer &sealMaker, const layout::FontSet &fonts, const Environment &environment)
{
    layout::SealPictureDesign design;
    design.unit = unit.name;
    design.diameter = unit.sealDiameter;
    WENYI_TRY(const QByteArray picture, layout::drawSealPicture(design, fonts));
    const Instant now = environment.clock.now();
    seal::SealInfo info;
    info.vendor = u"Wenyi"_s;
    info.id = unit.code.toString() + u'-' + QString::fromLatin1(environment.random.bytes(4).toHex());
    info.type = seal::SealType::Unit;
    info.name = unit.name;
    info.signerCertificates = {signer.toDer()};
    info.created = now;
    info.validFrom = now - std::chrono::hours(1);
    info.validTo = now + SealLifetime;
    info.face = {u"PNG"_s, picture, unit.sealDiameter, unit.sealDiameter};
    return seal::makeSeal(info, sealMaker);
}

} // namespace wenyi::core
