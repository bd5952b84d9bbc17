// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/CourierService.h"
#include "shared/exchange/Names.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct UsbArguments
{
    UnlockArguments unlock;
    std::string folder;
    std::string to;       ///< Of exporting.
    std::string fileName; ///< Of importing; empty: every bundle that is for this desktop.
    bool acceptGap = false;
};

/// A stick is a folder that is there: none is made where nothing is plugged in.
Result<QString> stickFolder(const UsbArguments &arguments)
{
    const QString folder = fromArgument(arguments.folder);
    if (!QFileInfo(folder).isDir())
        return Error{ErrorCode::NotFound, "usb.no-folder", folder};
    return folder;
}

/// The desktop that a text names: a desktop's id, or the only one that can be meant of a unit: whose bundle is to be
/// answered, else the unit's standalone desktop.
Result<DesktopId> addresseeOf(core::Workspace &workspace, const QString &name)
{
    const directory::Directory &directory = workspace.directory();
    if (directory.desktop(DesktopId(name)))
        return DesktopId(name);
    const directory::Unit *unit = directory.unitNamed(name);
    if (!unit)
        unit = directory.unit(UnitCode(name));
    if (!unit)
        return Error{ErrorCode::NotFound, "directory.unknown-name", name};
    QStringList candidates;
    WENYI_TRY(const auto addressees, core::CourierService(workspace).addressees());
    for (const DesktopId &id : addressees) {
        if (directory.desktop(id) && directory.desktop(id)->unit == unit->code)
            candidates.append(id.toString());
    }
    if (candidates.isEmpty()) {
        for (const directory::Desktop &desktop : directory.content().desktops) {
            if (desktop.unit == unit->code && desktop.connection == directory::Connection::Standalone)
                candidates.append(desktop.id.toString());
        }
    }
    if (candidates.size() != 1)
        return Error{ErrorCode::InvalidInput, "usb.which-desktop", candidates.join(u' ')};
    return DesktopId(candidates.first());
}

Result<void> exportBundle(const UsbArguments &arguments, const Context &context)
{
    WENYI_TRY(const QString folder, stickFolder(arguments));
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const DesktopId to, addresseeOf(*workspace, fromArgument(arguments.to)));
    exchange::FolderMedium medium(folder);
    WENYI_TRY(const auto report, core::CourierService(*workspace).exportTo(to, medium));
    context.output.line(u"%1: %2 envelopes, %3 receipts for %4"_s.arg(report.fileName)
                            .arg(report.envelopes)
                            .arg(report.receipts)
                            .arg(to.toString()));
    context.output.result({{u"file"_s, report.fileName}, {u"bundle"_s, report.bundle}, {u"to"_s, to.toString()},
        {u"envelopes"_s, static_cast<qint64>(report.envelopes)},
        {u"receipts"_s, static_cast<qint64>(report.receipts)}});
    return {};
}

QString kindName(exchange::BundleItemKind kind)
{
    switch (kind) {
    case exchange::BundleItemKind::Envelope:
        return u"envelope"_s;
    case exchange::BundleItemKind::Receipt:
        return u"receipt"_s;
    case exchange::BundleItemKind::Directory:
        return u"directory"_s;
    default:
        return u"other"_s;
    }
}

QJsonObject itemJson(const core::ImportLine &line, const Output &output)
{
    const bool isNew = line.novelty == core::Novelty::New;
    const QString outcome = line.refusal ? u"refused"_s : isNew ? u"taken"_s : u"known"_s;
    QJsonObject object{{u"kind"_s, kindName(line.kind)}, {u"subject"_s, line.subject}, {u"outcome"_s, outcome}};
    if (line.refusal)
        object.insert(u"error"_s, toJson(*line.refusal));
    output.line(u"    %1 %2: %3 %4"_s.arg(
        kindName(line.kind), line.subject, outcome, line.refusal ? describe(*line.refusal) : QString()));
    return object;
}

/// Tells what became of one bundle; gives the first thing that was refused in it.
QJsonObject bundleJson(const QString &fileName, const Result<core::ImportReport> &imported,
    const core::Workspace &workspace, const Output &output, std::optional<Error> &refusal)
{
    if (!imported) {
        output.line(u"%1: refused %2"_s.arg(fileName, describe(imported.error())));
        refusal = imported.error();
        return {{u"file"_s, fileName}, {u"outcome"_s, u"refused"_s}, {u"error"_s, toJson(imported.error())}};
    }
    output.line(u"%1 from %2: %3"_s.arg(fileName, unitName(workspace, imported->from),
        imported->wasImportedBefore ? u"imported before, nothing was looked at again"_s : u"imported"_s));
    QJsonArray items;
    QJsonArray arrivals;
    for (const core::ImportLine &line : imported->lines) {
        items.append(itemJson(line, output));
        if (line.refusal && !refusal)
            refusal = line.refusal;
    }
    for (const core::ArrivalOutcome &arrival : imported->arrivals)
        arrivals.append(arrival.stream.toString());
    return {{u"file"_s, fileName}, {u"bundle"_s, imported->bundle}, {u"from"_s, unitJson(workspace, imported->from)},
        {u"outcome"_s, imported->wasImportedBefore ? u"known"_s : u"imported"_s}, {u"items"_s, items},
        {u"arrivals"_s, arrivals}};
}

Result<QStringList> bundlesToImport(const UsbArguments &arguments, const QString &folder)
{
    if (arguments.fileName.empty())
        return core::CourierService::bundlesIn(folder);
    const QString fileName = fromArgument(arguments.fileName);
    if (!exchange::isFileName(fileName))
        return Error{ErrorCode::InvalidInput, "usb.file-name", fileName};
    return QStringList{fileName};
}

Result<void> importBundles(const UsbArguments &arguments, const Context &context)
{
    WENYI_TRY(const QString folder, stickFolder(arguments));
    WENYI_TRY(const QStringList fileNames, bundlesToImport(arguments, folder));
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    exchange::FolderMedium medium(folder);
    const auto gaps = arguments.acceptGap ? exchange::GapPolicy::Accept : exchange::GapPolicy::Refuse;
    QJsonArray bundles;
    std::optional<Error> first;
    for (const QString &fileName : fileNames) {
        const auto imported = core::CourierService(*workspace).import(medium, fileName, gaps);
        // A stick may carry bundles for several desktops: what is another's is told and is no failure.
        const bool isAnothers =
            arguments.fileName.empty() && !imported && imported.error().reason == "bundle.not-for-you";
        std::optional<Error> refusal;
        bundles.append(bundleJson(fileName, imported, *workspace, context.output, refusal));
        if (refusal && !isAnothers && !first)
            first = refusal;
    }
    if (fileNames.isEmpty())
        context.output.line(u"no bundle in "_s + folder);
    context.output.result({{u"bundles"_s, bundles}});
    if (first)
        return *first;
    return {};
}

} // namespace

void addUsbCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("usb", "Exchange with a standalone desktop by stick");
    command.requireCommand();
    const auto add = [&](const char *name, const char *about, auto step) {
        auto arguments = std::make_shared<UsbArguments>();
        Command &sub = command.addCommand(name, about);
        addUnlockOptions(sub, arguments->unlock);
        sub.addOption("--dir", arguments->folder, "The stick's folder").required();
        runWhenChosen(sub, chosen, arguments, step);
        return std::pair(&sub, arguments);
    };
    const auto [exporting, exported] = add("export", "Write a bundle for a desktop onto a stick", exportBundle);
    exporting->addOption("--to", exported->to, "The desktop, or its unit by name or code").required();
    const auto [importing, imported] = add("import", "Take what lies on a stick for this desktop", importBundles);
    importing->addOption("file", imported->fileName, "One bundle by its name; every one if not given");
    importing->addFlag("--accept-gap", imported->acceptGap, "Although a bundle before it never came (a lost stick)");
}

} // namespace wenyi::cli
