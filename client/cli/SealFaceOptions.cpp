// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SealFaceOptions.h"

#include "client/core/domain/SealFaces.h"
#include "client/core/viewing/ForeignPictures.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype LargestScan = 64 * limits::MiB;

QString wordsOf(const char16_t *words)
{
    return QStringView(words).toString();
}

const layout::SealMeasure *measureOf(const std::string &rank)
{
    for (const layout::SealMeasure &measure : layout::sealMeasures()) {
        if (rank == measure.key)
            return &measure;
    }
    return nullptr;
}

/// As the shell gives it: a line break is hard to type there.
QString withBreaks(const QString &text)
{
    return QString(text).replace(u"\\n"_s, u"\n"_s);
}

Result<seal::SealFace> makeRound(const FaceArguments &arguments, const QString &name, const layout::FontSet &fonts)
{
    layout::SealPictureDesign design;
    if (const layout::SealMeasure *measure = measureOf(arguments.rank)) {
        design.diameter = measure->diameter;
        design.ring = measure->ring;
        design.centre = measure->centre;
    }
    design.unit = withBreaks(name);
    design.line = withBreaks(fromArgument(arguments.line));
    if (arguments.size > 0)
        design.diameter = arguments.size;
    if (!arguments.centre.empty())
        design.centre = arguments.centre == "star" ? layout::SealCentre::Star : layout::SealCentre::Empty;
    return core::roundFace(design, fonts);
}

Result<seal::SealFace> makeNameSeal(const FaceArguments &arguments, const QString &name, const layout::FontSet &fonts)
{
    layout::NameSealDesign design;
    design.name = name;
    design.carving = arguments.carving == "intaglio" ? layout::Carving::Intaglio : layout::Carving::Relief;
    if (arguments.size > 0)
        design.side = arguments.size;
    return core::nameFace(design, fonts);
}

Result<seal::SealFace> cleanPicture(const FaceArguments &arguments)
{
    const bool isSignature = arguments.face == "signature";
    const double usual = isSignature ? 40 : 42;
    const layout::ScanCleaning cleaning{isSignature ? layout::ScanInk::Dark : layout::ScanInk::Red,
        arguments.size > 0 ? arguments.size : usual, arguments.resolution};
    WENYI_TRY(const QByteArray encoded, readBounded(fromArgument(arguments.picture), LargestScan));
    return core::scannedFace(encoded, cleaning, core::decodedByHelper());
}

Result<void> listMeasures(const FaceArguments &, const Context &context)
{
    QJsonArray measures;
    for (const layout::SealMeasure &measure : layout::sealMeasures()) {
        const bool isLargest = measure.bound == layout::MeasureBound::AtMost;
        const QString centre = measure.centre == layout::SealCentre::Star ? u"star"_s : u"empty"_s;
        context.output.line(u"%1  %2%3 mm  %4  %5 (%6)"_s.arg(QString::fromLatin1(measure.key), -13)
                                .arg(isLargest ? u"≤"_s : u" "_s)
                                .arg(measure.diameter)
                                .arg(centre, -5)
                                .arg(wordsOf(measure.who), wordsOf(measure.source)));
        measures.append(QJsonObject{{u"rank"_s, QString::fromLatin1(measure.key)}, {u"who"_s, wordsOf(measure.who)},
            {u"diameter"_s, measure.diameter}, {u"atMost"_s, isLargest}, {u"centre"_s, centre},
            {u"source"_s, wordsOf(measure.source)}});
    }
    context.output.result({{u"measures"_s, measures}});
    return {};
}

} // namespace

void addFaceOptions(Command &command, FaceArguments &arguments)
{
    std::vector<std::string> ranks;
    for (const layout::SealMeasure &measure : layout::sealMeasures())
        ranks.emplace_back(measure.key);
    command
        .addOption("--face", arguments.face,
            "How it is made: drawn round (a unit's), a scan of a stamped seal, a square name seal, or a scanned "
            "signature")
        .oneOf({"round", "scan", "name", "signature"});
    command.addOption("--rank", arguments.rank, "Round: whose measure it gets, see `seal measures`").oneOf(ranks);
    command
        .addOption("--diameter,--size", arguments.size,
            "Millimetres: diameter, side of a name seal, longer side of a scan; by rank or 42, 18, 42, of a signature "
            "40")
        .within(1, 100);
    command.addOption(
        "--line", arguments.line, "Round: straight under the middle, e.g. 合同专用章; \\n parts two lines");
    command.addOption("--centre", arguments.centre, "Round: star or empty; by rank, else star")
        .oneOf({"star", "empty"});
    command.addOption("--carving", arguments.carving, "Name seal: relief (朱文) or intaglio (白文)")
        .oneOf({"relief", "intaglio"});
    command.addOption("--picture", arguments.picture, "Scan and signature: the picture, PNG, JPEG and others");
    command.addOption("--dpi", arguments.resolution, "Scan and signature: dots an inch of the face").within(96, 600);
    command.addFlag("--personal", arguments.isPersonal, "Scan: of a person's seal, not of a unit's");
    command.addOption("--preview", arguments.preview, "Writes the face as FILE.png too");
}

seal::SealType typeOf(const FaceArguments &arguments)
{
    const bool isPersons = arguments.face == "name" || arguments.face == "signature" || arguments.isPersonal;
    return isPersons ? seal::SealType::Personal : seal::SealType::Unit;
}

Result<seal::SealFace> makeFace(const FaceArguments &arguments, const QString &name, const Context &context)
{
    const bool isScanned = arguments.face == "scan" || arguments.face == "signature";
    if (isScanned && arguments.picture.empty())
        return Error{ErrorCode::InvalidInput, "seal-face.no-picture", {}};
    if (!isScanned && !arguments.picture.empty())
        return Error{ErrorCode::InvalidInput, "seal-face.picture-unused", {}};
    if (isScanned)
        return cleanPicture(arguments);
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    return arguments.face == "name" ? makeNameSeal(arguments, name, *fonts) : makeRound(arguments, name, *fonts);
}

void addSealMeasuresCommand(Command &seal, Chosen &chosen)
{
    Command &command = seal.addCommand("measures", "Whose seals have which diameter, and where the figure comes from");
    runWhenChosen(command, chosen, std::make_shared<FaceArguments>(), listMeasures);
}

} // namespace wenyi::cli
