// SPDX-License-Identifier: GPL-3.0-or-later
#include "ZipBuilder.h"

#include <QtEndian>

namespace {

void append16(QByteArray &to, quint16 value)
{
    value = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&value), 2);
}

void append32(QByteArray &to, quint32 value)
{
    value = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&value), 4);
}

void appendSizes(QByteArray &to, quint32 checksum, quint32 packed, quint32 size)
{
    append32(to, checksum);
    append32(to, packed);
    append32(to, size);
}

} // namespace

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

QByteArray deflated(const QByteArray &bytes)
{
    // qCompress: four bytes of length, then zlib's two-byte head, and Adler-32 behind.
    const QByteArray packed = qCompress(bytes, 9);
    return packed.mid(6, packed.size() - 10);
}

QByteArray buildZip(const QList<ZipPart> &parts, const ZipFrame &frame)
{
    QByteArray zip;
    QByteArray directory;
    quint16 count = 0;
    for (const ZipPart &part : parts) {
        zip += part.gapBefore;
        const auto offset = static_cast<quint32>(zip.size());
        const auto packed = static_cast<quint32>(part.bytes.size());
        const quint32 size = part.size.value_or(packed);
        const quint32 checksum = part.checksum.value_or(crc32(part.bytes));
        const auto flags = static_cast<quint16>(part.flags | (part.withDescriptor ? 8 : 0));
        append32(zip, 0x04034b50);
        append16(zip, 20);
        append16(zip, flags);
        append16(zip, part.localMethod.value_or(part.method));
        append32(zip, 0x00210000);
        if (part.withDescriptor)
            appendSizes(zip, 0, 0, 0);
        else
            appendSizes(zip, checksum, packed, part.localSize.value_or(size));
        const QByteArray localName = part.localName.value_or(part.name);
        append16(zip, static_cast<quint16>(localName.size()));
        append16(zip, 0);
        zip += localName + part.bytes;
        if (part.withDescriptor) {
            append32(zip, 0x08074b50);
            appendSizes(zip, checksum, packed, size);
        }
        if (!part.isListed)
            continue;
        ++count;
        append32(directory, 0x02014b50);
        append16(directory, 0x0314);
        append16(directory, 20);
        append16(directory, flags);
        append16(directory, part.method);
        append32(directory, 0x00210000);
        appendSizes(directory, checksum, packed, size);
        append16(directory, static_cast<quint16>(part.name.size()));
        append32(directory, 0);
        append32(directory, 0);
        append32(directory, part.attributes);
        append32(directory, part.offset.value_or(offset));
        directory += part.name;
    }
    const auto start = static_cast<quint32>(zip.size());
    zip += directory;
    append32(zip, 0x06054b50);
    append16(zip, frame.disk);
    append16(zip, frame.disk);
    append16(zip, frame.count.value_or(count));
    append16(zip, frame.count.value_or(count));
    append32(zip, static_cast<quint32>(directory.size()));
    append32(zip, start);
    append16(zip, static_cast<quint16>(frame.comment.size()));
    return frame.leading + zip + frame.comment + frame.trailing;
}
