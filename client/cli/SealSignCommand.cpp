// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Places.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/cli/VerdictReport.h"
#include "client/core/sealing/FileSealing.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QDateTime>
#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct SealSignArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string file;
    std::string target;
    std::string at;
    std::string keyword;
    int occurrence = 1;
    std::string offset;
    std::string riding;
    double along = std::nan("");
    double margin = 0;
    int pagesPerSeal = 0;
    bool leavesOpen = false;
    bool isPersonal = false;
    std::string provider;
    std::string providersSeal;
};

const std::map<std::string, core::PageEdge> &edges()
{
    static const std::map<std::string, core::PageEdge> all{{"right", core::PageEdge::Right},
        {"left", core::PageEdge::Left}, {"top", core::PageEdge::Top}, {"bottom", core::PageEdge::Bottom}};
    return all;
}

Result<core::SealPlacing> readPlacing(const SealSignArguments &arguments)
{
    core::SealPlacing placing;
    if (!arguments.at.empty()) {
        WENYI_TRY(placing.place, readPlace(arguments.at));
    } else if (!arguments.keyword.empty()) {
        core::SealAtWords words{fromArgument(arguments.keyword), arguments.occurrence, {}};
        if (!arguments.offset.empty()) {
            WENYI_TRY(const auto numbers, readNumbers(arguments.offset, 2));
            words.offset = {numbers.at(0), numbers.at(1)};
        }
        placing.place = words;
    }
    if (!arguments.riding.empty()) {
        core::RidingSeal riding{edges().at(arguments.riding), {}, arguments.margin, {}};
        if (!std::isnan(arguments.along))
            riding.along = arguments.along;
        if (arguments.pagesPerSeal != 0)
            riding.pagesPerSeal = arguments.pagesPerSeal;
        placing.riding = riding;
    }
    return placing;
}

QJsonValue jsonOf(const std::optional<Instant> &at)
{
    return at ? QJsonValue(toDateTime(*at).toString(Qt::ISODate)) : QJsonValue();
}

QJsonArray jsonOf(const QList<ofd::Stamp> &stamps)
{
    const auto box = [](const layout::Rect &rect) { return QJsonArray{rect.x, rect.y, rect.width, rect.height}; };
    QJsonArray json;
    for (const ofd::Stamp &stamp : stamps) {
        QJsonObject one{{u"page"_s, static_cast<int>(stamp.page) + 1}, {u"boundary"_s, box(stamp.boundary)}};
        if (stamp.clip)
            one.insert(u"clip"_s, box(*stamp.clip));
        json.append(one);
    }
    return json;
}

Result<core::FileSealing> sealingBy(const SealSignArguments &arguments, core::Workspace &workspace)
{
    if (arguments.provider.empty())
        return core::FileSealing(workspace, arguments.isPersonal ? core::SealOwner::Member : core::SealOwner::Unit);
    WENYI_TRY(const auto provided, core::providedSeal(workspace.profile(), workspace.environment().tokens,
                                       fromArgument(arguments.provider), fromArgument(arguments.providersSeal)));
    return core::FileSealing(workspace, provided);
}

Result<void> sign(const SealSignArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto placing, readPlacing(arguments));
    WENYI_TRY(const QByteArray ofd, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    // A leader's approval comes from another desktop, and the use goes to the others.
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    const auto stamping = before.report ? StampingConnection::open(*workspace) : nullptr;
    WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
    WENYI_TRY(auto sealing, sealingBy(arguments, *workspace));
    const auto coverage = arguments.leavesOpen ? ofd::Coverage::LeaveOpen : ofd::Coverage::CloseDocument;
    WENYI_TRY(const auto sealedDocument, sealing.seal(ofd, placing, coverage, pin));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, sealedDocument.ofd));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    const core::SealFinding &own = sealedDocument.verdict.seals.constLast();
    const QString conclusion = QString::fromLatin1(core::conclusionName(sealedDocument.verdict.conclusion));
    const QString digest = QString::fromLatin1(sealedDocument.digest.toHex());
    context.output.line(u"%1  %2  %3  %4"_s.arg(own.sealName, conclusion, digest, target));
    attempt.tellFailure(context.output);
    context.output.result({{u"seal"_s, own.sealName}, {u"conclusion"_s, conclusion}, {u"digest"_s, digest},
        {u"stamps"_s, jsonOf(own.stamps)}, {u"timeProven"_s, jsonOf(own.verdict.stampedAt)}, {u"file"_s, target},
        {u"synchronisation"_s, attempt.toJson()}});
    return {};
}

} // namespace

void addSealSignCommand(Command &seal, Chosen &chosen)
{
    auto arguments = std::make_shared<SealSignArguments>();
    Command &command = seal.addCommand("sign",
        "Seal an OFD with the unit's seal, as a leader approved, or a member's own, at a place or over the edges");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("file", arguments->file, "The OFD file").required();
    Command &place = command.addGroup("Place", "Where the seal stands; millimetres from the page's upper left", 0, 1);
    place.addOption("--at", arguments->at, "PAGE,X,Y: pages count from 1, the seal's middle");
    const Option keyword =
        place.addOption("--keyword", arguments->keyword, "Words on a page: the seal's middle comes over theirs");
    command
        .addOption(
            "--occurrence", arguments->occurrence, "Which time that the words stand there; 0: the last; 1 if not given")
        .within(0, 1'000'000)
        .needs(keyword);
    command.addOption("--offset", arguments->offset, "X,Y: so far to the right and down from the words").needs(keyword);
    Option riding = command.addOption("--riding", arguments->riding, "骑缝章 over this edge of all pages");
    riding.oneOf(edges());
    command
        .addOption(
            "--along", arguments->along, "Its middle from the upper or left edge; the page's middle if not given")
        .needs(riding);
    command.addOption("--margin", arguments->margin, "Left free at the edge; 0 if not given").needs(riding);
    command
        .addOption("--pages-per-seal", arguments->pagesPerSeal,
            "Pages that share one seal; as leave slices of 4 mm if not given")
        .within(2, 50)
        .needs(riding);
    Command &seals = command.addGroup("Seal", "Which seal; the unit's whose key the member holds if not given", 0, 1);
    seals.addFlag(
        "--personal", arguments->isPersonal, "With the member's own seal, 个人名章 or 签名章, and signing key");
    const Option provider = seals.addOption("--provider", arguments->provider,
        "With the unit's seal that this vendor's library (OES) keeps, one of those that are allowed; it asks for its "
        "PIN");
    command.addOption("--seal", arguments->providersSeal, "Which of the provider's seals; needed where it has several")
        .needs(provider);
    command.addFlag("--leave-open", arguments->leavesOpen, "Further seals may follow; else the document is closed");
    command.addOption("--out", arguments->target, "Where the sealed OFD goes").required();
    runWhenChosen(command, chosen, arguments, sign);
}

} // namespace wenyi::cli
