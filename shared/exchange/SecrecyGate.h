// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Urgency.h"

namespace wenyi::exchange {

/// What may travel on this network; a setting of the exchange domain.
struct SecrecyPolicy
{
    Secrecy highest = Secrecy::Confidential; ///< 机密 and above never by this system (公文传输办法).
};

/// What asks to pass.
enum class ContentClass {
    Document,
    PlainTelegram, ///< 明电
    CipherTelegram ///< 密码电报
};

/// How much of it may pass.
enum class Carriage {
    Whole,
    RegisterLineOnly ///< Number, sender, date and urgency: never the text.
};

/// Pure. Fails with NotAllowed "exchange.secrecy-refused".
Result<Carriage> passSecrecyGate(const SecrecyPolicy &policy, Secrecy declared, ContentClass content);

} // namespace wenyi::exchange
