// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Channel.h"
#include "client/render/Renderer.h"
#include "client/render/Sandbox.h"
#include "client/render/WarmUp.h"

#include <QCoreApplication>

#include <cstdio>

using namespace wenyi;
using namespace wenyi::render;
using namespace Qt::StringLiterals;

#ifdef WENYI_ADDRESS_SANITIZER
/// Stands in for the limit of memory that a sanitized program cannot have.
extern "C" const char *__asan_default_options()
{
    return "max_allocation_size_mb=1024:allocator_may_return_null=0:detect_leaks=0";
}
#endif

namespace {

constexpr int Usage = 2;

int failed(const Error &error)
{
    std::fprintf(stderr, "wenyi-render: %s\n", qUtf8Printable(describe(error)));
    return 1;
}

/// Answers request after request until the client goes.
Result<void> serve(Channel &channel, const QStringList &guards)
{
    Renderer renderer;
    WENYI_CHECK(channel.send({0, Ready{guards}}));
    for (;;) {
        const auto request = channel.receive();
        if (!request && request.error().code == ErrorCode::Cancelled)
            return {};
        if (!request)
            return request.error();
        WENYI_CHECK(channel.send({request->id, renderer.answer(request->body)}));
    }
}

int run(const QStringList &arguments)
{
    const auto container = arguments.contains(u"--contained"_s) ? Container::Around : Container::None;
    if (arguments.contains(u"--try-free"_s))
        return tryToBreakOut() > 0 ? 1 : 0;
    warmUp();
    const bool tries = arguments.contains(u"--try"_s);
    auto channel = tries ? Result<Channel>(Error{}) : Channel::open();
    if (!tries && !channel)
        return failed(channel.error());
    const auto guards = confine(container);
    if (!guards)
        return failed(guards.error());
    if (tries)
        return tryToBreakOut() > 0 ? 1 : 0;
    const auto served = serve(*channel, *guards);
    return served ? 0 : failed(served.error());
}

} // namespace

/// Reads requests about one foreign file from the standard input and answers on the standard output. The client starts
/// it; by hand `--try` confines it and lets it try to break out, `--try-free` tries the same unconfined.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    for (const QString &argument : arguments) {
        if (argument != u"--contained" && argument != u"--try" && argument != u"--try-free") {
            std::fprintf(stderr, "wenyi-render: the client starts this program; try --try\n");
            return Usage;
        }
    }
    return run(arguments);
}
