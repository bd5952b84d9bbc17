// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/Figures.h"

#include <QJsonArray>
#include <QThread>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;

namespace wenyi::cli {

void Series::addAll(const QJsonValue &values)
{
    for (const auto &value : values.toArray())
        add(value.toDouble());
}

double Series::median() const
{
    if (m_values.isEmpty())
        return 0;
    QList<double> sorted = m_values;
    std::sort(sorted.begin(), sorted.end());
    const qsizetype middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.at(middle) : (sorted.at(middle - 1) + sorted.at(middle)) / 2;
}

double Series::least() const
{
    return m_values.isEmpty() ? 0 : *std::min_element(m_values.begin(), m_values.end());
}

double Series::most() const
{
    return m_values.isEmpty() ? 0 : *std::max_element(m_values.begin(), m_values.end());
}

QJsonObject Series::toJson() const
{
    return {{u"median"_s, median()}, {u"least"_s, least()}, {u"most"_s, most()},
        {u"rounds"_s, static_cast<qint64>(m_values.size())}};
}

QString Series::words(const QString &unit) const
{
    const int digits = most() >= 1000 ? 0 : 1;
    return u"median %1 %2 (%3 to %4)"_s.arg(QString::number(median(), 'f', digits), unit,
        QString::number(least(), 'f', digits), QString::number(most(), 'f', digits));
}

double percentile(QList<double> values, int percent)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(std::min<qsizetype>(values.size() * percent / 100, values.size() - 1));
}

QJsonObject circumstances()
{
    return {{u"build"_s, QStringLiteral(WENYI_BUILD_TYPE)}, {u"cores"_s, QThread::idealThreadCount()}};
}

double peakMegabytes()
{
#ifdef Q_OS_UNIX
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        return static_cast<double>(usage.ru_maxrss) / 1024; // Linux counts in kB.
#endif
    return 0;
}

} // namespace wenyi::cli
