// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringView>

namespace wenyi::document {

/// 令号 (GB/T 9704-2012 10.2) or 期号 of 纪要: 第12号, 第8期. It has neither 机关代字 nor year.
struct RunningNumber
{
    enum class Word {
        Order, ///< 号
        Issue  ///< 期
    };

    Word word = Word::Order;
    int serial = 0; ///< Counts from 1 within one series.

    /// Reads that form only, without leading zeros. Fails with "document.number-form".
    static Result<RunningNumber> parse(QStringView text);
    QString toString() const;
    friend bool operator==(const RunningNumber &, const RunningNumber &) = default;
};

} // namespace wenyi::document
