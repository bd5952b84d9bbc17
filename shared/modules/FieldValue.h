// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Result.h"

#include <QJsonObject>

namespace wenyi::modules {

/// The largest integer that a field may hold, positive or negative: what JSON carries exactly.
inline constexpr qint64 FieldInteger = 9'007'199'254'740'991;
/// The most UTF-16 units that any one text of a field may hold, and the most texts of a list.
inline constexpr qsizetype FieldText = 100'000;
inline constexpr qsizetype FieldList = 2'000;
/// The most fields that one event may set.
inline constexpr qsizetype FieldCount = 500;

/// Whether a value is of a form that a field can hold: text, integer, flag or list of texts, within the bounds above;
/// null unsets a field. Fails with InvalidInput "field.value", TooLarge "field.size".
Result<void> checkValue(const QJsonValue &value);

/// The value that says that a field is not set: absent, null, an empty text or list.
bool isUnset(const QJsonValue &value);

/// Writes values that passed checkValue() as canonical CBOR.
void writeValues(CborWriter &out, const QJsonObject &values);
/// Reads what writeValues() wrote: names in ascending order, forms within the bounds.
QJsonObject readValues(CborReader &in);

} // namespace wenyi::modules
