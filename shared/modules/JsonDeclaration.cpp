// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/JsonDeclaration.h"

#include "shared/base/Limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

bool isIdentifier(QStringView text)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    const auto fits = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_'; };
    return !text.isEmpty() && text.size() <= 64 && isLetter(text.front())
           && std::all_of(text.begin(), text.end(), fits);
}

JsonPlace JsonDeclaration::root(const QByteArray &json)
{
    if (json.size() > LargestModuleFile) {
        fail("module.json-size", {}, QString::number(json.size()));
        return {};
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        fail("module.json-syntax", u"byte %1"_s.arg(error.offset), error.errorString());
    else if (!document.isObject())
        fail("module.json-object", {});
    return {document.object(), {}};
}

void JsonDeclaration::allowKeys(const JsonPlace &object, std::initializer_list<QStringView> keys)
{
    if (!object.value.isObject())
        return fail("module.json-type", object.place, u"an object is expected"_s);
    for (const QString &key : object.value.toObject().keys()) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return fail("module.json-key", placeOf(object, key));
    }
}

QJsonValue JsonDeclaration::member(const JsonPlace &object, QStringView key, QJsonValue::Type type, Presence presence)
{
    if (m_fault)
        return QJsonValue::Undefined;
    const QJsonValue value = object.value.toObject().value(key);
    if (value.isUndefined() && presence == Presence::Optional)
        return value;
    if (value.isUndefined())
        fail("module.json-missing", placeOf(object, key));
    else if (value.type() != type)
        fail("module.json-type", placeOf(object, key));
    return m_fault ? QJsonValue(QJsonValue::Undefined) : value;
}

QString JsonDeclaration::text(const JsonPlace &object, QStringView key, Presence presence, qsizetype maximum)
{
    const QString text = member(object, key, QJsonValue::String, presence).toString();
    if (ok() && presence == Presence::Required && text.trimmed().isEmpty())
        fail("module.json-missing", placeOf(object, key));
    if (text.size() > maximum)
        fail("module.json-length", placeOf(object, key), QString::number(text.size()));
    return ok() ? text : QString();
}

QString JsonDeclaration::identifier(const JsonPlace &object, QStringView key, Presence presence)
{
    const QString id = text(object, key, presence);
    if (!id.isEmpty() && !isIdentifier(id))
        fail("module.json-identifier", placeOf(object, key), id);
    return id;
}

int JsonDeclaration::integer(
    const JsonPlace &object, QStringView key, std::pair<int, int> range, std::optional<int> absent)
{
    const QJsonValue value = member(object, key, QJsonValue::Double, absent ? Presence::Optional : Presence::Required);
    if (value.isUndefined())
        return absent.value_or(range.first);
    const double number = value.toDouble();
    if (number < range.first || number > range.second || number != static_cast<int>(number)) {
        fail("module.json-range", placeOf(object, key), u"%1 to %2"_s.arg(range.first).arg(range.second));
        return range.first;
    }
    return static_cast<int>(number);
}

bool JsonDeclaration::flag(const JsonPlace &object, QStringView key)
{
    return member(object, key, QJsonValue::Bool, Presence::Optional).toBool();
}

QList<JsonPlace> JsonDeclaration::list(const JsonPlace &object, QStringView key, Presence presence, qsizetype maximum)
{
    const QJsonArray array = member(object, key, QJsonValue::Array, presence).toArray();
    if (array.size() > maximum) {
        fail("module.json-length", placeOf(object, key), QString::number(array.size()));
        return {};
    }
    QList<JsonPlace> places;
    for (qsizetype index = 0; index < array.size(); ++index)
        places.append({array.at(index), u"%1[%2]"_s.arg(placeOf(object, key)).arg(index)});
    return places;
}

QStringList JsonDeclaration::texts(const JsonPlace &object, QStringView key, Presence presence)
{
    QStringList texts;
    for (const JsonPlace &item : list(object, key, presence)) {
        const QString text = item.value.toString();
        if (!item.value.isString() || text.isEmpty() || text.size() > 200)
            fail("module.json-type", item.place, u"a short text is expected"_s);
        texts.append(text);
    }
    return texts;
}

QString JsonDeclaration::placeOf(const JsonPlace &object, QStringView key)
{
    return object.place.isEmpty() ? key.toString() : object.place + u'.' + key.toString();
}

void JsonDeclaration::fail(const QByteArray &rule, const QString &place, const QString &what)
{
    if (m_fault)
        return;
    const ErrorCode code = rule == "module.json-size" ? ErrorCode::TooLarge : ErrorCode::InvalidInput;
    m_fault = Error{code, rule, place.isEmpty() || what.isEmpty() ? place + what : place + u": "_s + what};
}

Result<void> JsonDeclaration::finish() const
{
    if (m_fault)
        return *m_fault;
    return {};
}

} // namespace wenyi::modules
