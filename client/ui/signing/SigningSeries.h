// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordList.h"
#include "shared/base/SecretBytes.h"

#include <QTimer>

namespace wenyi::ui {

/// 连续签批: records that a person decides one after the other, each opened by itself; the PIN that held for one holds
/// for the next, until the series ends or for ten minutes.
class SigningSeries final
{
public:
    static constexpr std::chrono::minutes PinLasts{10};

    /// Not empty; the first is where it begins.
    explicit SigningSeries(QList<core::RecordRow> rows);

    const core::RecordRow &current() const { return m_rows.at(m_at); }
    /// How many come behind the present one.
    qsizetype left() const { return m_rows.size() - m_at - 1; }
    /// To the next one; there is one.
    void goOn() { ++m_at; }

    void keepPin(const SecretBytes &pin);
    void forgetPin();
    bool hasPin() const { return !m_pin.isEmpty(); }
    SecretBytes pin() const { return m_pin.clone(); }

private:
    QList<core::RecordRow> m_rows;
    qsizetype m_at = 0;
    SecretBytes m_pin;
    QTimer m_forget;
};

} // namespace wenyi::ui
