// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Commands.h"
#include "client/cli/DirectoryReport.h"
#include "client/cli/JsonForms.h"
#include "client/core/sealing/TrustFiles.h"
#include "client/ui/text/DirectoryWords.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/directory/DirectoryChangeFile.h"
#include "shared/directory/DirectoryRules.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype LargestDirectory = 64 * limits::MiB;
constexpr qsizetype LargestChanges = 4 * limits::MiB;
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype LargestCard = 17 * limits::MiB;

/// A directory file, and whose word it is judged by.
struct FileArguments
{
    CaArguments ca;
    std::vector<std::string> roots;
    std::string file;
    std::string newer;
    int days = 30;
};

struct EditArguments
{
    CaArguments ca;
    std::string directory;
    std::string changes;
    std::string target;
    bool triesOnly = false;
};

Result<crypto::TrustStore> trustOf(const FileArguments &arguments, const Context &context)
{
    core::TrustFiles files{fromArguments(arguments.roots), {}};
    if (!arguments.ca.folder.empty()) {
        const QString folder = fromArgument(arguments.ca.folder);
        files = {{folder + u"/root.der"_s, folder + u"/operating.der"_s}, {folder + u"/revocations.crl"_s}};
    }
    return core::readTrustFiles(files, context.environment.clock.now());
}

Result<directory::Directory> open(const std::string &file, const FileArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto trust, trustOf(arguments, context));
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(file), LargestDirectory));
    return directory::Directory::open(bytes, trust, context.environment.clock.now());
}

Result<void> show(const FileArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto directory, open(arguments.file, arguments, context));
    for (const QString &line : directoryLines(directory))
        context.output.line(line);
    context.output.result(directoryJson(directory));
    return {};
}

/// Everything that a desktop asks of it, and what a desktop does not: that it is current, and what ends soon.
Result<void> check(const FileArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto directory, open(arguments.file, arguments, context));
    const Instant now = context.environment.clock.now();
    const QJsonArray ending = endingSoon(directory, now + std::chrono::hours(24) * arguments.days);
    for (const auto &row : ending)
        context.output.line(u"%1  %2"_s.arg(
            row.toObject().value(u"notAfter"_s).toString(), row.toObject().value(u"whose"_s).toString()));
    const auto version = static_cast<qint64>(directory.content().version);
    context.output.line(u"%1  %2"_s.arg(directory.content().domain).arg(version));
    context.output.result({{u"domain"_s, directory.content().domain}, {u"version"_s, version}, {u"ending"_s, ending}});
    return directory.checkCurrent(now);
}

QJsonArray tellDifferences(
    const directory::DirectoryContent &older, const directory::DirectoryContent &newer, const Output &output)
{
    QJsonArray rows;
    for (const directory::DirectoryDifference &difference : directory::differencesOf(older, newer)) {
        output.line(ui::differenceWords(difference));
        rows.append(differenceJson(difference));
    }
    return rows;
}

Result<void> diff(const FileArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto older, open(arguments.file, arguments, context));
    WENYI_TRY(const auto newer, open(arguments.newer, arguments, context));
    const QJsonArray rows = tellDifferences(older.content(), newer.content(), context.output);
    const auto follows = newer.checkSucceeds(older);
    context.output.result({{u"differences"_s, rows}, {u"follows"_s, follows.has_value()}});
    return follows;
}

/// The changes one after the other; a refusal names the change.
Result<directory::DirectoryContent> changed(
    directory::DirectoryContent content, const QList<directory::DirectoryChange> &changes)
{
    for (qsizetype index = 0; index < changes.size(); ++index) {
        const auto made = directory::applyChange(content, changes.at(index));
        if (!made)
            return Error{made.error().code, made.error().reason, u"%1: %2"_s.arg(index + 1).arg(made.error().detail)};
    }
    return content;
}

Result<void> edit(const EditArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    WENYI_TRY(const auto current, readCurrentDirectory(arguments.directory, authority));
    const QString file = fromArgument(arguments.changes);
    WENYI_TRY(const QByteArray json, readBounded(file, LargestChanges));
    // Certificates are named from where the change file lies.
    const QDir folder = QFileInfo(file).absoluteDir();
    const auto readCertificate = [&folder](const QString &name) {
        const bool isCard = name.endsWith(u".wypeer"_s);
        return readBounded(folder.absoluteFilePath(name), isCard ? LargestCard : LargestCertificate);
    };
    WENYI_TRY(const auto changes, directory::readChanges(json, readCertificate));
    WENYI_TRY(auto content, changed(current.content(), changes));
    core::bringSealStates(content.seals, opened->state());
    WENYI_CHECK(directory::checkContent(content));
    const QJsonArray rows = tellDifferences(current.content(), content, context.output);
    if (arguments.triesOnly) {
        context.output.result({{u"differences"_s, rows}});
        return {};
    }
    WENYI_TRY(const QByteArray next, core::issueDirectory(authority, *opened, current, std::move(content)));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, next));
    const auto version = static_cast<qint64>(current.content().version) + 1;
    context.output.line(u"%1  %2"_s.arg(version).arg(target));
    context.output.result({{u"differences"_s, rows}, {u"directoryVersion"_s, version}, {u"file"_s, target}});
    return {};
}

void addTrust(Command &command, FileArguments &arguments)
{
    Command &basis = command.addGroup("Judged by", "One of the two", 1, 1);
    basis.addOption("--authority", arguments.ca.folder, "Folder of the domain's authority; no PIN is asked for");
    Option roots = basis.addOption(
        "--trust", arguments.roots, "The root and the operating CA in this file (PEM or DER); may be given again");
    roots.oneValueEach();
}

std::shared_ptr<FileArguments> addReport(Command &command)
{
    auto arguments = std::make_shared<FileArguments>();
    command.addOption("file", arguments->file, "The directory, FILE.wyd").required();
    addTrust(command, *arguments);
    return arguments;
}

void addEdit(Command &directory, Chosen &chosen)
{
    auto arguments = std::make_shared<EditArguments>();
    Command &command = directory.addCommand("edit", "Make changes and sign the next version; tells what is different");
    addAuthorityFolder(command, arguments->ca);
    addAuthorityPin(command, arguments->ca);
    command.addOption("--directory", arguments->directory, "The directory in force, directory.wyd").required();
    command.addOption("--changes", arguments->changes, "The changes (JSON), see the manual").required();
    Command &ways = command.addGroup("What becomes of it", "One of the two", 1, 1);
    ways.addOption("--out", arguments->target, "Where the next version goes; `wenyi-server update` then spreads it");
    ways.addFlag("--try", arguments->triesOnly, "Only tell what would be different");
    runWhenChosen(command, chosen, arguments, edit);
}

} // namespace

void addDirectoryCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("directory", "The domain's directory: shown, checked, compared, changed");
    command.requireCommand();
    Command &showing = command.addCommand("show", "Units, members, desktops, seals, groups");
    runWhenChosen(showing, chosen, addReport(showing), show);
    Command &checking = command.addCommand("check",
        "Signature, rules and certificates, and which certificates end soon; exit status 1 also where it is overdue");
    auto checked = addReport(checking);
    checking.addOption("--days", checked->days, "What soon means; 30 if not given").within(1, 4000);
    runWhenChosen(checking, chosen, checked, check);
    Command &comparing =
        command.addCommand("diff", "What is different in a newer one; exit status 1 where it may not follow");
    auto compared = addReport(comparing);
    comparing.addOption("newer", compared->newer, "The newer one, FILE.wyd").required();
    runWhenChosen(comparing, chosen, compared, diff);
    addEdit(command, chosen);
}

} // namespace wenyi::cli
