// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/archive/ArchiveLimits.h"
#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace wenyi::archive {

/// One file of a ZIP as its central directory and its local header agree on it.
struct ZipEntry
{
    QString path; ///< Slashes, no leading slash, e.g. "Doc_0/Document.xml".
    qint64 headerOffset = 0;
    qint64 dataEnd = 0; ///< One past the last compressed byte.
    qint64 compressedSize = 0;
    qint64 size = 0;
    quint16 method = 0;
    bool isFolder = false;
};

/// What lies in a ZIP, taken from the raw bytes without inflating anything.
struct ZipCensus
{
    QList<ZipEntry> entries;    ///< In the order of the central directory, folders included.
    qsizetype leadingBytes = 0; ///< Foreign bytes before the archive that its offsets do not count.
    QStringList notes; ///< What was tolerated: "leading-bytes", "gap", "backslash", "leading-slash", "name-not-utf8".
};

/// Counts and checks a ZIP so that every reader must see the same files in it: any doubt is a refusal.
///
/// Refused: two end records, several disks, ZIP64, counts that differ, more than the limits allow, other methods than
/// stored and deflated, encryption, links, headers that contradict each other, overlaps, hidden local headers in gaps,
/// bytes behind the end, names that escape, name a drive or stream, hold control or direction characters, or that are
/// one another's twin after case folding and NFC. Tolerated and noted: see ZipCensus::notes.
Result<ZipCensus> takeZipCensus(QByteArrayView bytes, const ArchiveLimits &limits = {});

} // namespace wenyi::archive
