// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <type_traits>

namespace wenyi::core {

/// Lets work reach something that another thread owns; `run` returns when the work is done.
///
/// The synchroniser asks for every read and write of the store through a gate, so that one thread owns the store while
/// another waits for the network. In tests and on the command line both are one thread and the gate is direct.
class Gate
{
public:
    virtual ~Gate() = default;
    virtual void run(const std::function<void()> &work) = 0;

    /// What the work returns.
    template<typename Work>
    auto ask(Work &&work) -> std::invoke_result_t<Work>
    {
        std::optional<std::invoke_result_t<Work>> answer;
        run([&] { answer.emplace(work()); });
        return std::move(*answer);
    }
};

/// Owner and caller are one thread.
class DirectGate final : public Gate
{
public:
    void run(const std::function<void()> &work) override { work(); }
};

} // namespace wenyi::core
