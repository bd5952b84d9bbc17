// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/ui/SampleDomain.h"

#include "shared/base/DurableFile.h"

namespace wenyi::ui {

core::Environment SampleDomain::environment()
{
    return {m_clock, m_random, QStringLiteral(WENYI_SOURCE_DIR "/resources"), qEnvironmentVariable("WENYI_FONTS")};
}

bool SampleDomain::build()
{
    const auto json = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/domains/sample.json"), 1 << 20);
    if (!json)
        return false;
    const auto description = core::DomainDescription::fromJson(*json);
    if (!description)
        return false;
    core::DomainOptions options;
    options.cost.logN = crypto::KeyDerivationCost::Least;
    auto built = core::buildDomain(m_folder.path(), *description, options, environment());
    if (!built) {
        qWarning("%s", qPrintable(describe(built.error())));
        return false;
    }
    m_domain = *built;
    return true;
}

std::pair<QString, MemberId> SampleDomain::desktopOf(const QString &name) const
{
    const auto desktop = m_domain.desktopOf(name);
    return desktop ? *desktop : std::pair<QString, MemberId>();
}

} // namespace wenyi::ui
