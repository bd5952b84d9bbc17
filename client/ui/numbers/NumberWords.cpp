// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/numbers/NumberWords.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString numberWords(const char *text)
{
    return QCoreApplication::translate("Numbers", text);
}

} // namespace

QString seriesWords(const core::DrawnSeries &drawn)
{
    static const QHash<QString, const char *> names{{u"documents"_s, QT_TRANSLATE_NOOP("Numbers", "document numbers")},
        {u"orders"_s, QT_TRANSLATE_NOOP("Numbers", "orders")}, {u"minutes"_s, QT_TRANSLATE_NOOP("Numbers", "minutes")},
        {u"register"_s, QT_TRANSLATE_NOOP("Numbers", "register numbers")}};
    const auto name = names.constFind(drawn.key.series); // A module of somebody's own has names of its own.
    return numberWords(QT_TRANSLATE_NOOP("Numbers", "%1 · %2"))
        .arg(drawn.moduleName.isEmpty() ? drawn.module : drawn.moduleName,
            name == names.constEnd() ? drawn.key.series : numberWords(*name));
}

QString periodWords(const modules::SeriesKey &key)
{
    return key.term > 0 ? numberWords(QT_TRANSLATE_NOOP("Numbers", "term %1")).arg(key.term)
                        : numberWords(QT_TRANSLATE_NOOP("Numbers", "year %1")).arg(key.year);
}

QString rangeWords(const core::DrawnSeries &drawn, modules::NumberRange range)
{
    if (range.first == range.last)
        return drawn.written(range.first);
    return numberWords(QT_TRANSLATE_NOOP("Numbers", "%1 to %2"))
        .arg(drawn.written(range.first), drawn.written(range.last));
}

QString seriesStateWords(const core::DrawnSeries &drawn, const DesktopId &desktop)
{
    const modules::NumberSeries &series = drawn.view.series;
    if (series.owner().isEmpty())
        return numberWords(QT_TRANSLATE_NOOP("Numbers", "○ not begun"));
    if (!drawn.view.isConfirmed)
        return numberWords(QT_TRANSLATE_NOOP("Numbers", "▲ waits to be synchronised"));
    const auto next = series.next(desktop);
    if (!next && next.error().reason == "series.used-up")
        return numberWords(QT_TRANSLATE_NOOP("Numbers", "■ used up"));
    if (!next)
        return numberWords(QT_TRANSLATE_NOOP("Numbers", "▲ drawn at another desktop"));
    return series.owner() == desktop ? numberWords(QT_TRANSLATE_NOOP("Numbers", "✔ drawn here"))
                                     : numberWords(QT_TRANSLATE_NOOP("Numbers", "✔ a block is drawn here"));
}

QString desktopWords(const DesktopId &desktop, const DesktopId &own)
{
    return desktop == own ? numberWords(QT_TRANSLATE_NOOP("Numbers", "this desktop")) : desktop.toString();
}

} // namespace wenyi::ui
