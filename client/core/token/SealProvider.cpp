// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/SealProvider.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<seal::SealSignature> sealByProvider(
    TokenProcess &provider, const QString &sealId, const Digest &dataHash, const QString &propertyInfo)
{
    WENYI_TRY(
        const auto given, provider.ask<token::Sealed>(token::SealDigest{sealId, propertyInfo, dataHash.toBytes()}));
    const auto bad = [&provider](const QString &why) {
        return Error{ErrorCode::NotTrusted, "token.bad-signature", provider.driver().path + u": "_s + why};
    };
    auto signature = seal::SealSignature::fromDer(given.signature);
    if (!signature)
        return bad(describe(signature.error()));
    if (const auto holds = signature->verifyValue(); !holds)
        return bad(describe(holds.error()));
    if (signature->dataHash() != dataHash.toBytes() || signature->propertyInfo() != propertyInfo)
        return bad(u"another document"_s);
    if (signature->seal().info().id != sealId)
        return bad(u"another seal"_s);
    return signature;
}

} // namespace wenyi::core
