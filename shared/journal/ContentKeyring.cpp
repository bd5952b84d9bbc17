// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/ContentKeyring.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/ContentCipher.h"

namespace wenyi::journal {

namespace {

constexpr quint64 KeyringVersion = 1;
constexpr qsizetype MaximumWrappedKey = 1024;

Error noKey(const QString &group)
{
    return Error{ErrorCode::NotFound, "keyring.no-key", group};
}

} // namespace

Result<KeyGrant> KeyGrant::wrap(const Audience &audience, const SecretBytes &contentKey, const MemberId &recipient,
    const crypto::PublicKey &recipientKey)
{
    WENYI_TRY(const QByteArray wrapped, recipientKey.encrypt(contentKey.view()));
    return KeyGrant{audience, recipient, wrapped};
}

Result<SecretBytes> KeyGrant::open(const crypto::PrivateKey &recipientKey) const
{
    WENYI_TRY(SecretBytes key, recipientKey.decrypt(wrappedKey));
    if (key.size() != crypto::ContentKeySize)
        return Error{ErrorCode::Corrupt, "key-grant.size", QString::number(key.size())};
    return key;
}

QByteArray KeyGrant::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.unsignedInteger(KeyringVersion);
    out.text(audience.group);
    out.unsignedInteger(audience.keyId);
    out.id(recipient);
    out.bytes(wrappedKey);
    out.endArray();
    return out.take();
}

Result<KeyGrant> KeyGrant::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(5);
    if (in.unsignedInteger() != KeyringVersion)
        in.fail(ErrorCode::Unsupported, "key-grant.version");
    KeyGrant grant;
    grant.audience.group = in.text(256);
    grant.audience.keyId = static_cast<quint32>(in.unsignedInteger(std::numeric_limits<quint32>::max()));
    grant.recipient = in.id<MemberId>();
    grant.wrappedKey = in.bytes(MaximumWrappedKey);
    in.endArray();
    WENYI_CHECK(in.finish());
    return grant;
}

void ContentKeyring::add(const Audience &audience, SecretBytes contentKey)
{
    m_keys.insert_or_assign({audience.group, audience.keyId}, std::move(contentKey));
}

bool ContentKeyring::holds(const Audience &audience) const
{
    return m_keys.contains({audience.group, audience.keyId});
}

Result<Audience> ContentKeyring::newest(const QString &group) const
{
    const auto above = m_keys.upper_bound({group, std::numeric_limits<quint32>::max()});
    if (above == m_keys.begin() || std::prev(above)->first.first != group)
        return noKey(group);
    return Audience{group, std::prev(above)->first.second};
}

Result<const SecretBytes *> ContentKeyring::key(const Audience &audience) const
{
    const auto found = m_keys.find({audience.group, audience.keyId});
    if (found == m_keys.end())
        return noKey(audience.group);
    return &found->second;
}

Result<void> ContentKeyring::protectPayload(Entry &entry, RandomSource &random) const
{
    if (entry.audience.group.isEmpty())
        return {};
    WENYI_TRY(const SecretBytes *contentKey, key(entry.audience));
    WENYI_TRY(entry.payload, crypto::protect(*contentKey, entry.payload, payloadContext(entry), random));
    return {};
}

Result<QByteArray> ContentKeyring::openPayload(const Entry &entry) const
{
    if (entry.audience.group.isEmpty())
        return entry.payload;
    WENYI_TRY(const SecretBytes *contentKey, key(entry.audience));
    return crypto::unprotect(*contentKey, entry.payload, payloadContext(entry));
}

} // namespace wenyi::journal
