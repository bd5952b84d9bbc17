// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::modules {

/// What a field holds, by the word in form.json.
enum class FieldKind {
    Text,           ///< "text": one line
    LongText,       ///< "long-text"
    Integer,        ///< "integer", not negative
    Date,           ///< "date": ISO 8601, 2026-03-01
    Choice,         ///< "choice": one of `choices`
    Flag,           ///< "flag"
    List,           ///< "list": texts in order, e.g. recipients
    DocumentNumber, ///< "document-number": GB/T 9704-2012 7.2.5, 澄政办发〔2026〕28号; 10.2, 第12号; 第8期
    SerialNumber    ///< "serial-number": 收文编号, an integer from 1 within its year
};

/// A field of a record.
struct FormField
{
    QString id;
    QString label; ///< Chinese, as the person reads it.
    FieldKind kind = FieldKind::Text;
    qsizetype maximumLength = 200; ///< UTF-16 units of the text, or of each text of a list.
    QStringList choices;

    /// Whether a value may stand in this field; null always may. Fails with InvalidInput "field.value",
    /// "field.length", "field.choice", "field.date", "field.range", "field.document-number".
    Result<void> check(const QJsonValue &value) const;
};

/// A part of the form on the screen: rows of fields side by side.
struct FormSection
{
    QString title;
    QList<QStringList> rows;
};

/// form.json: the fields of a record, how they are checked and how they stand on the screen.
struct FormDefinition
{
    QList<FormField> fields;
    QList<FormSection> sections;

    /// Fails with InvalidInput "module.…"; the detail begins with the place.
    static Result<FormDefinition> fromJson(const QByteArray &json);
    /// Null when there is none.
    const FormField *field(QStringView id) const;
};

} // namespace wenyi::modules
