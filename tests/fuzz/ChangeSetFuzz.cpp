// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of changes as a damaged segment may hold them: what is read is written as it was read.
#include "shared/journal/ChangeSet.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::journal;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto set = ChangeSet::fromBytes(bytes);
    if (!set)
        return 0;
    const auto again = ChangeSet::fromBytes(set->toBytes());
    if (!again || again->toBytes() != set->toBytes() || again->size() != set->size())
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    ChangeSet set;
    set.add({"INSERT INTO t(a) VALUES (?)", {qint64(-1), QStringLiteral("公文"), QByteArray("b"), std::monostate()}});
    set.add({"CREATE TABLE t(a)", {}, true});
    const QByteArray bytes = set.toBytes();
    add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}
