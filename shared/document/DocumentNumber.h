// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringView>

namespace wenyi::document {

/// 发文字号, e.g. 澄政办发〔2004〕28号 (GB/T 9704-2012 7.2.5).
struct DocumentNumber
{
    QString issuerCode; ///< 机关代字: 澄政办发
    int year = 0;
    int serial = 0; ///< Counts from 1 within one issuer code and year.

    /// Reads the standard's form only. Fails with "document.number-form".
    static Result<DocumentNumber> parse(QStringView text);
    /// Reads what offices also write: other brackets, 第, leading zeros, blanks. Fails with "document.number-form".
    static Result<DocumentNumber> parseLoosely(QStringView text);
    QString toString() const;
    friend bool operator==(const DocumentNumber &, const DocumentNumber &) = default;
};

} // namespace wenyi::document
