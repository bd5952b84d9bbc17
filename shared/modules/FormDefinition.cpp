// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/FormDefinition.h"

#include "shared/document/DocumentNumber.h"
#include "shared/document/RunningNumber.h"
#include "shared/modules/FieldValue.h"
#include "shared/modules/JsonDeclaration.h"

#include <QDate>
#include <QJsonArray>
#include <QSet>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

Error fault(const QByteArray &reason, const FormField &field)
{
    return Error{ErrorCode::InvalidInput, reason, field.id};
}

Result<void> checkText(const FormField &field, const QString &text)
{
    if (text.size() > field.maximumLength)
        return fault("field.length", field);
    if (text.isEmpty())
        return {};
    if (field.kind == FieldKind::Choice && !field.choices.contains(text))
        return fault("field.choice", field);
    if (field.kind == FieldKind::Date) {
        // Read back, so that one date has one form: fields are compared as text.
        const QDate date = QDate::fromString(text, Qt::ISODate);
        if (!date.isValid() || date.toString(Qt::ISODate) != text)
            return fault("field.date", field);
    }
    if (field.kind == FieldKind::DocumentNumber && !document::DocumentNumber::parse(text)
        && !document::RunningNumber::parse(text))
        return fault("field.document-number", field);
    return {};
}

Result<void> checkInteger(const FormField &field, qint64 number)
{
    if (number < (field.kind == FieldKind::SerialNumber ? 1 : 0))
        return fault("field.range", field);
    return {};
}

FormField readField(JsonDeclaration &in, const JsonPlace &at)
{
    in.allowKeys(at, {u"id", u"label", u"kind", u"maximumLength", u"choices"});
    FormField field;
    field.id = in.identifier(at, u"id");
    field.label = in.text(at, u"label");
    field.kind = in.word<FieldKind>(at, u"kind",
        {{u"text", FieldKind::Text}, {u"long-text", FieldKind::LongText}, {u"integer", FieldKind::Integer},
            {u"date", FieldKind::Date}, {u"choice", FieldKind::Choice}, {u"flag", FieldKind::Flag},
            {u"list", FieldKind::List}, {u"document-number", FieldKind::DocumentNumber},
            {u"serial-number", FieldKind::SerialNumber}});
    const int usual = field.kind == FieldKind::LongText ? 10'000 : 200;
    field.maximumLength = in.integer(at, u"maximumLength", {1, static_cast<int>(FieldText)}, usual);
    field.choices = in.texts(at, u"choices", Presence::Optional);
    if ((field.kind == FieldKind::Choice) == field.choices.isEmpty())
        in.fail("module.field-choices", JsonDeclaration::placeOf(at, u"choices"));
    return field;
}

FormSection readSection(JsonDeclaration &in, const JsonPlace &at, const FormDefinition &form, QSet<QString> &placed)
{
    in.allowKeys(at, {u"title", u"rows"});
    FormSection section;
    section.title = in.text(at, u"title");
    for (const JsonPlace &row : in.list(at, u"rows")) {
        QStringList ids;
        for (const QJsonValue &id : row.value.toArray()) {
            ids.append(id.toString());
            if (!form.field(ids.constLast()))
                in.fail("module.unknown-field", row.place, ids.constLast());
            else if (placed.contains(ids.constLast()))
                in.fail("module.field-placed-twice", row.place, ids.constLast());
            placed.insert(ids.constLast());
        }
        if (ids.isEmpty())
            in.fail("module.json-type", row.place, u"a list of fields is expected"_s);
        section.rows.append(ids);
    }
    return section;
}

} // namespace

Result<void> FormField::check(const QJsonValue &value) const
{
    WENYI_CHECK(checkValue(value));
    if (value.isNull())
        return {};
    switch (kind) {
    case FieldKind::Integer:
    case FieldKind::SerialNumber:
        return value.isDouble() ? checkInteger(*this, value.toInteger()) : Result<void>(fault("field.value", *this));
    case FieldKind::Flag:
        return value.isBool() ? Result<void>() : Result<void>(fault("field.value", *this));
    case FieldKind::List:
        if (!value.isArray())
            return fault("field.value", *this);
        for (const QJsonValue &item : value.toArray())
            WENYI_CHECK(checkText(*this, item.toString()));
        return {};
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Date:
    case FieldKind::Choice:
    case FieldKind::DocumentNumber:
        break;
    }
    return value.isString() ? checkText(*this, value.toString()) : Result<void>(fault("field.value", *this));
}

const FormField *FormDefinition::field(QStringView id) const
{
    for (const FormField &field : fields) {
        if (field.id == id)
            return &field;
    }
    return nullptr;
}

Result<FormDefinition> FormDefinition::fromJson(const QByteArray &json)
{
    JsonDeclaration in;
    FormDefinition form;
    const JsonPlace root = in.root(json);
    in.allowKeys(root, {u"fields", u"sections"});
    for (const JsonPlace &at : in.list(root, u"fields", Presence::Required, FieldCount)) {
        const FormField field = readField(in, at);
        // `outcome` is what conditions call the end of a step.
        if (form.field(field.id) || field.id == u"outcome")
            in.fail("module.field-twice", at.place, field.id);
        form.fields.append(field);
    }
    QSet<QString> placed;
    for (const JsonPlace &at : in.list(root, u"sections"))
        form.sections.append(readSection(in, at, form, placed));
    WENYI_CHECK(in.finish());
    return form;
}

} // namespace wenyi::modules
