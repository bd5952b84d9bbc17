// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/kit/CallRecord.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wenyi::faults {

/// A call of a program as the recorder wrote it down.
struct RecordedCall
{
    CallRecord head;
    QByteArray path; ///< Below the folder, beginning with a slash.
    QByteArray bytes;
    qint64 end; ///< In the journal.
};

/// What a program did (FaultSwitch::recordInto()) to the files of a folder, in order; without the call that it was
/// killed in.
QList<RecordedCall> readCalls(const QString &folder, const QString &journal);

/// All of a file. Ends the test's program where it cannot be read.
QByteArray contentOf(const QString &path);

} // namespace wenyi::faults
