// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

/// What the software drivers of the tests share. A driver's folder is $HOME/soft-token: its keys, and the file `orders`
/// in which a test says what goes wrong: "hang SKF_ECCSignData", one a line, read at every call.
namespace wenyi::tests::soft {

inline std::string path(const std::string &name)
{
    const char *home = std::getenv("HOME");
    return std::string(home ? home : "/nonexistent") + "/soft-token/" + name;
}

inline std::string read(const std::string &name)
{
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const std::string &name, const std::string &content)
{
    std::ofstream(path(name), std::ios::binary) << content;
}

inline bool isOrdered(const std::string &verb, const std::string &function)
{
    std::ifstream orders(path("orders"));
    for (std::string line; std::getline(orders, line);) {
        if (line == verb + ' ' + function)
            return true;
    }
    return false;
}

/// What every function does first; comes back unless it was told not to.
inline void obey(const std::string &function)
{
    if (isOrdered("hang", function))
        for (;;)
            pause();
    if (isOrdered("crash", function))
        std::raise(SIGSEGV);
    if (isOrdered("exit", function))
        std::exit(0);
    if (isOrdered("flood", function))
        while (::write(3, "rubbish", 7) == 7) {
        }
}

/// Leaves what the process that loaded the driver knows, for tests that look for what it must not know.
struct Traces
{
    Traces()
    {
        obey("load");
        for (const char *name : {"environ", "cmdline", "limits", "status"}) {
            std::ifstream file(std::string("/proc/self/") + name, std::ios::binary);
            write(std::string("trace-") + name, {std::istreambuf_iterator<char>(file), {}});
        }
        std::string open;
        std::error_code failed;
        for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd", failed))
            open += std::filesystem::read_symlink(entry, failed).string() + '\n';
        write("trace-open", open);
    }
};

} // namespace wenyi::tests::soft
