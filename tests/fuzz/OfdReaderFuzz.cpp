// SPDX-License-Identifier: GPL-3.0-or-later
// OFD XML: any bytes in place of any one file of a package are read or refused, never worse. The first byte chooses
// the file.
#include "shared/ofd/OfdReader.h"

#include "tests/shared/ofd/SampleDocument.h"

#include <cstdlib>

using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QList<PackageEntry> entries = sampleEntries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QByteArray bytes = static_cast<char>(i) + entries[i].bytes;
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QList<PackageEntry> entries = sampleEntries();
    entries[data[0] % entries.size()].bytes =
        QByteArray(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const auto package = Package::open(writePackage(entries).value());
    if (!package)
        std::abort();
    if (const auto document = readOfd(*package); document && document->pageTexts.isEmpty())
        std::abort();
    return 0;
}
