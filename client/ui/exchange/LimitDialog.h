// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Tempo.h"

#include <QDialog>

class QCheckBox;
class QSpinBox;
class QTimeEdit;

namespace wenyi::ui {

/// 限速: how fast content may go each way, all day or between two hours.
class LimitDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit LimitDialog(const core::BandwidthLimit &limit, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const wenyi::core::BandwidthLimit &limit);

private:
    QSpinBox *addSpeed(quint32 limit, const QString &name);
    void choose();

    QSpinBox *m_up;
    QSpinBox *m_down;
    QCheckBox *m_hours;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
};

} // namespace wenyi::ui
