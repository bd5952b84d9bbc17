// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/UseParameter.h"

#include "shared/crypto/Sm3.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qsizetype LongestParameter = 256; ///< Characters; a mark of the largest number has 112.

QString useParameterName()
{
    return QString::fromLatin1(seal::UseMark::Id);
}

} // namespace

ofd::SignatureParameter useParameter(const seal::UseMark &mark)
{
    return {useParameterName(), u"base64"_s, QString::fromLatin1(mark.toDer().toBase64())};
}

std::optional<seal::UseMark> useMarkOf(const seal::SealSignature &value, const ofd::OfdSignature &signature)
{
    const auto extension = seal::UseMark::among(value.extensions());
    if (!extension)
        return {};
    if (*extension)
        return *extension;
    // Whoever alters Signature.xml could name any use there.
    if (value.dataHash() != crypto::sm3(signature.bytes).toBytes())
        return {};
    const ofd::SignatureParameter *found = nullptr;
    for (const ofd::SignatureParameter &parameter : signature.parameters) {
        if (parameter.name != useParameterName())
            continue;
        if (found)
            return {}; // Of two nobody can tell which one was meant.
        found = &parameter;
    }
    if (!found || found->value.size() > LongestParameter)
        return {};
    const auto der = QByteArray::fromBase64Encoding(found->value.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const auto mark = der ? seal::UseMark::fromDer(*der) : Error{ErrorCode::Corrupt, "seal.form", {}};
    return mark ? std::optional(*mark) : std::nullopt;
}

} // namespace wenyi::core
