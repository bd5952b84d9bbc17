// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/helper/Frames.h"

namespace wenyi::helper {

/// Where what a library prints goes.
enum class Prints { IntoLog, Nowhere };

/// The helper's end of the two pipes between it and the client, with the calls that are left to a confined program.
class Pipe
{
public:
    /// Takes the standard output for frames alone. `largest`: of the content of one that comes.
    static Result<Pipe> open(qsizetype largest, Prints prints);

    /// Waits for the content of the next frame. Cancelled "helper.client-gone" at the client's end.
    Result<QByteArray> receive();
    Result<void> send(const QByteArray &frame);

private:
    Pipe(int output, qsizetype largest)
        : m_output(output)
        , m_frames(largest)
    {
    }

    int m_output;
    FrameReader m_frames;
};

} // namespace wenyi::helper
