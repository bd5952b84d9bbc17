// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/CallJournal.h"

#include <QFile>

#include <cstring>

namespace wenyi::faults {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

QList<RecordedCall> readCalls(const QString &folder, const QString &journal)
{
    const QByteArray all = contentOf(journal);
    const QByteArray root = QFile::encodeName(folder);
    const auto below = [&root](const QByteArray &path) { return path.startsWith(root) ? path.mid(root.size()) : path; };
    constexpr auto HeadSize = static_cast<qsizetype>(sizeof(CallRecord));
    QList<RecordedCall> calls;
    for (qsizetype at = 0; all.size() - at >= HeadSize;) {
        RecordedCall call{};
        std::memcpy(&call.head, all.constData() + at, sizeof(CallRecord));
        const auto pathLength = static_cast<qsizetype>(call.head.pathLength);
        const auto size = static_cast<qsizetype>(call.head.size);
        if (all.size() - at - HeadSize < pathLength + size)
            break; // The program was killed while it wrote this down.
        call.path = below(all.mid(at + HeadSize, pathLength));
        call.bytes = all.mid(at + HeadSize + pathLength, size);
        if (call.head.kind == CallRecord::Rename)
            call.bytes = below(call.bytes);
        at += HeadSize + pathLength + size;
        call.end = at;
        calls.append(call);
    }
    return calls;
}

} // namespace wenyi::faults
