// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Channel.h"

namespace wenyi::render {

Result<Channel> Channel::open()
{
    WENYI_TRY(auto pipe, helper::Pipe::open(LargestRequest, helper::Prints::IntoLog));
    return Channel(std::move(pipe));
}

Result<Request> Channel::receive()
{
    WENYI_TRY(const QByteArray content, m_pipe.receive());
    return decodeRequest(content);
}

Result<void> Channel::send(const Answer &answer)
{
    return m_pipe.send(encode(answer));
}

} // namespace wenyi::render
