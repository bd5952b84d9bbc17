// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/EndSignals.h"

#include <csignal>
#include <ctime>

namespace wenyi::cli {

namespace {

sigset_t ends()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

EndSignals::EndSignals()
{
    // Blocked in every thread, so that they come to wait() and nowhere else.
    const sigset_t signals = ends();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool EndSignals::wait(std::chrono::seconds longest) const
{
    const sigset_t signals = ends();
    timespec time{};
    time.tv_sec = static_cast<time_t>(longest.count());
    return sigtimedwait(&signals, nullptr, &time) > 0;
}

} // namespace wenyi::cli
