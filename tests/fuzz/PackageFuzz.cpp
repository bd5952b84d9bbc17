// SPDX-License-Identifier: GPL-3.0-or-later
// ZIP census and container: whatever opens can be read whole and written again with the same files.
#include "shared/ofd/Package.h"

#include "tests/shared/ofd/SampleDocument.h"

#include <cstdlib>

using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray bytes = samplePackage();
    add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto package = Package::open(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    const auto entries = package ? package->readAll() : wenyi::Result<QList<PackageEntry>>(package.error());
    if (!entries)
        return 0;
    const auto written = writePackage(*entries);
    if (!written)
        std::abort();
    const auto again = Package::open(*written);
    if (!again || again->paths() != package->paths())
        std::abort();
    return 0;
}
