// SPDX-License-Identifier: GPL-3.0-or-later
// Path data, deltas and colours of OFD pages: any text is read or cut off, and what is read is finite and bounded.
#include "shared/ofd/ColorSpaces.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/PathData.h"
#include "shared/ofd/TextReader.h"

#include <cmath>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::ofd;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    for (const QByteArray &seed : {QByteArray("M0 0L10,0 L 10 10CM 1 1"), QByteArray("S 1 2 Q 1 2 3 4 B 1 2 3 4 5 6 C"),
             QByteArray("M 10 0 A 10 20 30 0 1 0 10 A 0 0 0 1 0 1e7 -1e-9"), QByteArray("g 4 6.5 7 G 1 2"),
             QByteArray("#FF #00 12"), QByteArray("1 0 0 1 1e300 nan")})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    Bounds bounds;
    bounds.add(parsePathData(text).elements);
    if (!bounds.isEmpty()) {
        const layout::Rect box = bounds.rect();
        if (!std::isfinite(box.x + box.y + box.width + box.height))
            std::abort();
    }
    for (const double step : expandDeltas(text, 100)) {
        if (!(std::abs(step) <= 1e7))
            std::abort();
    }
    if (const auto matrix = parseMatrix(text))
        (void)inverted(*matrix);
    XmlElement color;
    color.attributes = {{QStringLiteral("Value"), text}, {QStringLiteral("Alpha"), text}};
    (void)ColorSpaces().colorOf(color);
    return 0;
}
