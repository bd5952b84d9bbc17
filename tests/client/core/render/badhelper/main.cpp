// SPDX-License-Identifier: GPL-3.0-or-later
// A helper that a hostile file has taken over: the file's content says what becomes of it.
#include "client/render/Channel.h"

#include <unistd.h>

#include <csignal>

using namespace wenyi::render;

namespace {

bool isAt(const RequestBody &body, const QByteArray &orders)
{
    return (orders.contains("open") && std::holds_alternative<OpenFile>(body))
           || (orders.contains("page") && std::holds_alternative<RenderPage>(body));
}

void obey(Channel &channel, const QByteArray &orders, quint64 id)
{
    if (orders.startsWith("die"))
        raise(SIGKILL);
    if (orders.startsWith("hang"))
        pause();
    if (orders.startsWith("mistake"))
        (void)channel.send({id + 1, Opened{{{1, 1}}}});
    if (orders.startsWith("other kind"))
        (void)channel.send({id, Outline{}});
    if (orders.startsWith("flood"))
        while (write(3, "\xff\xff\xff\xff", 4) == 4) {
        }
}

} // namespace

int main()
{
    auto channel = Channel::open();
    if (!channel || !channel->send({0, Ready{}}))
        return 1;
    QByteArray orders;
    for (auto request = channel->receive(); request; request = channel->receive()) {
        const RequestBody &body = request->body;
        if (const auto *file = std::get_if<OpenFile>(&body))
            orders = file->content;
        if (isAt(body, orders))
            obey(*channel, orders, request->id);
        const bool opens = std::holds_alternative<OpenFile>(body);
        (void)channel->send({request->id, opens ? AnswerBody(Opened{{{1, 1}}}) : AnswerBody(PageText{})});
    }
}
