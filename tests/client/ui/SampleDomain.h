// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainBuilder.h"
#include "client/ui/session/Session.h"
#include "shared/crypto/SystemRandom.h"

#include <QTemporaryDir>

namespace wenyi::ui {

/// The sample domain with cheap key files, built when it is first asked for; its desktops are used through real
/// windows.
class SampleDomain
{
public:
    static constexpr char Pin[] = "135790";

    /// Fails a test by an empty folder list.
    bool build();
    /// The profile of UNIT/MEMBER, and the member.
    std::pair<QString, MemberId> desktopOf(const QString &name) const;
    core::Environment environment();

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    core::Domain m_domain;
};

} // namespace wenyi::ui
