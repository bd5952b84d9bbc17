// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/UseHead.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"

#include <QFileInfo>

namespace wenyi::core {

namespace {

constexpr quint64 HeadVersion = 1;

} // namespace

QByteArray UseHead::toBytes() const
{
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(HeadVersion);
    out.id(seal);
    out.unsignedInteger(number);
    out.digest(use);
    out.endArray();
    return out.take();
}

Result<UseHead> UseHead::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(4);
    if (in.unsignedInteger() != HeadVersion)
        in.fail(ErrorCode::Unsupported, "seal-use.version");
    UseHead head;
    head.seal = in.id<SealId>();
    head.number = in.unsignedInteger(std::numeric_limits<qint64>::max());
    head.use = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    return head;
}

Result<std::optional<UseHead>> UseHead::read(const QString &path)
{
    if (!QFileInfo::exists(path))
        return std::optional<UseHead>();
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::KiB));
    WENYI_TRY(const UseHead head, fromBytes(bytes));
    return std::optional(head);
}

Result<void> UseHead::write(const QString &path) const
{
    return writeDurably(path, toBytes());
}

} // namespace wenyi::core
