// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QDateTimeEdit;
class QLabel;

namespace wenyi::ui {

/// 定时发送: at once, or not before a moment of the coming year; the moment is said in words too.
class SendingTime final : public QWidget
{
    Q_OBJECT

public:
    /// The clock outlives it.
    explicit SendingTime(const Clock &clock, QWidget *parent = nullptr);

    /// Nothing where it goes at once.
    std::optional<Instant> moment() const;

private:
    /// Offers the hours of the coming year from now on.
    void offer();
    void look();

    const Clock &m_clock;
    QCheckBox *m_later;
    QDateTimeEdit *m_at;
    QLabel *m_words;
};

} // namespace wenyi::ui
