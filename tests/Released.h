// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QFile>
#include <QMap>

namespace wenyi::tests {

/// What was written down once and is never edited: the octets of a file of tests/shared/protocol/released by the names
/// of its lines. Nothing where the file is not as it should be.
inline QMap<QByteArray, QByteArray> released(const QString &name)
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/tests/shared/protocol/released/") + name);
    QMap<QByteArray, QByteArray> octets;
    if (!file.open(QIODevice::ReadOnly))
        return octets;
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith('#'))
            continue;
        const QByteArrayList words = line.split(' ');
        if (words.size() != 2 || octets.contains(words[0]))
            return {};
        octets.insert(words[0], QByteArray::fromHex(words[1]));
    }
    return octets;
}

} // namespace wenyi::tests
