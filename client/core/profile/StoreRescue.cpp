// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreRescue.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/ContentCipher.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 RescueVersion = 1;
constexpr qsizetype LargestKey = 4 * limits::KiB;
constexpr QByteArrayView RescueUse("wenyi store rescue");

QString pathOf(const Profile &profile)
{
    return profile.path(u"store.rescue"_s);
}

/// Another desktop's file is of no use here.
QByteArray contextOf(const Profile &profile)
{
    return RescueUse.toByteArray() + ' ' + profile.desktop.toString().toUtf8();
}

} // namespace

SecretBytes rescueKeyOf(const SecretBytes &storeKey)
{
    return crypto::deriveKey(storeKey, {}, RescueUse, crypto::ContentKeySize);
}

Result<StoreRescue> readRescue(const Profile &profile, const SecretBytes &rescueKey)
{
    WENYI_TRY(const QByteArray bytes, readBounded(pathOf(profile), 4 * LargestKey));
    WENYI_TRY(QByteArray opened, crypto::unprotect(rescueKey, bytes, contextOf(profile)));
    const SecretBytes plain{QByteArrayView(opened)};
    opened.fill('\0');
    CborReader in(plain.view());
    in.startArray(4);
    if (in.unsignedInteger() != RescueVersion)
        in.fail(ErrorCode::Unsupported, "rescue.version");
    StoreRescue rescue;
    rescue.desktopKey = SecretBytes(QByteArrayView(in.bytes(LargestKey)));
    rescue.curveSecret = SecretBytes(QByteArrayView(in.bytes(LargestKey)));
    rescue.acknowledged = in.unsignedInteger(std::numeric_limits<qint64>::max());
    in.endArray();
    WENYI_CHECK(in.finish());
    return rescue;
}

Result<void> writeRescue(
    const Profile &profile, const StoreRescue &rescue, const SecretBytes &rescueKey, RandomSource &random)
{
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(RescueVersion);
    out.bytes(rescue.desktopKey.view());
    out.bytes(rescue.curveSecret.view());
    out.unsignedInteger(rescue.acknowledged);
    out.endArray();
    QByteArray plain = out.take();
    const auto bytes = crypto::protect(rescueKey, plain, contextOf(profile), random);
    plain.fill('\0');
    if (!bytes)
        return bytes.error();
    return writeDurably(pathOf(profile), *bytes);
}

} // namespace wenyi::core
