// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <QList>

#include <concepts>
#include <optional>

/// One description of a message's fields serves writing and reading, so that the two cannot drift apart.
namespace wenyi::protocol {

/// Writes the fields that a description names; bounds are checked by whoever reads.
class FieldWriter
{
public:
    explicit FieldWriter(CborWriter &writer)
        : m_writer(writer)
    {
    }

    void record(qsizetype count, const auto &fields)
    {
        m_writer.startArray(count);
        fields();
        m_writer.endArray();
    }
    void number(quint64 value, quint64 = 0) { m_writer.unsignedInteger(value); }
    void bytes(const QByteArray &value, qsizetype) { m_writer.bytes(value); }
    void text(const QString &value, qsizetype) { m_writer.text(value); }
    void digest(const Digest &value) { m_writer.digest(value); }
    void instant(Instant value) { m_writer.instant(value); }
    template<typename Tag>
    void id(const StrongId<Tag> &value)
    {
        m_writer.id(value);
    }
    template<typename T>
    void list(const QList<T> &values, qsizetype, const auto &item)
    {
        m_writer.startArray(values.size());
        for (const T &value : values)
            item(value);
        m_writer.endArray();
    }
    template<typename T>
    void optional(const std::optional<T> &value, const auto &item)
    {
        if (value)
            item(*value);
        else
            m_writer.null();
    }
    void code(ErrorCode value) { m_writer.bytes(errorCodeName(value)); }

private:
    CborWriter &m_writer;
};

/// Reads the fields that a description names; the first fault sticks in the CborReader.
class FieldReader
{
public:
    explicit FieldReader(CborReader &reader)
        : m_reader(reader)
    {
    }

    void record(qsizetype count, const auto &fields)
    {
        m_reader.startArray(count);
        fields();
        m_reader.endArray();
    }
    void number(quint64 &value, quint64 maximum = std::numeric_limits<qint64>::max())
    {
        value = m_reader.unsignedInteger(maximum);
    }
    void bytes(QByteArray &value, qsizetype maximum) { value = m_reader.bytes(maximum); }
    void text(QString &value, qsizetype maximum) { value = m_reader.text(maximum); }
    void digest(Digest &value) { value = m_reader.digest(); }
    void instant(Instant &value) { value = m_reader.instant(); }
    template<typename Tag>
    void id(StrongId<Tag> &value)
    {
        value = m_reader.id<StrongId<Tag>>();
    }
    template<typename T>
    void list(QList<T> &values, qsizetype maximum, const auto &item)
    {
        const qsizetype count = m_reader.startList(maximum);
        for (qsizetype i = 0; i < count && m_reader.ok(); ++i)
            item(values.emplaceBack());
        m_reader.endArray();
    }
    template<typename T>
    void optional(std::optional<T> &value, const auto &item)
    {
        if (!m_reader.takeNull())
            item(value.emplace());
    }
    void code(ErrorCode &value)
    {
        const QByteArray name = m_reader.bytes(32);
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            value = static_cast<ErrorCode>(i);
            if (errorCodeName(value) == name)
                return;
        }
        m_reader.fail(ErrorCode::Corrupt, "message.refused-code");
    }

private:
    CborReader &m_reader;
};

/// `Is<Hello> auto &` takes a Hello to read into or a constant one to write.
template<typename T, typename Body>
concept Is = std::same_as<std::remove_const_t<T>, Body>;

} // namespace wenyi::protocol
