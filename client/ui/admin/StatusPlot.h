// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ServerReport.h"

#include <QtCharts/QChartView>

class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace wenyi::ui {

/// 曲线: what a server's samples say over time, in the colours of the window. Lines differ by their stroke too, and the
/// newest values are told to screen readers.
class StatusPlot final : public QChartView
{
    Q_OBJECT

public:
    /// One line: what it is called, and its value of a sample.
    struct Line
    {
        QString name;
        double (*value)(const protocol::StatusSample &);
    };

    StatusPlot(const QString &title, const QList<Line> &lines, QWidget *parent = nullptr);

    /// The oldest first.
    void setSamples(const QList<protocol::StatusSample> &samples);
    /// How many points each line has.
    qsizetype pointCount() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void addLine(const Line &line);
    /// Takes the window's colours.
    void paintByPalette();
    void tell(const Line &line, const QPointF &point);

    QString m_title;
    QList<Line> m_lines;
    QList<QLineSeries *> m_series; ///< As m_lines.
    QDateTimeAxis *m_time;
    QValueAxis *m_values;
};

} // namespace wenyi::ui
