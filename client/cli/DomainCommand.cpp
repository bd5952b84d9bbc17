// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/domain/DomainBuilder.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct DomainArguments
{
    std::string folder;
    std::string description;
    std::string endpoint = "tcp://127.0.0.1:7301";
    bool list = false;
};

void show(const core::Domain &domain, const Output &output)
{
    QJsonArray people;
    for (const core::UnitDescription &unit : domain.description.units) {
        output.line(unit.name);
        for (const core::MemberDescription &member : unit.members) {
            const QString name = unit.shortName + u'/' + member.id.toString().section(u'/', -1);
            output.line(u"    %1  %2（%3）"_s.arg(name, -24).arg(member.name, member.post));
            people.append(QJsonObject{{u"as"_s, name}, {u"name"_s, member.name}, {u"post"_s, member.post},
                {u"roles"_s, QJsonArray::fromStringList(member.roles)}});
        }
    }
    output.result({{u"domain"_s, domain.description.name}, {u"folder"_s, domain.folder}, {u"members"_s, people}});
}

Result<void> run(const DomainArguments &arguments, const Context &context)
{
    const QString folder = fromArgument(arguments.folder);
    if (arguments.list) {
        WENYI_TRY(const auto domain, core::Domain::open(folder));
        show(domain, context.output);
        return {};
    }
    const QString file = arguments.description.empty() ? context.environment.resources + u"/domains/sample.json"_s
                                                       : fromArgument(arguments.description);
    WENYI_TRY(const QByteArray json, readBounded(file, 4 * limits::MiB));
    WENYI_TRY(const auto description, core::DomainDescription::fromJson(json));
    core::DomainOptions options;
    options.endpoint = fromArgument(arguments.endpoint);
    options.progress = [&](const QString &what) { context.output.line(u"  "_s + what); };
    WENYI_TRY(const auto domain, core::buildDomain(folder, description, options, context.environment));
    show(domain, context.output);
    return {};
}

} // namespace

void addDomainCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<DomainArguments>();
    Command &command = app.addCommand("domain", "Set an exchange domain up from a description, or list its members");
    command.addOption("--dir", arguments->folder, "Folder of the domain").required();
    command.addOption(
        "--description", arguments->description, "Its description (JSON); the sample domain if not given");
    command.addOption("--endpoint", arguments->endpoint, "Where the exchange server will listen");
    command.addFlag("--list", arguments->list, "List the members of a domain that is there");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
