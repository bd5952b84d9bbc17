// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/protocol/CurveKeyPair.h"

#include <QHash>

#include <mutex>
#include <optional>

namespace wenyi::protocol {

/// Which CURVE keys may come in, and whose they are. Any thread may ask; replacing it takes effect with the next
/// message.
class AdmissionList
{
public:
    void replace(QHash<CurvePublicKey, DesktopId> desktops);
    std::optional<DesktopId> desktopOf(const CurvePublicKey &key) const;

private:
    mutable std::mutex m_mutex;
    QHash<CurvePublicKey, DesktopId> m_desktops;
};

} // namespace wenyi::protocol
