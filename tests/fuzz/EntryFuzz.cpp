// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Entry.h"

#include <cstdint>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::journal;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const Entry entry{DesktopId(QStringLiteral("d")), 2, *Digest::fromHex(QByteArray(64, 'a')),
        StreamId(QStringLiteral("s")), QStringLiteral("t"), QStringLiteral("k"), {1, 2}, MemberId(QStringLiteral("m")),
        {QStringLiteral("u"), 1}, QByteArray(20, 'p'), {{Digest{}, 5}}};
    const auto stored = encodeEntry(entry);
    add(reinterpret_cast<const uint8_t *>(stored->bytes.constData()), static_cast<size_t>(stored->bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto read = decodeEntry(bytes);
    // What is taken is canonical: written again it is the same.
    if (read && encodeEntry(read->entry)->bytes != bytes)
        std::abort();
    return 0;
}
