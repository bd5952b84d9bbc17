// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <type_traits>

namespace wenyi::ui {

/// What work elsewhere will give a window. Unlike that of QFuture, whose continuation must not outlive its context (Qt
/// 6.4 asserts it on the other thread), one that is given here is dropped when its context goes first: a window may be
/// closed while something is loading for it.
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

    /// Goes on with the result in a pool.
    template<typename Continue>
    auto then(QThreadPool *pool, Continue on)
    {
        return Answer<std::invoke_result_t<Continue, T>>(QFuture<T>::then(pool, std::move(on)));
    }
};

} // namespace wenyi::ui
