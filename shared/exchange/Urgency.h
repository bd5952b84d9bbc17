// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringView>

namespace wenyi::exchange {

/// 紧急程度, the order in which queues are emptied: 特提 before 特急 before 加急 before the rest
/// (公文 特急 and 加急, 电报 特提, 特急, 加急 and 平急: 党政机关公文处理工作条例).
enum class Urgency { Ordinary, Expedited, Urgent, Flash };

/// The domain's word: 平件, 加急, 特急, 特提.
QString urgencyWord(Urgency urgency);
/// Takes 平件, 平急 and nothing at all for Ordinary. Fails with "exchange.urgency-unknown".
Result<Urgency> urgencyFromWord(QStringView word);

/// 密级 as the sender declares it.
enum class Secrecy { Unclassified, Confidential, Secret, TopSecret };

/// The domain's word: nothing, 秘密, 机密, 绝密.
QString secrecyWord(Secrecy secrecy);
/// Reads 密级和保密期限 (秘密★1年); nothing is Unclassified. Fails with "exchange.secrecy-unknown".
Result<Secrecy> secrecyFromMark(QStringView mark);

} // namespace wenyi::exchange
