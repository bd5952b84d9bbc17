// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringView>

namespace wenyi::document {

/// 密级 in rising order: 秘密, 机密, 绝密.
enum class SecrecyLevel { Confidential, Secret, TopSecret };

/// 密级和保密期限: 秘密★1年 (GB/T 9704-2012 7.2.2).
struct SecrecyMark
{
    SecrecyLevel level = SecrecyLevel::Confidential;
    QString term; ///< 保密期限: 1年, 6个月, 长期; empty where none is given.

    /// Fails with "document.secrecy-form".
    static Result<SecrecyMark> parse(QStringView text);
    QString toString() const;
    friend bool operator==(const SecrecyMark &, const SecrecyMark &) = default;
};

/// 秘密, 机密 or 绝密.
QString secrecyWord(SecrecyLevel level);

} // namespace wenyi::document
