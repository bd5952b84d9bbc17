// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <ctime>

namespace wenyi::cli {

/// What the rounds of one measurement gave.
class Series
{
public:
    void add(double value) { m_values.append(value); }
    /// Each of a JSON array.
    void addAll(const QJsonValue &values);
    bool isEmpty() const { return m_values.isEmpty(); }
    /// 0 where nothing was measured.
    double median() const;
    double least() const;
    double most() const;
    /// {"median", "least", "most", "rounds"}.
    QJsonObject toJson() const;
    /// "median 12.3 ms (11.0 to 14.9)".
    QString words(const QString &unit) const;

private:
    QList<double> m_values;
};

/// Milliseconds since it was made, to the microsecond.
class Stopwatch
{
public:
    Stopwatch() { m_timer.start(); }
    double milliseconds() const { return static_cast<double>(m_timer.nsecsElapsed()) / 1e6; }
    /// Of this process on a processor: what the work would take on a machine that does nothing else, but for the disk.
    double processorMilliseconds() const
    {
        return static_cast<double>(std::clock() - m_processor) * 1000 / CLOCKS_PER_SEC;
    }

private:
    QElapsedTimer m_timer;
    std::clock_t m_processor = std::clock();
};

/// The value below which so many of a hundred lie; 0 of none.
double percentile(QList<double> values, int percent);

/// What figures depend on besides the code: how it was built, and how many cores there are.
QJsonObject circumstances();

/// The most memory that this process ever held, in MB; 0 where the system does not tell.
double peakMegabytes();

} // namespace wenyi::cli
