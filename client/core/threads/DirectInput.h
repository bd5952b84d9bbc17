// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QDeadlineTimer>

#include <memory>

class QProcess;

namespace wenyi::core {

/// A program's standard input, written to without QProcess, which keeps a copy of what it wrote: for messages with a
/// PIN.
class DirectInput
{
public:
    /// To be called before the program is started; what it starts in turn belongs to a group of its own. Fails with
    /// Unavailable "helper.channel".
    static Result<std::unique_ptr<DirectInput>> attach(QProcess &process);
    ~DirectInput();
    DirectInput(const DirectInput &) = delete;
    DirectInput &operator=(const DirectInput &) = delete;

    /// To be called once it is started.
    void started();
    enum class Outcome { Written, Late, Gone };
    Outcome write(QByteArrayView bytes, QDeadlineTimer deadline);
    /// The program reads the end of its input.
    void close();

private:
    DirectInput(int ours, int theirs)
        : m_ours(ours)
        , m_theirs(theirs)
    {
    }
    int m_ours;
    int m_theirs;
};

} // namespace wenyi::core
