// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/StatusPlot.h"

#include <QCursor>
#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QToolTip>
#include <QtCharts/QChart>
#include <QtCharts/QDateTimeAxis>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr qreal LineWidth = 2;
/// Beneath this contrast of grounds the window is a dark one.
constexpr int DarkBelow = 128;
/// Of each line on a light and on a dark ground: at least 4.5 to 1 on either.
constexpr std::array<QRgb, 2> OnLight{0xff1d5fa8, 0xffa8430a};
constexpr std::array<QRgb, 2> OnDark{0xff7db7f2, 0xfff2a66b};
constexpr std::array<Qt::PenStyle, 2> Strokes{Qt::SolidLine, Qt::DashLine};

QString pointWords(double value)
{
    return QLocale().toString(value, 'f', value == static_cast<double>(qRound64(value)) ? 0 : 1);
}

} // namespace

StatusPlot::StatusPlot(const QString &title, const QList<Line> &lines, QWidget *parent)
    : QChartView(parent)
    , m_title(title)
    , m_lines(lines)
    , m_time(new QDateTimeAxis(this))
    , m_values(new QValueAxis(this))
{
    setAccessibleName(title);
    setRenderHint(QPainter::Antialiasing);
    setMinimumHeight(12 * fontMetrics().height());
    chart()->setTitle(title);
    chart()->setMargins({});
    chart()->legend()->setAlignment(Qt::AlignBottom);
    m_time->setFormat(u"HH:mm"_s);
    m_values->setLabelFormat(u"%.0f"_s);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_values, Qt::AlignLeft);
    for (const Line &line : m_lines)
        addLine(line);
    paintByPalette();
    setSamples({});
}

void StatusPlot::addLine(const Line &line)
{
    auto *series = new QLineSeries(this);
    series->setName(line.name);
    chart()->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_values);
    m_series.append(series);
    connect(series, &QLineSeries::hovered, this, [this, line](const QPointF &point, bool isOver) {
        if (isOver)
            tell(line, point);
        else
            QToolTip::hideText();
    });
}

void StatusPlot::tell(const Line &line, const QPointF &point)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(point.x()));
    QToolTip::showText(QCursor::pos(),
        tr("%1, %2: %3").arg(at.toString(u"HH:mm"_s), line.name, pointWords(point.y())).toHtmlEscaped(), this);
}

void StatusPlot::setSamples(const QList<protocol::StatusSample> &samples)
{
    double largest = 0;
    QStringList newest;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        QList<QPointF> points;
        points.reserve(samples.size());
        for (const protocol::StatusSample &sample : samples) {
            const double value = m_lines[i].value(sample);
            largest = std::max(largest, value);
            points.append({static_cast<double>(toMilliseconds(sample.at)), value});
        }
        m_series[i]->replace(points);
        if (!points.isEmpty())
            newest.append(tr("%1: %2").arg(m_lines[i].name, pointWords(points.constLast().y())));
    }
    m_values->setRange(0, std::max(largest, 1.0));
    m_values->applyNiceNumbers();
    const bool isLine = samples.size() > 1; // One point is none.
    m_time->setVisible(isLine);
    m_values->setVisible(isLine);
    chart()->legend()->setVisible(isLine);
    if (isLine)
        m_time->setRange(
            toDateTime(samples.constFirst().at).toLocalTime(), toDateTime(samples.constLast().at).toLocalTime());
    chart()->setTitle(isLine ? m_title : tr("%1 (the server takes a sample each minute)").arg(m_title));
    setAccessibleDescription(newest.join(tr("; ")));
}

qsizetype StatusPlot::pointCount() const
{
    return m_series.isEmpty() ? 0 : m_series.constFirst()->count();
}

void StatusPlot::paintByPalette()
{
    const QColor ground = palette().color(QPalette::Base);
    const QColor words = palette().color(QPalette::Text);
    const auto &colours = ground.lightness() < DarkBelow ? OnDark : OnLight;
    chart()->setBackgroundBrush(ground);
    chart()->setTitleBrush(words);
    chart()->setTitleFont(font());
    chart()->legend()->setLabelColor(words);
    chart()->legend()->setFont(font());
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_values)}) {
        axis->setLabelsColor(words);
        axis->setLabelsFont(font());
        axis->setLinePenColor(words);
        axis->setGridLineColor(palette().color(QPalette::Mid));
    }
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const auto which = static_cast<std::size_t>(i) % colours.size();
        m_series[i]->setPen(QPen(QColor(colours[which]), LineWidth, Strokes[which]));
    }
}

void StatusPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        paintByPalette();
}

} // namespace wenyi::ui
