// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealAdministration.h"

#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/SealSamples.h"

#include <QHash>

#include <algorithm>

namespace wenyi::core {

namespace {

/// The applications to resume a seal that wait for a decision.
QHash<SealId, quint64> openResumptions(const RegisterState &state)
{
    QHash<SealId, quint64> open;
    for (const auto &[number, application] : state.applications()) {
        const auto *resumption = std::get_if<SealResumption>(&application.wanted);
        if (resumption && application.state == decltype(application.state)::Open)
            open.insert(resumption->seal, number);
    }
    return open;
}

/// Whether a desktop that has this directory knows of the seal what the register knows.
bool isTold(const directory::Directory &directory, const directory::RegisteredSeal &seal)
{
    const directory::RegisteredSeal *told = directory.sealOf(seal.digest);
    if (!told) // No desktop takes a seal that it was never told of.
        return seal.state() == directory::SealState::Revoked;
    return told->state() == seal.state() && told->keeper == seal.keeper;
}

AdministeredSeal administered(
    const directory::RegisteredSeal &seal, const directory::Directory &directory, const QString &authorityFolder)
{
    AdministeredSeal row{seal, seal.unit.toString(), seal.keeper.toString(), {}, 0, true};
    if (const directory::Unit *unit = directory.unit(seal.unit))
        row.unitName = unit->name;
    if (const directory::Member *keeper = directory.member(seal.keeper))
        row.keeperName = keeper->name;
    if (const auto sample = sampleOf(authorityFolder, seal.digest))
        row.period = SealPeriod{sample->info().validFrom, sample->info().validTo};
    row.isTold = isTold(directory, seal);
    return row;
}

} // namespace

bool SealOverview::isWhollyTold() const
{
    return std::all_of(seals.begin(), seals.end(), [](const AdministeredSeal &row) { return row.isTold; });
}

SealAdministration::SealAdministration(AuthorityPlace place, Environment environment)
    : m_place(std::move(place))
    , m_environment(std::move(environment))
{
}

Result<SealOverview> SealAdministration::overview() const
{
    const Instant now = m_environment.clock.now();
    WENYI_TRY(const auto trust, authorityTrust(m_place.folder, now));
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(const auto directory, readDirectory(m_place.directory, trust, now));
    SealOverview overview{m_place, directory.content().domain, directory.content().version, directory, {}, now};
    const auto resumptions = openResumptions(opened->state());
    for (const directory::RegisteredSeal &seal : opened->state().seals()) {
        overview.seals.append(administered(seal, directory, m_place.folder));
        overview.seals.last().openResumption = resumptions.value(seal.id);
    }
    return overview;
}

Result<SealDetails> SealAdministration::details(const SealId &seal) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    const directory::RegisteredSeal *registered = opened->state().seal(seal);
    if (!registered)
        return Error{ErrorCode::NotFound, "register.no-seal", seal.toString()};
    const auto sample = sampleOf(m_place.folder, registered->digest);
    return SealDetails{sample ? Result<seal::SealFace>(sample->info().face) : Result<seal::SealFace>(sample.error()),
        sealHistory(*opened, seal)};
}

} // namespace wenyi::core
