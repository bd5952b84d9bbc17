// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/AdmissionList.h"

namespace wenyi::protocol {

void AdmissionList::replace(QHash<CurvePublicKey, DesktopId> desktops)
{
    const std::lock_guard lock(m_mutex);
    m_desktops = std::move(desktops);
}

std::optional<DesktopId> AdmissionList::desktopOf(const CurvePublicKey &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_desktops.constFind(key);
    if (found == m_desktops.constEnd())
        return std::nullopt;
    return *found;
}

} // namespace wenyi::protocol
