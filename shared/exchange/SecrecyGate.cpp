// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/SecrecyGate.h"

namespace wenyi::exchange {

Result<Carriage> passSecrecyGate(const SecrecyPolicy &policy, Secrecy declared, ContentClass content)
{
    // The register line of a cipher telegram says nothing of its text, whatever the text's class.
    if (content == ContentClass::CipherTelegram)
        return Carriage::RegisterLineOnly;
    if (declared > policy.highest)
        return Error{ErrorCode::NotAllowed, "exchange.secrecy-refused", secrecyWord(declared)};
    return Carriage::Whole;
}

} // namespace wenyi::exchange
