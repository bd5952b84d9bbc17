// SPDX-License-Identifier: GPL-3.0-or-later
// OFD XML: any bytes in place of any one file of a package are read or refused, never worse, and what was read can be
// written again. The first byte chooses the file.
#include "shared/layout/FaceCut.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/OfdWriter.h"

#include "tests/shared/ofd/SampleDocument.h"
#include "tests/shared/ofd/ZipBuilder.h"

#include <QHash>

#include <cstdlib>

using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;

/// A face of a few characters: embedding one of 7 MB would take most of the time.
static wenyi::layout::FontFaceRef smallFace()
{
    using namespace wenyi::layout;
    const auto whole = FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s);
    if (!whole)
        std::abort();
    FaceUse use{{0}, {}};
    for (const char32_t character : U"第一二页文字 0123456789") {
        use.characters.insert(character);
        use.glyphs.insert((*whole)->glyphFor(character));
    }
    const auto cut = cutFace(**whole, use, GlyphNumbers::Renewed);
    return FontFace::fromBytes(cut.value().bytes).value();
}

static wenyi::layout::FontFaceRef face()
{
    static const wenyi::layout::FontFaceRef known = smallFace();
    return known;
}

/// A package that nothing is compressed in.
static QByteArray stored(const QList<PackageEntry> &entries)
{
    QList<ZipPart> parts;
    for (const PackageEntry &entry : entries)
        parts.append({.name = entry.path.toUtf8(), .bytes = entry.bytes});
    return buildZip(parts);
}

/// A page with everything that pages hold.
static QByteArray richPage()
{
    const QByteArray clips = "<ofd:Clips><ofd:Clip><ofd:Area CTM=\"1 0 0 1 1 1\"><ofd:Path Boundary=\"0 0 9 9\">"
                             "<ofd:AbbreviatedData>M 0 0 L 9 0 A 5 5 0 0 1 9 9 C</ofd:AbbreviatedData></ofd:Path>"
                             "</ofd:Area></ofd:Clip></ofd:Clips>";
    const QByteArray shading = "<ofd:FillColor><ofd:RadialShd StartPoint=\"1 2\" EndPoint=\"3 4\" StartRadius=\"1\" "
                               "EndRadius=\"9\" Eccentricity=\"0.5\" Angle=\"30\" MapType=\"Reflect\" MapUnit=\"1\" "
                               "Extend=\"3\"><ofd:Segment Position=\"0\"><ofd:Color Value=\"#FF 0 0\"/></ofd:Segment>"
                               "<ofd:Segment><ofd:Color Value=\"9\" Alpha=\"7\"/></ofd:Segment></ofd:RadialShd>"
                               "</ofd:FillColor>";
    const QByteArray path =
        "<ofd:PathObject ID=\"5\" Boundary=\"1 1 9 9\" Fill=\"true\" CTM=\"1 0 0 2 0 0\" Alpha=\"9\" "
        "DashPattern=\"1 2\" Cap=\"Round\">"
        + clips + shading + "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>";
    const QByteArray pattern =
        "<ofd:PathObject ID=\"6\" Boundary=\"1 1 9 9\" Fill=\"true\"><ofd:FillColor><ofd:Pattern "
        "Width=\"3\" Height=\"3\" XStep=\"4\" ReflectMethod=\"RowAndColumn\" RelativeTo=\"Page\" "
        "CTM=\"1 0 0 1 0 0\"><ofd:CellContent>"
        + path
        + "</ofd:CellContent></ofd:Pattern></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 9 9 L 0 9 C"
          "</ofd:AbbreviatedData></ofd:PathObject>";
    const QByteArray text = "<ofd:TextObject ID=\"7\" Boundary=\"0 0 9 9\" Font=\"3\" Size=\"3\" HScale=\"0.5\" "
                            "Weight=\"700\" Italic=\"true\" CharDirection=\"90\" ReadDirection=\"90\">"
                            + clips
                            + "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"1\" GlyphCount=\"2\"><ofd:Glyphs>1 2"
                              "</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X=\"0\" Y=\"3\" DeltaX=\"g 2 3\">文字"
                              "</ofd:TextCode></ofd:TextObject>";
    return xmlFile(
        "Page", "<ofd:Content><ofd:Layer ID=\"2\" Type=\"Foreground\">" + path + pattern + text
                    + "<ofd:CompositeObject ID=\"8\" ResourceID=\"1\" Alpha=\"3\"/></ofd:Layer></ofd:Content>");
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QList<PackageEntry> entries = sampleEntries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QByteArray bytes = static_cast<char>(i) + entries[i].bytes;
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
        if (entries[i].path.endsWith(u"Page_0/Content.xml")) {
            const QByteArray rich = static_cast<char>(i) + richPage();
            add(reinterpret_cast<const uint8_t *>(rich.constData()), static_cast<size_t>(rich.size()));
        }
    }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QList<PackageEntry> entries = sampleEntries();
    entries[data[0] % entries.size()].bytes =
        QByteArray(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const auto package = Package::open(stored(entries));
    if (!package) // What is stored may look like the end of another ZIP, which the census refuses.
        return 0;
    const auto document = readOfd(*package, [](const QString &) { return face(); });
    if (!document)
        return 0;
    if (document->pageTexts.isEmpty())
        std::abort();
    // Compressing takes more than all the rest, so that one in eight is written; which, only the bytes decide.
    if (qHashBits(data, size) % 8 != 0)
        return 0;
    const auto written = writeOfd(document->content);
    if (!written)
        return 0;
    const auto again = Package::open(*written);
    const auto reread = again ? readOfd(*again) : wenyi::Result<OfdDocument>(again.error());
    // Patterns and clips cost a little more once they are written out.
    if (!reread && reread.error().code != wenyi::ErrorCode::TooLarge)
        std::abort();
    return 0;
}
