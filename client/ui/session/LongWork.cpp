// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/session/LongWork.h"

#include <algorithm>

namespace wenyi::ui {

LongWork::LongWork(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcher<void>::progressValueChanged, this, &LongWork::progressed);
}

LongWork::~LongWork()
{
    cancel();
}

Progress LongWork::begin()
{
    // Only its progress and its being cancelled are used: both may be set and asked on any thread.
    auto channel = std::make_shared<QPromise<void>>();
    channel->setProgressRange(0, Whole);
    channel->start();
    m_watcher.setFuture(channel->future());
    return [channel](qint64 done, qint64 total) {
        channel->setProgressValue(total > 0 ? static_cast<int>(std::min(done, total) * Whole / total) : Whole);
        return channel->isCanceled() ? Continuation::Cancel : Continuation::GoOn;
    };
}

void LongWork::cancel()
{
    m_watcher.cancel();
}

} // namespace wenyi::ui
