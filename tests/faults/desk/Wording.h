// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The words of the desks' documents, by which tests know them again.
namespace wenyi::faults {

inline const QString Opinion = QStringLiteral("同意第一一零七号办理意见。");
/// A stretch of resources/documents/sample-notice.txt.
inline const QString BodyExcerpt = QStringLiteral("分管负责人和收发人员");

inline QString titleOf(int number)
{
    return QStringLiteral("关于做好第%1批安全生产检查的通知").arg(number);
}

inline QString noteOf(int number)
{
    return QStringLiteral("第%1批检查，此件公开发布").arg(number);
}

} // namespace wenyi::faults
