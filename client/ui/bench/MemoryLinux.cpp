// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/bench/Memory.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The number of a line "NAME:   123 kB"; 0 where there is none.
qint64 kilobytesOf(const QString &path, const QByteArray &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = file.readAll();
    for (const QByteArray &line : all.split('\n')) {
        if (line.startsWith(name + ':'))
            return line.sliced(name.size() + 1).simplified().split(' ').constFirst().toLongLong();
    }
    return 0;
}

} // namespace

QJsonObject memoryHeld()
{
    return {{u"residentKb"_s, kilobytesOf(u"/proc/self/status"_s, "VmRSS")},
        {u"peakKb"_s, kilobytesOf(u"/proc/self/status"_s, "VmHWM")},
        {u"proportionalKb"_s, kilobytesOf(u"/proc/self/smaps_rollup"_s, "Pss")}};
}

} // namespace wenyi::ui
