// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>

namespace wenyi::ui {

/// 长任务: tells a window how far work on another thread is, and lets a person stop it; one piece of work at a time.
class LongWork final : public QObject
{
    Q_OBJECT

public:
    static constexpr int Whole = 1000; ///< progressed() counts up to this.

    explicit LongWork(QObject *parent = nullptr);
    /// Stops work that is still going on: nobody would see how it ends.
    ~LongWork() override;

    /// To be handed to the work, which calls it on its own thread.
    Progress begin();
    /// The work stops at its next step.
    void cancel();

Q_SIGNALS:
    void progressed(int done);

private:
    QFutureWatcher<void> m_watcher;
};

} // namespace wenyi::ui
