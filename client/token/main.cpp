// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/helper/Pipe.h"
#include "client/token/Driver.h"
#include "client/token/Guard.h"
#include "client/token/wire/MessageCodec.h"

#include <unistd.h>

#include <cstdio>

using namespace wenyi;
using namespace wenyi::token;

namespace {

constexpr int Usage = 2;

/// Speaks to the one driver that it was given.
class Desk
{
public:
    explicit Desk(QStringList guards)
        : m_guards(std::move(guards))
    {
    }

    AnswerBody answer(const RequestBody &body)
    {
        if (const auto *order = std::get_if<LoadDriver>(&body))
            return bodyOf(load(*order));
        if (!m_driver)
            return refused({ErrorCode::NotAllowed, "token.no-driver", {}});
        return std::visit([this](const auto &order) { return ask(order); }, body);
    }

private:
    static AnswerBody refused(const Error &error) { return Refused{error.code, error.reason, error.detail}; }

    template<typename Body>
    static AnswerBody bodyOf(Result<Body> result)
    {
        return result ? AnswerBody(*std::move(result)) : refused(result.error());
    }

    Result<Loaded> load(const LoadDriver &order)
    {
        if (m_driver)
            return Error{ErrorCode::NotAllowed, "token.no-driver", {}};
        WENYI_TRY(m_driver, loadDriver(order));
        return Loaded{m_driver->description(), m_guards};
    }

    AnswerBody ask(const LoadDriver &) { return refused({}); } // Answered before.
    AnswerBody ask(const ListDevices &order) { return bodyOf(m_driver->devices(order)); }
    AnswerBody ask(const OpenKey &order) { return bodyOf(m_driver->open(order)); }
    AnswerBody ask(const SignDigest &order) { return bodyOf(m_driver->sign(order)); }
    AnswerBody ask(const ListSeals &) { return bodyOf(m_driver->seals()); }
    AnswerBody ask(const SealDigest &order) { return bodyOf(m_driver->seal(order)); }
    AnswerBody ask(const ReadSeal &order) { return bodyOf(m_driver->readSeal(order)); }
    AnswerBody ask(const AskPin &order) { return bodyOf(m_driver->pin(order)); }
    AnswerBody ask(const ChangePin &order) { return bodyOf(m_driver->changePin(order)); }

    QStringList m_guards;
    std::unique_ptr<Driver> m_driver;
};

/// Answers request after request until the client goes.
Result<void> serve()
{
    WENYI_TRY(auto pipe, helper::Pipe::open(LargestRequest, helper::Prints::Nowhere));
    WENYI_TRY(const QStringList guards, raiseGuard());
    Desk desk(guards);
    for (;;) {
        auto content = pipe.receive();
        if (!content && content.error().code == ErrorCode::Cancelled)
            return {};
        if (!content)
            return content.error();
        auto request = decodeRequest(*content);
        helper::wipe(*content);
        if (!request)
            return request.error();
        WENYI_CHECK(pipe.send(encode(Answer{request->id, desk.answer(request->body)})));
    }
}

} // namespace

/// Loads one foreign driver and speaks to it for the client, over the standard input and output. What a driver prints
/// goes nowhere: it may be a PIN.
int main(int argc, char **argv)
{
    if (argc > 1 || isatty(STDIN_FILENO) == 1) {
        std::fprintf(stderr, "%s: the client starts this program\n", argv[0]);
        return Usage;
    }
    return serve() ? 0 : 1;
}
