// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/OpenSslHandles.h"

#include <openssl/err.h>

namespace wenyi::crypto {

QByteArray wholeOctets(const ASN1_BIT_STRING *bits)
{
    constexpr long unusedBits = 0x07;
    if (bits->flags & unusedBits)
        return {};
    return {reinterpret_cast<const char *>(ASN1_STRING_get0_data(bits)), ASN1_STRING_length(bits)};
}

QString takeOpenSslErrors()
{
    QString text;
    while (const unsigned long code = ERR_get_error()) {
        char line[256];
        ERR_error_string_n(code, line, sizeof line);
        if (!text.isEmpty())
            text += QStringLiteral("; ");
        text += QString::fromLatin1(line);
    }
    return text;
}

Result<QByteArray> digestOf(const QList<QByteArrayView> &content, int method)
{
    const MdContextGuard context(EVP_MD_CTX_new());
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int size = 0;
    bool works = context && EVP_DigestInit_ex(context.get(), EVP_get_digestbynid(method), nullptr) == 1;
    for (const QByteArrayView part : content)
        works = works && EVP_DigestUpdate(context.get(), part.data(), static_cast<size_t>(part.size())) == 1;
    if (!works || EVP_DigestFinal_ex(context.get(), octets(digest.data()), &size) != 1)
        return Error{ErrorCode::Internal, "crypto.digest", takeOpenSslErrors()};
    digest.truncate(size);
    return digest;
}

} // namespace wenyi::crypto
