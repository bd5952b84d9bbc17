// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/kit/PowerCut.h"

#include <QList>
#include <QString>

namespace wenyi::faults {

/// A moment at which the power fails, and by what chance the disk keeps what was not synced.
struct CutPoint
{
    qsizetype calls = 0;
    quint32 seed = 0;
    int sector = 512;
    QString toString() const;
};

/// Which moments of a record are tried: half of them right before or behind a sync, the others anywhere. How many is
/// told by WENYI_FAULT_CUTS, by which chance by WENYI_FAULT_SEED (told in the log), and both sectors take turns.
class CutPoints
{
public:
    CutPoints(const PowerCut &record, int usual);
    const QList<CutPoint> &all() const { return m_all; }

private:
    QList<CutPoint> m_all;
};

/// A folder with all that is in it. Ends the test's program where that fails.
void copyFolder(const QString &from, const QString &to);

} // namespace wenyi::faults
