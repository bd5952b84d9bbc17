// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/TokenProcess.h"
#include "shared/seal/SealSignature.h"

namespace wenyi::core {

/// Seals with one of a provider's seals (OES). What the provider gives is a signature only if its value holds and it is
/// over this document, by the seal that was asked for. Fails with NotTrusted "token.bad-signature", Cancelled
/// "token.cancelled", NotFound "token.no-seal", and as TokenProcess::ask() does.
Result<seal::SealSignature> sealByProvider(
    TokenProcess &provider, const QString &sealId, const Digest &dataHash, const QString &propertyInfo);

} // namespace wenyi::core
