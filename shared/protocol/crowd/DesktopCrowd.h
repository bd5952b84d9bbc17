// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/StrongId.h"
#include "shared/protocol/CurveKeyPair.h"

#include <QByteArray>

#include <chrono>
#include <memory>
#include <vector>

namespace wenyi::protocol {

/// Very many admitted desktops in one thread: sockets that say Hello and then nothing but that they live. A real
/// ClientConnection has a thread of its own, which is no matter for one desktop and too much for five thousand.
class DesktopCrowd
{
public:
    struct Member
    {
        DesktopId id;
        const CurveKeyPair *keys = nullptr; ///< Outlives the crowd.
    };

    DesktopCrowd(CurvePublicKey serverKey, std::vector<Member> members);
    ~DesktopCrowd();
    DesktopCrowd(const DesktopCrowd &) = delete;
    DesktopCrowd &operator=(const DesktopCrowd &) = delete;

    /// All of them come at once, having left whatever they were at. Gives how many were welcomed within this time.
    int come(const QByteArray &endpoint, std::chrono::milliseconds patience);
    /// All of them leave.
    void leave();
    /// Each asks for one thing that changes nothing. Gives how many were answered within this time.
    int ask(std::chrono::milliseconds patience);

private:
    struct Private;
    int collect(std::chrono::milliseconds patience);
    std::unique_ptr<Private> m_d;
};

} // namespace wenyi::protocol
