// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/MessageCodec.h"

namespace wenyi::render {

/// The two pipes between helper and client, with the calls that are left to a confined program.
class Channel
{
public:
    /// Takes the standard output for answers alone: what a library prints goes to the log.
    static Result<Channel> open();

    /// Waits for the next request. Cancelled "render.client-gone" at the client's end.
    Result<Request> receive();
    Result<void> send(const Answer &answer);

private:
    explicit Channel(int output)
        : m_output(output)
    {
    }

    int m_output;
    FrameReader m_frames{LargestRequest};
};

} // namespace wenyi::render
