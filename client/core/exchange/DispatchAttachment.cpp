// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DispatchAttachment.h"

#include "shared/base/DurableFile.h"
#include "shared/exchange/Names.h"

#include <QFileInfo>
#include <QSet>

namespace wenyi::core {

namespace {

/// The attachments by name and size alone, so that a file can be judged before it is read.
struct Measure
{
    QSet<QString> names;
    qint64 size = 0;

    Result<void> add(const QString &name, qint64 bytes)
    {
        if (!exchange::isFileName(name))
            return Error{ErrorCode::InvalidInput, "dispatch.attachment-name", name};
        // Some systems take names that differ in case for the same file.
        if (names.contains(name.toCaseFolded()))
            return Error{ErrorCode::AlreadyExists, "dispatch.attachment-twice", name};
        names.insert(name.toCaseFolded());
        if (names.size() > MostAttachments)
            return Error{ErrorCode::TooLarge, "dispatch.attachment-count", name};
        size += bytes;
        if (bytes > LargestAttachment || size > LargestAttachments)
            return Error{ErrorCode::TooLarge, "dispatch.attachment-size", name};
        return {};
    }

    Result<void> addAll(const QList<DispatchAttachment> &attachments)
    {
        for (const DispatchAttachment &attachment : attachments)
            WENYI_CHECK(add(attachment.name, attachment.bytes.size()));
        return {};
    }
};

} // namespace

Result<void> checkAttachments(const QList<DispatchAttachment> &attachments)
{
    return Measure().addAll(attachments);
}

Result<DispatchAttachment> readAttachment(const QString &path, const QList<DispatchAttachment> &beside)
{
    const QFileInfo file(path);
    if (!file.isFile())
        return Error{ErrorCode::InvalidInput, "dispatch.attachment-file", file.fileName()};
    if (file.size() == 0)
        return Error{ErrorCode::InvalidInput, "dispatch.attachment-empty", file.fileName()};
    Measure measure;
    WENYI_CHECK(measure.addAll(beside));
    WENYI_CHECK(measure.add(file.fileName(), file.size()));
    WENYI_TRY(const QByteArray bytes, readBounded(path, LargestAttachment));
    return DispatchAttachment{file.fileName(), bytes};
}

} // namespace wenyi::core
