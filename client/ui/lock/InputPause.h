// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

#include <QObject>

namespace wenyi::ui {

/// For how long nobody has typed, pointed or written anything in any window of the program.
class InputPause final : public QObject
{
    Q_OBJECT

public:
    explicit InputPause(const Clock &clock, QObject *parent = nullptr);

    /// Counts from now on.
    void restart();
    /// A clock that is turned back makes the pause begin anew; one that leaps ahead (a machine that slept) counts.
    std::chrono::milliseconds length();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Clock &m_clock;
    Instant m_last;
};

} // namespace wenyi::ui
