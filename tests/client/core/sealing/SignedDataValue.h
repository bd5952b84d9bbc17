// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"

#include <QMetaType>

#include <optional>

namespace wenyi::core::tests {

enum class DigestContent { None, Octets, Base64 };

/// How another program writes signed data of GB/T 35275 over a digest.
struct SignedDataValue
{
    DigestContent content = DigestContent::None; ///< The digest as the content that is signed.
    QByteArray other = {};                       ///< What is signed in place of the digest.
    std::optional<Instant> signedAt = {};        ///< With it there are signed attributes.
    QByteArray otherAttribute = {};              ///< In place of the digest that the attributes tell.
    QByteArray algorithm = "1.2.156.10197.1.301.1";
    bool isStreamed = false;          ///< Lengths are left open, and the content lies there in two pieces.
    crypto::Signer *signer = nullptr; ///< Whose key it is in truth; not told: the certificate's.
};

QByteArray signedDataOver(const Digest &digest, crypto::Signer &signer, const SignedDataValue &value);

} // namespace wenyi::core::tests

Q_DECLARE_METATYPE(wenyi::core::tests::SignedDataValue)
