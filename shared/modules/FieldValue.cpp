// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/FieldValue.h"

#include <QJsonArray>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

// What stands before a value in CBOR, so that a reader knows what to expect. Never renumbered.
enum class Form : quint64 { Unset = 0, Text = 1, Integer = 2, Flag = 3, List = 4 };

constexpr qsizetype MaximumName = 64;

bool isWhole(const QJsonValue &value)
{
    const qint64 number = value.toInteger();
    return static_cast<double>(number) == value.toDouble() && qAbs(number) <= FieldInteger;
}

Result<void> checkText(const QString &text)
{
    if (text.size() > FieldText)
        return Error{ErrorCode::TooLarge, "field.size", QString::number(text.size())};
    if (!text.isValidUtf16())
        return Error{ErrorCode::InvalidInput, "field.value", u"not valid UTF-16"_s};
    return {};
}

void writeValue(CborWriter &out, const QJsonValue &value)
{
    const auto open = [&out](Form form) { out.unsignedInteger(static_cast<quint64>(form)); };
    if (value.isString()) {
        open(Form::Text);
        out.text(value.toString());
    } else if (value.isDouble()) {
        open(Form::Integer);
        out.integer(value.toInteger());
    } else if (value.isBool()) {
        open(Form::Flag);
        out.boolean(value.toBool());
    } else if (value.isArray()) {
        open(Form::List);
        const QJsonArray list = value.toArray();
        out.startArray(list.size());
        for (const QJsonValue &item : list)
            out.text(item.toString());
        out.endArray();
    } else {
        open(Form::Unset);
        out.null();
    }
}

QJsonValue readList(CborReader &in)
{
    QJsonArray list;
    for (qsizetype left = in.startList(FieldList); left > 0 && in.ok(); --left)
        list.append(in.text());
    in.endArray();
    return list;
}

QJsonValue readValue(CborReader &in)
{
    switch (static_cast<Form>(in.unsignedInteger())) {
    case Form::Unset:
        if (!in.takeNull())
            in.fail(ErrorCode::Corrupt, "field.value");
        return QJsonValue::Null;
    case Form::Text:
        return in.text();
    case Form::Integer:
        return in.integer();
    case Form::Flag:
        return in.boolean();
    case Form::List:
        return readList(in);
    }
    in.fail(ErrorCode::Corrupt, "field.value");
    return QJsonValue::Null;
}

} // namespace

Result<void> checkValue(const QJsonValue &value)
{
    const Error wrong{ErrorCode::InvalidInput, "field.value", {}};
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Bool:
        return {};
    case QJsonValue::Double:
        return isWhole(value) ? Result<void>() : Result<void>(wrong);
    case QJsonValue::String:
        return checkText(value.toString());
    case QJsonValue::Array:
        break;
    case QJsonValue::Object:
    case QJsonValue::Undefined:
        return wrong;
    }
    const QJsonArray list = value.toArray();
    if (list.size() > FieldList)
        return Error{ErrorCode::TooLarge, "field.size", QString::number(list.size())};
    for (const QJsonValue &item : list) {
        if (!item.isString())
            return wrong;
        WENYI_CHECK(checkText(item.toString()));
    }
    return {};
}

bool isUnset(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull() || (value.isString() && value.toString().trimmed().isEmpty())
           || (value.isArray() && value.toArray().isEmpty());
}

void writeValues(CborWriter &out, const QJsonObject &values)
{
    out.startArray(values.size());
    for (auto value = values.begin(); value != values.end(); ++value) { // QJsonObject keeps its names in order.
        out.startArray(3);
        out.text(value.key());
        writeValue(out, value.value());
        out.endArray();
    }
    out.endArray();
}

QJsonObject readValues(CborReader &in)
{
    QJsonObject values;
    QString last;
    for (qsizetype left = in.startList(FieldCount); left > 0 && in.ok(); --left) {
        in.startArray(3);
        const QString name = in.text(MaximumName);
        if (name.isEmpty() || (!last.isEmpty() && name <= last))
            in.fail(ErrorCode::Corrupt, "field.order", name);
        const QJsonValue value = readValue(in);
        in.endArray();
        if (const auto good = checkValue(value); !good)
            in.fail(ErrorCode::Corrupt, good.error().reason, name);
        values.insert(name, value);
        last = name;
    }
    in.endArray();
    return values;
}

} // namespace wenyi::modules
