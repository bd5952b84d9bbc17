// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/threads/ProcessGroup.h"

#include <QProcess>

#include <csignal>
#include <unistd.h>

namespace wenyi::core {

void beginProcessGroup(QProcess &process)
{
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
}

void killProcessGroup(qint64 group)
{
    if (group > 1)
        ::kill(-static_cast<pid_t>(group), SIGKILL);
}

} // namespace wenyi::core
