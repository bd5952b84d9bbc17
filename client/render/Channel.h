// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/helper/Pipe.h"
#include "client/render/wire/MessageCodec.h"

namespace wenyi::render {

/// Requests and answers over the pipes between helper and client.
class Channel
{
public:
    /// Takes the standard output for answers alone: what a library prints goes to the log.
    static Result<Channel> open();

    /// Waits for the next request. Cancelled "helper.client-gone" at the client's end.
    Result<Request> receive();
    Result<void> send(const Answer &answer);

private:
    explicit Channel(helper::Pipe pipe)
        : m_pipe(std::move(pipe))
    {
    }

    helper::Pipe m_pipe;
};

} // namespace wenyi::render
