// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SealFaceOptions.h"

#include "client/core/domain/SealFaceOrder.h"
#include "client/core/viewing/ForeignPictures.h"
#include "shared/base/DurableFile.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

QString wordsOf(const char16_t *words)
{
    return QStringView(words).toString();
}

/// As the shell gives it: a line break is hard to type there.
QString withBreaks(const QString &text)
{
    return QString(text).replace(u"\\n"_s, u"\n"_s);
}

core::FaceKind kindOf(const std::string &face)
{
    using enum core::FaceKind;
    return face == "scan" ? Scan : face == "name" ? Name : face == "signature" ? Signature : Round;
}

core::SealFaceOrder orderOf(const FaceArguments &arguments, const QString &name)
{
    core::SealFaceOrder order;
    order.kind = kindOf(arguments.face);
    order.name = order.kind == core::FaceKind::Round ? withBreaks(name) : name;
    order.measure = core::measureNamed(arguments.rank);
    order.line = withBreaks(fromArgument(arguments.line));
    if (!arguments.centre.empty())
        order.centre = arguments.centre == "star" ? layout::SealCentre::Star : layout::SealCentre::Empty;
    order.carving = arguments.carving == "intaglio" ? layout::Carving::Intaglio : layout::Carving::Relief;
    order.size = arguments.size;
    order.resolution = arguments.resolution;
    order.isPersonal = arguments.isPersonal;
    return order;
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
    const bool isPersons = arguments.isPersonal || core::sealTypeOf(orderOf(arguments, {})) == seal::SealType::Personal;
    return isPersons ? seal::SealType::Personal : seal::SealType::Unit;
}

Result<seal::SealFace> makeFace(const FaceArguments &arguments, const QString &name, const Context &context)
{
    core::SealFaceOrder order = orderOf(arguments, name);
    if (!core::isScanned(order.kind) && !arguments.picture.empty())
        return Error{ErrorCode::InvalidInput, "seal-face.picture-unused", {}};
    if (!arguments.picture.empty()) {
        WENYI_TRY(order.picture, readBounded(fromArgument(arguments.picture), core::LargestScan));
    }
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    return core::makeFace(order, *fonts, core::decodedByHelper());
}

void addSealMeasuresCommand(Command &seal, Chosen &chosen)
{
    Command &command = seal.addCommand("measures", "Whose seals have which diameter, and where the figure comes from");
    runWhenChosen(command, chosen, std::make_shared<FaceArguments>(), listMeasures);
}

} // namespace wenyi::cli
