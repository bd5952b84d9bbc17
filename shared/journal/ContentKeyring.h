// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/journal/Entry.h"

#include <QByteArray>
#include <QString>

#include <map>

namespace wenyi::journal {

/// 授权密钥: a group's content key, wrapped for one member; travels in the journal in clear, since only that member's
/// private key opens it.
struct KeyGrant
{
    Audience audience; ///< The group and the number of its key.
    MemberId recipient;
    QByteArray wrappedKey; ///< crypto::PublicKey::encrypt() under the member's encryption certificate.

    static Result<KeyGrant> wrap(const Audience &audience, const SecretBytes &contentKey, const MemberId &recipient,
        const crypto::PublicKey &recipientKey);
    /// Fails with NotTrusted "crypto.decrypt", Corrupt "key-grant.size".
    Result<SecretBytes> open(const crypto::PrivateKey &recipientKey) const;
    QByteArray toBytes() const;
    static Result<KeyGrant> fromBytes(QByteArrayView bytes);
};

/// The content keys that an unlocked desktop holds, and payloads protected under them.
class ContentKeyring
{
public:
    void add(const Audience &audience, SecretBytes contentKey);
    bool holds(const Audience &audience) const;
    /// The newest key of a group: what new entries are written under. Fails with NotFound "keyring.no-key".
    Result<Audience> newest(const QString &group) const;
    /// Fails with NotFound "keyring.no-key".
    Result<const SecretBytes *> key(const Audience &audience) const;

    /// Protects an entry's clear payload in place for its audience (a clear audience leaves it).
    Result<void> protectPayload(Entry &entry, RandomSource &random) const;
    /// The clear payload. Fails with NotFound "keyring.no-key", NotTrusted "content.altered".
    Result<QByteArray> openPayload(const Entry &entry) const;

private:
    std::map<std::pair<QString, quint32>, SecretBytes> m_keys;
};

} // namespace wenyi::journal
