// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/BareCff.h"

#include <QList>
#include <QtEndian>

#include <optional>
#include <utility>

namespace wenyi::layout {

namespace {

constexpr quint16 UnitsPerEm = 1000; // Of nearly every such font.

template<typename T>
void append(QByteArray &bytes, T number)
{
    number = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
}

/// An INDEX of the format: where its data begin and which of them is which.
struct Index
{
    qsizetype count = 0;
    qsizetype end = 0; ///< One past the whole.
    qsizetype first = 0, firstEnd = 0;
};

std::optional<quint32> numberAt(const QByteArray &bytes, qsizetype at, int size)
{
    if (at < 0 || at > bytes.size() - size)
        return std::nullopt;
    quint32 number = 0;
    for (int i = 0; i < size; ++i)
        number = number << 8 | static_cast<uchar>(bytes[at + i]);
    return number;
}

std::optional<Index> indexAt(const QByteArray &bytes, qsizetype at)
{
    const auto count = numberAt(bytes, at, 2);
    if (!count)
        return std::nullopt;
    if (*count == 0)
        return Index{0, at + 2, 0, 0};
    const int offsetSize = static_cast<int>(numberAt(bytes, at + 2, 1).value_or(0));
    if (offsetSize < 1 || offsetSize > 4)
        return std::nullopt;
    const qsizetype base = at + 2 + static_cast<qsizetype>(*count + 1) * offsetSize;
    const auto first = numberAt(bytes, at + 3, offsetSize);
    const auto second = numberAt(bytes, at + 3 + offsetSize, offsetSize);
    const auto last = numberAt(bytes, at + 3 + static_cast<qsizetype>(*count) * offsetSize, offsetSize);
    if (!first || !second || !last || *first < 1 || *second < *first || base + *last > bytes.size())
        return std::nullopt;
    return Index{static_cast<qsizetype>(*count), base + *last, base + *first, base + *second};
}

/// The operand of CharStrings (17) in a Top DICT.
std::optional<qsizetype> charStringsAt(const QByteArray &bytes, qsizetype at, qsizetype end)
{
    constexpr uchar CharStrings = 17;
    qint64 operand = -1;
    while (at < end && at < bytes.size()) {
        const auto byte = static_cast<uchar>(bytes[at++]);
        if (byte == CharStrings)
            return operand;
        if (byte == 28 || byte == 29) {
            const int size = byte == 28 ? 2 : 4;
            operand = numberAt(bytes, at, size).value_or(0);
            at += size;
        } else if (byte == 30) {
            while (at < end && at < bytes.size() && (static_cast<uchar>(bytes[at]) & 0xf) != 0xf
                   && (static_cast<uchar>(bytes[at]) >> 4) != 0xf)
                ++at;
            ++at;
        } else if (byte >= 247 && byte <= 254) {
            const qint64 low = numberAt(bytes, at++, 1).value_or(0);
            operand = byte <= 250 ? (byte - 247) * 256 + low + 108 : -(byte - 251) * 256 - low - 108;
        } else if (byte >= 32) {
            operand = byte - 139;
        } else if (byte == 12) {
            ++at;
        }
    }
    return std::nullopt;
}

QByteArray headTable()
{
    QByteArray table;
    append(table, quint32(0x00010000));
    append(table, quint32(0x00010000));
    append(table, quint32(0));
    append(table, quint32(0x5F0F3CF5));
    append(table, quint16(3));
    append(table, UnitsPerEm);
    table.append(16, '\0'); // When it was made.
    for (const qint16 edge : std::initializer_list<qint16>{0, -300, 1000, 1000})
        append(table, edge);
    append(table, quint16(0));
    append(table, quint16(3));
    append(table, qint16(2));
    append(table, quint32(0));
    return table;
}

QByteArray hheaTable()
{
    QByteArray table;
    append(table, quint32(0x00010000));
    for (const qint16 height : std::initializer_list<qint16>{880, -120, 0})
        append(table, height);
    append(table, UnitsPerEm);
    table.append(22, '\0');
    append(table, quint16(1)); // One advance for all.
    return table;
}

} // namespace

bool isBareCff(const QByteArray &bytes)
{
    return bytes.size() > 4 && bytes[0] == 1 && bytes[1] == 0 && bytes[2] >= 4 && bytes[3] >= 1 && bytes[3] <= 4;
}

QByteArray openTypeFromCff(const QByteArray &cff)
{
    const auto names = indexAt(cff, static_cast<uchar>(cff[2]));
    const auto top = names ? indexAt(cff, names->end) : std::nullopt;
    const auto place = top ? charStringsAt(cff, top->first, top->firstEnd) : std::nullopt;
    const auto glyphs = place ? indexAt(cff, *place) : std::nullopt;
    if (!glyphs || glyphs->count == 0)
        return {};
    QByteArray maxp;
    append(maxp, quint32(0x00005000));
    append(maxp, static_cast<quint16>(glyphs->count));
    QByteArray hmtx;
    append(hmtx, UnitsPerEm);
    hmtx.append(glyphs->count * 2, '\0');
    const QList<std::pair<QByteArray, QByteArray>> tables{
        {"CFF ", cff}, {"head", headTable()}, {"hhea", hheaTable()}, {"hmtx", hmtx}, {"maxp", maxp}};
    QByteArray directory("OTTO");
    for (const quint16 number :
        std::initializer_list<quint16>{5, 64, 2, 16}) // So many tables, and the hints for searching among them.
        append(directory, number);
    QByteArray data;
    const qsizetype start = 12 + tables.size() * 16;
    for (const auto &[tag, table] : tables) {
        directory += tag;
        append(directory, quint32(0)); // Nobody looks at the check sum of a table.
        append(directory, static_cast<quint32>(start + data.size()));
        append(directory, static_cast<quint32>(table.size()));
        data += table;
        data.append((4 - data.size() % 4) % 4, '\0');
    }
    return directory + data;
}

} // namespace wenyi::layout
