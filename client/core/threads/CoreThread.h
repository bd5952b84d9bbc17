// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/threads/Gate.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <memory>

namespace wenyi::core {

/// A thread with an event loop that owns the store, the keys and the services; others hand it work.
class CoreThread final : public Gate
{
public:
    CoreThread();
    /// Finishes the work that was handed in, then ends the thread.
    ~CoreThread() override;
    CoreThread(const CoreThread &) = delete;
    CoreThread &operator=(const CoreThread &) = delete;

    /// Runs the work there; the future gets what it returns. Nothing is to be attached to the future itself: windows go
    /// on through ui::Answer.
    template<typename Work>
    QFuture<std::invoke_result_t<Work>> start(Work work)
    {
        using Answer = std::invoke_result_t<Work>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        post([promise, work = std::move(work)]() mutable {
            promise->addResult(work());
            promise->finish();
        });
        return promise->future();
    }

    /// Runs the work there and waits; called on the thread itself it just runs.
    void run(const std::function<void()> &work) override;

    /// An object that lives on the thread, for connections and timers.
    QObject *context() const { return m_context; }

private:
    void post(std::function<void()> work);

    QThread m_thread;
    QObject *m_context; ///< Deleted on the thread when it ends.
};

} // namespace wenyi::core
