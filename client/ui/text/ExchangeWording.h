// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeEntries.h"
#include "client/core/exchange/OnwardWaits.h"
#include "shared/exchange/BundleManifest.h"
#include "shared/exchange/Delivery.h"

#include <QString>

namespace wenyi::ui {

/// 网络, U盘
QString channelWords(core::Channel channel);

/// 未送达（待发）, 已送达, 已签收 …
QString stageWords(exchange::DeliveryStage stage);

/// One sentence: why it waits for another domain, and since when: 苏州市的服务器尚未换用本域的新名片，自…起等候
QString waitWords(const core::OnwardWait &wait, Instant now);

/// What a receipt says: 送达回执, 签收回执 …
QString receiptWords(exchange::ReceiptKind kind);

/// 公文, 回执, 通讯录 …
QString itemWords(exchange::BundleItemKind kind);

} // namespace wenyi::ui
