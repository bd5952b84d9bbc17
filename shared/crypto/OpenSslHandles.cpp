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

} // namespace wenyi::crypto
