// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of seals: nothing that is no backup is taken apart, and what is can be told again.
#include "client/core/domain/SealBackup.h"
#include "shared/base/CborWriter.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::core;

namespace {

QByteArray seed()
{
    Digest digest;
    digest.bytes.fill(7);
    CborWriter manifest;
    manifest.startArray(10);
    manifest.text(u"江阴市");
    manifest.unsignedInteger(3);
    manifest.instant(instantFromMilliseconds(1'795'000'000'000));
    manifest.id(SealId(QStringLiteral("jyzf-1")));
    manifest.id(UnitCode(QStringLiteral("jyzf")));
    manifest.text(u"江阴市人民政府办公室");
    manifest.digest(digest);
    manifest.id(MemberId(QStringLiteral("jyzf/sun")));
    manifest.unsignedInteger(0);
    manifest.bytes("seal");
    manifest.endArray();
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(1);
    out.bytes(manifest.take());
    out.bytes("certificate");
    out.bytes("signature");
    out.endArray();
    return out.take();
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray bytes = seed();
    add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto backup = SealBackup::fromBytes(bytes);
    if (!backup)
        return 0;
    // Canonical: the parts put together again are the very bytes.
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(1);
    out.bytes(backup->signedPart);
    out.bytes(backup->certificate);
    out.bytes(backup->signature);
    out.endArray();
    if (out.take() != bytes)
        std::abort();
    return 0;
}
