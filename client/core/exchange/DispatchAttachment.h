// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace wenyi::core {

/// A file that goes along with a document.
struct DispatchAttachment
{
    QString name;
    QByteArray bytes;
};

/// Bytes of one attachment, and of all of an envelope: they are held in memory while it is closed.
inline constexpr qint64 LargestAttachment = 64 * limits::MiB;
inline constexpr qint64 LargestAttachments = 128 * limits::MiB;
inline constexpr qsizetype MostAttachments = 50;

/// Reads a file that is to go along beside others; its size is looked at before it is read. Fails with InvalidInput
/// "dispatch.attachment-file" (a folder or no file), "dispatch.attachment-empty", TooLarge "dispatch.attachment-size",
/// as checkAttachments() does for the whole, and as readBounded() does.
Result<DispatchAttachment> readAttachment(const QString &path, const QList<DispatchAttachment> &beside);

/// Fails with InvalidInput "dispatch.attachment-name", AlreadyExists "dispatch.attachment-twice", TooLarge
/// "dispatch.attachment-size", "dispatch.attachment-count".
Result<void> checkAttachments(const QList<DispatchAttachment> &attachments);

} // namespace wenyi::core
