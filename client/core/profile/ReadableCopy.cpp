// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/ReadableCopy.h"

#include "shared/base/Limits.h"

#include <algorithm>

namespace wenyi::core {

namespace {

constexpr qint64 Sector = 4'096;

/// Whole, or nothing where any of it cannot be read.
QByteArray readAt(QIODevice &from, qint64 at, qint64 length)
{
    QByteArray bytes;
    while (bytes.size() < length) {
        const QByteArray more = from.seek(at + bytes.size()) ? from.read(length - bytes.size()) : QByteArray();
        if (more.isEmpty())
            return {};
        bytes += more;
    }
    return bytes;
}

} // namespace

Result<qint64> copyReadable(QIODevice &from, QIODevice &to)
{
    const qint64 size = from.size();
    qint64 lost = 0;
    qint64 step = limits::MiB;
    for (qint64 at = 0; at < size;) {
        const qint64 length = std::min(step, size - at);
        QByteArray bytes = readAt(from, at, length);
        if (bytes.isEmpty() && step > Sector) {
            step = Sector; // Round that what cannot be read, and nothing more.
            continue;
        }
        if (bytes.isEmpty()) {
            bytes.fill('\0', length);
            lost += length;
        }
        if (to.write(bytes) != length)
            return Error{ErrorCode::StorageFailure, "file.write", to.errorString()};
        at += length;
        if (at % limits::MiB == 0)
            step = limits::MiB;
    }
    return lost;
}

} // namespace wenyi::core
