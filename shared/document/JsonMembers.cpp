// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/JsonMembers.h"

#include "shared/document/DocumentText.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// How many members the text spells out: the colons outside its strings, in JSON that is known to be well formed.
qsizetype countSpelledMembers(QByteArrayView json)
{
    qsizetype count = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char character = json.at(i);
        if (isInString && character == '\\')
            ++i;
        else if (character == '"')
            isInString = !isInString;
        else if (character == ':' && !isInString)
            ++count;
    }
    return count;
}

qsizetype countMembers(const QJsonObject &root)
{
    qsizetype count = 0;
    QList<QJsonValue> open{root};
    while (!open.isEmpty()) {
        const QJsonValue value = open.takeLast();
        if (value.isObject()) {
            const QJsonObject object = value.toObject();
            count += object.size();
            for (const QJsonValue &member : object)
                open.append(member);
        } else if (value.isArray()) {
            const QJsonArray array = value.toArray();
            for (const QJsonValue &entry : array)
                open.append(entry);
        }
    }
    return count;
}

} // namespace

Result<QJsonObject> parseJsonObject(QByteArrayView json, qsizetype limit)
{
    if (json.size() > limit)
        return Error{ErrorCode::TooLarge, "document.json-too-large", QString::number(json.size())};
    QJsonParseError fault;
    const auto parsed = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), &fault);
    if (fault.error != QJsonParseError::NoError || !parsed.isObject())
        return Error{ErrorCode::InvalidInput, "document.json-syntax",
            u"at byte %1: %2"_s.arg(fault.offset).arg(fault.errorString())};
    const QJsonObject object = parsed.object();
    if (countMembers(object) != countSpelledMembers(json))
        return Error{ErrorCode::InvalidInput, "document.json-duplicate-member", {}};
    return object;
}

void JsonFault::set(ErrorCode code, QByteArray reason, QString path)
{
    if (!m_error)
        m_error = Error{code, std::move(reason), std::move(path)};
}

Result<void> JsonFault::check() const
{
    if (m_error)
        return *m_error;
    return {};
}

QString readText(const QJsonValue &value, qsizetype limit, const QString &path, JsonFault &fault)
{
    const QString text = value.toString();
    if (!value.isString())
        fault.set(ErrorCode::InvalidInput, "document.json-type", path);
    else if (text.size() > limit)
        fault.set(ErrorCode::TooLarge, "document.json-too-large", path);
    else if (!isPageText(text))
        fault.set(ErrorCode::InvalidInput, "document.json-text", path);
    else
        return text;
    return {};
}

JsonMembers::JsonMembers(const QJsonValue &value, QString path, JsonFault &fault)
    : m_object(value.toObject())
    , m_path(std::move(path))
    , m_fault(fault)
{
    if (!value.isObject())
        m_fault.set(ErrorCode::InvalidInput, "document.json-type", m_path);
}

QString JsonMembers::pathOf(QLatin1StringView name) const
{
    return m_path.isEmpty() ? QString(name) : m_path + u'.' + name;
}

void JsonMembers::fail(ErrorCode code, QByteArray reason, QLatin1StringView name)
{
    m_fault.set(code, std::move(reason), pathOf(name));
}

QJsonValue JsonMembers::value(QLatin1StringView name)
{
    m_read.insert(name);
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        fail(ErrorCode::InvalidInput, "document.json-missing-member", name);
    return value;
}

QString JsonMembers::text(QLatin1StringView name, qsizetype limit, Presence presence)
{
    if (presence == Presence::Optional && !has(name))
        return {};
    return readText(value(name), limit, pathOf(name), m_fault);
}

QJsonArray JsonMembers::array(QLatin1StringView name, qsizetype limit, Presence presence)
{
    if (presence == Presence::Optional && !has(name))
        return {};
    const QJsonValue found = value(name);
    if (!found.isArray())
        fail(ErrorCode::InvalidInput, "document.json-type", name);
    QJsonArray array = found.toArray();
    if (array.size() <= limit)
        return array;
    fail(ErrorCode::TooLarge, "document.json-too-large", name);
    return {};
}

QStringList JsonMembers::texts(QLatin1StringView name, qsizetype entryLimit, qsizetype textLimit)
{
    QStringList texts;
    const QJsonArray entries = array(name, entryLimit);
    for (const QJsonValue &entry : entries)
        texts.append(readText(entry, textLimit, u"%1[%2]"_s.arg(pathOf(name)).arg(texts.size()), m_fault));
    return texts;
}

QDate JsonMembers::date(QLatin1StringView name)
{
    static const QRegularExpression form(u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"_s);
    if (!has(name))
        return {};
    const QString text = this->text(name, 10);
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (form.match(text).hasMatch() && date.isValid())
        return date;
    fail(ErrorCode::InvalidInput, "document.json-value", name);
    return {};
}

qint64 JsonMembers::integer(QLatin1StringView name, qint64 least, qint64 most)
{
    const QJsonValue found = value(name);
    const qint64 number = found.toInteger(least);
    if (!found.isDouble() || found.toDouble() != static_cast<double>(number)) {
        fail(ErrorCode::InvalidInput, "document.json-type", name);
        return least;
    }
    if (number >= least && number <= most)
        return number;
    fail(ErrorCode::InvalidInput, "document.json-value", name);
    return least;
}

bool JsonMembers::flag(QLatin1StringView name)
{
    const QJsonValue found = value(name);
    if (!found.isBool())
        fail(ErrorCode::InvalidInput, "document.json-type", name);
    return found.toBool();
}

void JsonMembers::finish()
{
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (!m_read.contains(member.key()))
            m_fault.set(ErrorCode::InvalidInput, "document.json-unknown-member",
                m_path.isEmpty() ? member.key().left(100) : m_path + u'.' + member.key().left(100));
    }
}

} // namespace wenyi::document
