// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QDate>
#include <QString>
#include <QStringView>

namespace wenyi::document {

/// Reads a date as documents write it: 2004年6月18日, 二〇〇四年六月十八日 and, as typed before 2012,
/// 二OO四年六月十八日. Blanks between its parts are passed over. Fails with "document.date-form" or
/// "document.date-value".
Result<QDate> parseChineseDate(QStringView text);

/// 2004年6月18日: Arabic numerals, the full year, no leading zeros (GB/T 9704-2012 7.3.5.4). Empty for an invalid date.
QString chineseDate(const QDate &date);

/// 二〇〇四年六月十八日, the form in use before 2012. Empty for an invalid date.
QString chineseDateInCharacters(const QDate &date);

} // namespace wenyi::document
