// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/UnitSeal.h"

#include "client/core/domain/SealFaces.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<seal::ElectronicSeal> makeUnitSeal(const UnitDescription &unit, const crypto::Certificate &signer,
    crypto::Signer &sealMaker, const layout::FontSet &fonts, const Environment &environment)
{
    layout::SealPictureDesign design;
    design.unit = unit.name;
    design.diameter = unit.sealDiameter;
    WENYI_TRY(const auto face, roundFace(design, fonts));
    return makeSealFor({seal::SealType::Unit, unit.code, unit.name, face, 3}, signer, sealMaker, environment);
}

Result<seal::ElectronicSeal> makeSealFor(
    const SealPlan &plan, const crypto::Certificate &signer, crypto::Signer &sealMaker, const Environment &environment)
{
    const Instant now = environment.clock.now();
    const QString number = QString::fromLatin1(environment.random.bytes(4).toHex());
    seal::SealInfo info;
    info.vendor = u"Wenyi"_s;
    info.id = plan.unit.toString() + (plan.type == seal::SealType::Personal ? u"-P-"_s : u"-"_s) + number;
    info.type = plan.type;
    info.name = plan.name;
    info.signerCertificates = {signer.toDer()};
    info.created = now;
    info.validFrom = now - std::chrono::hours(1);
    info.validTo = now + std::chrono::days(365) * plan.years;
    info.face = plan.face;
    return seal::makeSeal(info, sealMaker);
}

} // namespace wenyi::core
