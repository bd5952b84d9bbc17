// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>

namespace wenyi::ui {

/// What work elsewhere will give a window. QFuture's own continuations are not used: they must not outlive their context
/// (Qt 6.4 asserts it on the other thread), and one that is attached in the moment in which the work ends runs twice, the
/// second time without a promise. Here one is dropped when its context goes first: a window may be closed while something
/// is loading for it.
template<typename T>
class Answer : public QFuture<T>
{
public:
    Answer(QFuture<T> future)
        : QFuture<T>(std::move(future))
    {
    }

    /// Calls on with the result, on the context's thread, which is the present one.
    template<typename Continue>
    void then(QObject *context, Continue on)
    {
        auto *watcher = new QFutureWatcher<T>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, on]() mutable {
            watcher->deleteLater();
            if (!watcher->isCanceled())
                on(watcher->result());
        });
        watcher->setFuture(*this);
    }

    /// Goes on with the result in a pool; asked by a thread with an event loop. Nothing comes of what is cancelled.
    template<typename Continue>
    auto then(QThreadPool *pool, Continue on)
    {
        using Next = std::invoke_result_t<Continue, T>;
        // The last that holds it ends it: one that was never fulfilled is cancelled then.
        const auto promise = std::make_shared<QPromise<Next>>();
        promise->start();
        auto *watcher = new QFutureWatcher<T>;
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, pool, promise, on] {
            watcher->deleteLater();
            if (watcher->isCanceled())
                return;
            pool->start([promise, on, result = watcher->result()]() mutable {
                promise->addResult(on(result));
                promise->finish();
            });
        });
        watcher->setFuture(*this);
        return Answer<Next>(promise->future());
    }
};

} // namespace wenyi::ui
