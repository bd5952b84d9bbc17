// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/ContentKeyring.h"
#include "shared/journal/ServerTerm.h"
#include "shared/journal/UnitLog.h"

#include <cstdint>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::journal;

static LogRun sampleRun()
{
    LogRun run;
    run.first = 7;
    run.run.entries = {QByteArray("entry one"), QByteArray("entry two")};
    run.run.head = {DesktopId(QStringLiteral("d")), {2, {}}, instantFromMilliseconds(5), QByteArray("signature")};
    return run;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const Checkpoint checkpoint{UnitCode(QStringLiteral("u")), {3, {}}, instantFromMilliseconds(9), QByteArray("s")};
    const KeyGrant grant{{QStringLiteral("u"), 1}, MemberId(QStringLiteral("m")), QByteArray(100, 'w')};
    const ServerTerm term{{1'795'000'000, TermKind::TakenOver, instantFromMilliseconds(9)}, QByteArray("s")};
    for (const QByteArray &seed : {sampleRun().toBytes(), checkpoint.toBytes(), grant.toBytes(), term.toBytes()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto run = LogRun::fromBytes(bytes);
    const auto checkpoint = Checkpoint::fromBytes(bytes);
    const auto grant = KeyGrant::fromBytes(bytes);
    const auto term = ServerTerm::fromBytes(bytes);
    const bool same = (!run || run->toBytes() == bytes) && (!checkpoint || checkpoint->toBytes() == bytes)
                      && (!grant || grant->toBytes() == bytes) && (!term || term->toBytes() == bytes);
    if (!same)
        std::abort();
    return 0;
}
