// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderProcess.h"

#include <QFuture>
#include <QImage>
#include <QPromise>
#include <QThread>

namespace wenyi::core {

/// The helper's pixels as an image, without copying them.
QImage imageOf(const render::Picture &picture);

/// While it stands, Qt's pool may run another thread: one that waits for a slow helper is none that paints. Only some
/// do so at a time, so that pages which are scrolled past do not heap up threads.
class PoolLeave
{
public:
    PoolLeave();
    ~PoolLeave();
    PoolLeave(const PoolLeave &) = delete;
    PoolLeave &operator=(const PoolLeave &) = delete;

private:
    bool m_isOutermost; ///< Of those that stand on this thread.
    bool m_isGranted;
};

/// Waits for a helper's answer, on a thread that may wait. Cancelled "render.cancelled" where none comes any more.
template<typename Body>
Result<Body> waitFor(QFuture<Result<Body>> future)
{
    future.waitForFinished();
    if (future.resultCount() == 0)
        return Error{ErrorCode::Cancelled, "render.cancelled", {}};
    return future.takeResult();
}

/// One foreign file's helper on a thread of its own, asked from any thread. Large pictures are so read away from the
/// window's thread. Cancelling a future drops the question if it was not put yet; those that wait when this goes are
/// cancelled.
class RenderThread
{
public:
    explicit RenderThread(RenderProcess::Settings settings = {});
    /// Kills the helper.
    ~RenderThread();
    RenderThread(const RenderThread &) = delete;
    RenderThread &operator=(const RenderThread &) = delete;

    /// As RenderProcess::prepare().
    void prepare() const;

    /// As RenderProcess::open().
    QFuture<Result<render::Opened>> open(const QByteArray &content) const;

    /// As RenderProcess::ask(). `make` turns the answer into what is wanted, on the helper's thread.
    template<typename Wanted, typename Body>
    QFuture<Result<Wanted>> ask(
        const render::RequestBody &question, RenderProcess::Turn turn, std::function<Wanted(const Body &)> make) const
    {
        const auto promise = started<Wanted>();
        const RenderProcess::Answered<Body> answered = [promise, make](const Result<Body> &answer) {
            promise->addResult(answer ? Result<Wanted>(make(*answer)) : Result<Wanted>(answer.error()));
            promise->finish();
        };
        const RenderProcess::Wish wish{turn, [promise] { return !promise->isCanceled(); }};
        QMetaObject::invokeMethod(
            m_process,
            [process = m_process, question, answered, wish] { process->ask<Body>(question, answered, wish); },
            Qt::QueuedConnection);
        return promise->future();
    }

    template<typename Body>
    QFuture<Result<Body>> ask(const render::RequestBody &question) const
    {
        return ask<Body, Body>(question, RenderProcess::Turn::Next, [](const Body &body) { return body; });
    }

private:
    template<typename Body>
    using Promise = std::shared_ptr<QPromise<Result<Body>>>;

    template<typename Body>
    static Promise<Body> started()
    {
        auto promise = std::make_shared<QPromise<Result<Body>>>();
        promise->start();
        return promise;
    }

    QThread m_thread;
    RenderProcess *m_process; ///< Lives on the thread and ends with it.
};

} // namespace wenyi::core
