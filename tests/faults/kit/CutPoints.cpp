// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/CutPoints.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QtGlobal>

using namespace Qt::StringLiterals;

namespace wenyi::faults {

namespace {

int setting(const char *name, int usual)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : usual;
}

} // namespace

QString CutPoint::toString() const
{
    return u"power cut after call %1, seed %2, sectors of %3:"_s.arg(calls).arg(seed).arg(sector);
}

CutPoints::CutPoints(const PowerCut &record, int usual)
{
    const int cuts = setting("WENYI_FAULT_CUTS", usual);
    const int seed = setting("WENYI_FAULT_SEED", 20'261'130);
    qInfo("WENYI_FAULT_SEED=%d WENYI_FAULT_CUTS=%d: %lld calls, %lld of them syncs", seed, cuts,
        static_cast<long long>(record.calls()), static_cast<long long>(record.syncs().size()));
    QRandomGenerator chance(static_cast<quint32>(seed));
    const QList<qsizetype> syncs = record.syncs();
    for (int i = 0; i < cuts; ++i) {
        CutPoint point;
        if (i % 2 == 0 && !syncs.isEmpty())
            point.calls = syncs[chance.bounded(static_cast<int>(syncs.size()))] + chance.bounded(2);
        else
            point.calls = chance.bounded(static_cast<int>(record.calls()) + 1);
        point.seed = chance.generate();
        point.sector = chance.bounded(2) == 0 ? 512 : 4096;
        m_all.append(point);
    }
}

void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    QDirIterator below(
        from, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QString path = below.next();
        const QString copy = to + path.mid(from.size());
        if (below.fileInfo().isDir() ? !QDir().mkpath(copy)
                                     : !QDir().mkpath(QFileInfo(copy).path()) || !QFile::copy(path, copy))
            qFatal("%s cannot be copied", qPrintable(path));
    }
}

} // namespace wenyi::faults
