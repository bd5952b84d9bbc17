// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/ChangeSet.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <limits>

namespace wenyi::journal {

namespace {

constexpr quint64 Version = 1;
/// The bytes are all in memory already and a list takes at least a byte an item, so no other bound is needed.
constexpr auto Unbounded = std::numeric_limits<qsizetype>::max();

enum class Kind : quint8 { Null, Integer, Bytes, Text };

struct ValueWriter
{
    CborWriter &writer;

    void operator()(std::monostate) const { kind(Kind::Null), writer.null(); }
    void operator()(qint64 value) const { kind(Kind::Integer), writer.integer(value); }
    void operator()(const QByteArray &value) const { kind(Kind::Bytes), writer.bytes(value); }
    void operator()(const QString &value) const { kind(Kind::Text), writer.bytes(value.toUtf8()); }

private:
    void kind(Kind kind) const { writer.unsignedInteger(static_cast<quint64>(kind)); }
};

BoundValue readValue(CborReader &reader)
{
    switch (static_cast<Kind>(reader.unsignedInteger(static_cast<quint64>(Kind::Text)))) {
    case Kind::Integer:
        return reader.integer();
    case Kind::Bytes:
        return reader.bytes(Unbounded);
    case Kind::Text:
        return QString::fromUtf8(reader.bytes(Unbounded));
    case Kind::Null:
        break;
    }
    if (!reader.takeNull())
        reader.fail(ErrorCode::Corrupt, "change-set.value");
    return std::monostate();
}

Change readChange(CborReader &reader)
{
    Change change;
    reader.startArray(3);
    change.sql = reader.bytes(Unbounded);
    change.isScript = reader.boolean();
    const qsizetype fields = reader.startList(Unbounded); // A kind and a value each.
    for (qsizetype i = 0; i + 1 < fields && reader.ok(); i += 2)
        change.values.append(readValue(reader));
    reader.endArray();
    reader.endArray();
    return change;
}

} // namespace

QByteArray ChangeSet::toBytes() const
{
    qsizetype expected = 0;
    for (const Change &change : m_changes)
        expected += change.sql.size();
    CborWriter writer(4 * expected);
    writer.startArray(2);
    writer.unsignedInteger(Version);
    writer.startArray(m_changes.size());
    for (const Change &change : m_changes) {
        writer.startArray(3);
        writer.bytes(change.sql);
        writer.boolean(change.isScript);
        writer.startArray(2 * change.values.size());
        for (const BoundValue &value : change.values)
            std::visit(ValueWriter{writer}, value);
        writer.endArray();
        writer.endArray();
    }
    writer.endArray();
    writer.endArray();
    return writer.take();
}

Result<ChangeSet> ChangeSet::fromBytes(QByteArrayView bytes)
{
    CborReader reader(bytes);
    reader.startArray(2);
    if (reader.unsignedInteger() != Version)
        reader.fail(ErrorCode::Unsupported, "change-set.version");
    ChangeSet set;
    const qsizetype count = reader.startList(Unbounded);
    for (qsizetype i = 0; i < count && reader.ok(); ++i)
        set.add(readChange(reader));
    reader.endArray();
    reader.endArray();
    WENYI_CHECK(reader.finish());
    return set;
}

} // namespace wenyi::journal
