// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreKey.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"

namespace wenyi::core {

namespace {

constexpr quint64 KeyVersion = 1;
constexpr qsizetype KeySize = 32;
constexpr qsizetype MaximumHolders = 1000;
constexpr qsizetype MaximumWrappedKey = 1024;

} // namespace

Result<SecretBytes> createStoreKey(const QString &path, const QList<StoreKeyHolder> &holders, RandomSource &random)
{
    SecretBytes key = random.secret(KeySize);
    CborWriter out;
    out.startArray(2);
    out.unsignedInteger(KeyVersion);
    out.startArray(holders.size());
    for (const StoreKeyHolder &holder : holders) {
        WENYI_TRY(const QByteArray wrapped, holder.encryptionKey.encrypt(key.view()));
        out.startArray(2);
        out.id(holder.member);
        out.bytes(wrapped);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    WENYI_CHECK(writeDurably(path, out.take()));
    return key;
}

Result<SecretBytes> openStoreKey(const QString &path, const MemberId &member, const crypto::PrivateKey &key)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::MiB));
    CborReader in(bytes);
    in.startArray(2);
    if (in.unsignedInteger() != KeyVersion)
        in.fail(ErrorCode::Unsupported, "store-key.version");
    std::optional<QByteArray> wrapped;
    for (qsizetype left = in.startList(MaximumHolders); left > 0 && in.ok(); --left) {
        in.startArray(2);
        const auto holder = in.id<MemberId>();
        const QByteArray theirs = in.bytes(MaximumWrappedKey);
        in.endArray();
        if (holder == member)
            wrapped = theirs;
    }
    in.endArray();
    in.endArray();
    WENYI_CHECK(in.finish());
    if (!wrapped)
        return Error{ErrorCode::NotAllowed, "store-key.no-member", member.toString()};
    WENYI_TRY(SecretBytes opened, key.decrypt(*wrapped));
    if (opened.size() != KeySize)
        return Error{ErrorCode::Corrupt, "store-key.damaged", QString::number(opened.size())};
    return opened;
}

} // namespace wenyi::core
