// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

/// Makes ZIP files byte by byte, right ones and wrong ones, for the corpus of RELIABILITY T13 to T15.
struct ZipPart
{
    QByteArray name;
    QByteArray bytes = {}; ///< As stored, i.e. compressed already where `method` says so.
    quint16 flags = 0x0800;
    quint16 method = 0;
    quint32 attributes = 0;
    std::optional<quint32> size = {};         ///< Instead of the bytes' size, in both headers.
    std::optional<quint32> checksum = {};     ///< Of the uncompressed bytes where they are compressed.
    std::optional<QByteArray> localName = {}; ///< Differs from the directory's.
    std::optional<quint32> localSize = {};
    std::optional<quint16> localMethod = {};
    std::optional<quint32> offset = {}; ///< Instead of the header's true place.
    QByteArray gapBefore = {};
    bool withDescriptor = false;
    bool isListed = true; ///< In the central directory.
};

struct ZipFrame
{
    QByteArray leading = {}; ///< In front; not counted by the offsets.
    QByteArray comment = {};
    QByteArray trailing = {};
    std::optional<quint16> count = {};
    quint16 disk = 0;
};

QByteArray buildZip(const QList<ZipPart> &parts, const ZipFrame &frame = {});
quint32 crc32(const QByteArray &bytes);
/// Raw deflate of the bytes.
QByteArray deflated(const QByteArray &bytes);
