// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/OpenSslHandles.h"

#include <openssl/err.h>

namespace wenyi::crypto {

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
