// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

namespace {

/// Every typed reader over every element; what a reader gives must lie inside what it was given.
void readAll(DerReader reader)
{
    while (!reader.atEnd()) {
        for (DerReader probe = reader; probe.integer();) {
        }
        for (DerReader probe = reader; probe.objectIdentifier();) {
        }
        for (DerReader probe = reader; probe.bitString();) {
        }
        for (DerReader probe = reader; probe.text();) {
        }
        for (DerReader probe = reader; probe.time();) {
        }
        const auto element = reader.element();
        if (!element)
            return;
        if (element->content.size() > element->raw.size())
            std::abort();
        if (const auto inner = reader.inside(*element))
            readAll(*inner);
    }
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    DerWriter fields;
    fields.integer(-300).objectIdentifier("2.25.1").utf8String(u"样例"_s).utcTime({}).bitString("bits");
    DerWriter outer;
    outer.explicitTag(0, fields).sequence(fields);
    const QByteArray seed = DerWriter().sequence(outer).bytes();
    add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    readAll(DerReader(QByteArrayView(data, static_cast<qsizetype>(size))));
    return 0;
}
