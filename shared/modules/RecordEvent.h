// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessState.h"

namespace wenyi::modules {

/// Something outside the process that a record points to: a draft revision, the issued document, the sealed OFD.
struct Reference
{
    QString name; ///< What it is to the record: "revision", "document", "ofd", "envelope".
    Digest digest;
    friend bool operator==(const Reference &, const Reference &) = default;
};

/// Payload of the journal's "record.event" entries: one action on the record of the entry's stream.
///
/// Entry, actor and stream come from the entry that carries it, so that they cannot say anything else.
struct RecordEvent
{
    Digest entry; ///< Id of the journal's entry.
    QString module;
    int version = 0; ///< Of the module, as its author's desktop saw it.
    Action action;   ///< The roles of actor and others are empty: they are asked of the directory.
    QList<Reference> references;

    /// Canonical CBOR. Fails with InvalidInput "record-event.field" or TooLarge "record-event.size" for what
    /// fromBytes() would not read.
    Result<QByteArray> toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", "field.…", Unsupported "record-event.version" and, for an act that this
    /// program does not know, "record-event.kind"; Corrupt "record-event.field".
    static Result<RecordEvent> fromBytes(QByteArrayView bytes, const Digest &entry, const MemberId &actor);
};

} // namespace wenyi::modules
