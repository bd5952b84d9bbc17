// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QCborStreamWriter>
#include <QStringView>

namespace wenyi {

/// Writes canonical CBOR (RFC 8949 4.2): definite lengths, shortest heads, no floats, no tags.
///
/// Structures are arrays with a fixed order of fields, so there are no map keys to sort.
class CborWriter
{
public:
    CborWriter()
        : m_writer(&m_bytes)
    {
    }
    CborWriter(const CborWriter &) = delete;
    CborWriter &operator=(const CborWriter &) = delete;

    /// Opens an array of exactly `count` items; close it with endArray().
    void startArray(qsizetype count) { m_writer.startArray(static_cast<quint64>(count)); }
    void endArray() { m_writer.endArray(); }
    void unsignedInteger(quint64 value) { m_writer.append(value); }
    void integer(qint64 value) { m_writer.append(value); }
    void boolean(bool value) { m_writer.append(value); }
    void null() { m_writer.appendNull(); }
    void text(QStringView value) { m_writer.append(value); }
    void bytes(QByteArrayView value) { m_writer.appendByteString(value.data(), value.size()); }
    void digest(const Digest &value) { bytes(value.view()); }
    void instant(Instant value) { integer(toMilliseconds(value)); }
    template<typename Tag>
    void id(const StrongId<Tag> &value)
    {
        text(value.toString());
    }

    /// What was written; the writer is done with.
    QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
    QCborStreamWriter m_writer;
};

} // namespace wenyi
