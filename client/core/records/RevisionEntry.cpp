// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RevisionEntry.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/document/DocumentLimits.h"

namespace wenyi::core {

namespace {
constexpr quint64 RevisionVersion = 1;
} // namespace

QByteArray RevisionEntry::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(RevisionVersion);
    out.digest(revision);
    out.startArray(parents.size());
    for (const Digest &parent : parents)
        out.digest(parent);
    out.endArray();
    out.digest(blob);
    out.digest(document);
    out.endArray();
    return out.take();
}

Result<RevisionEntry> RevisionEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    RevisionEntry entry;
    in.startArray(5);
    if (in.unsignedInteger() != RevisionVersion)
        in.fail(ErrorCode::Unsupported, "draft.entry-version");
    entry.revision = in.digest();
    for (qsizetype left = in.startList(document::limits::Parents); left > 0 && in.ok(); --left)
        entry.parents.append(in.digest());
    in.endArray();
    entry.blob = in.digest();
    entry.document = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

} // namespace wenyi::core
