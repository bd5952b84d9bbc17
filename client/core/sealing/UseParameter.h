// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Signature.h"
#include "shared/seal/SealSignature.h"
#include "shared/seal/UseMark.h"

namespace wenyi::core {

/// The use mark as a parameter of Signature.xml: for a seal whose provider (OES) signs a digest and takes no
/// extensions. Its name is the mark's object identifier, its value the mark's DER in base64.
ofd::SignatureParameter useParameter(const seal::UseMark &mark);

/// Which use of its seal a signature says that it is: by the extension that it bears, or where it bears none by the
/// parameter of Signature.xml, provided that the signature is over that file as it is. Nothing where neither says so
/// in a form that can be read.
std::optional<seal::UseMark> useMarkOf(const seal::SealSignature &value, const ofd::OfdSignature &signature);

} // namespace wenyi::core
