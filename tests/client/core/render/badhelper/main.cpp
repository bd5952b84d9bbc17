// SPDX-License-Identifier: GPL-3.0-or-later
// A helper that a hostile file has taken over: the file's content says what becomes of it. Without one it dies of what
// it is asked: of a picture.
#include "client/render/Channel.h"

#include <unistd.h>

#include <csignal>

using namespace wenyi::render;

namespace {

bool isAt(const RequestBody &body, const QByteArray &orders)
{
    const auto *drawn = std::get_if<RenderPage>(&body);
    return std::holds_alternative<DecodePicture>(body)
           || (orders.contains("open") && std::holds_alternative<OpenFile>(body))
           || (orders.contains("signatures") && std::holds_alternative<ReadSignatures>(body))
           || (orders.contains("page") && drawn && (drawn->page == 0 || !orders.contains("first page")));
}

void obey(Channel &channel, const QByteArray &orders, quint64 id)
{
    if (orders.isEmpty() || orders.startsWith("die"))
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

/// An update that is no more than the room for a signature, which may not be where or what it should be.
PreparedSignature prepared(const PrepareSignature &wanted, const QByteArray &orders)
{
    const QByteArray range(RangeRoom);
    const QByteArray gap = '<' + QByteArray(wanted.room * 2, orders.contains("filled") ? '1' : '0') + '>';
    if (orders.contains("turned"))
        return {gap + range, static_cast<int>(gap.size()), 0};
    return {range + gap + ' ', orders.contains("shifted") ? 1 : 0, static_cast<int>(range.size())};
}

/// Three blue pages of A4, without words.
AnswerBody answerTo(const RequestBody &body, const QByteArray &orders)
{
    constexpr PageSize A4{210'000, 297'000};
    if (std::holds_alternative<OpenFile>(body))
        return Opened{{A4, A4, A4}};
    if (std::holds_alternative<ReadOutline>(body))
        return Outline{};
    if (std::holds_alternative<ReadSignatures>(body))
        return Signatures{};
    if (const auto *wanted = std::get_if<PrepareSignature>(&body))
        return prepared(*wanted, orders);
    const auto *drawn = std::get_if<RenderPage>(&body);
    if (!drawn)
        return PageText{};
    const double dotsPerMicrometre = drawn->milliDpi / 25.4e6;
    const QRect whole(0, 0, int(A4.width * dotsPerMicrometre), int(A4.height * dotsPerMicrometre));
    const QRect shown = drawn->clip.isEmpty() ? whole : drawn->clip & whole;
    return Picture{
        shown.width(), shown.height(), QByteArray("\xff\xc0\xa0\xff").repeated(shown.width() * shown.height())};
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
        (void)channel->send({request->id, answerTo(body, orders)});
    }
}
