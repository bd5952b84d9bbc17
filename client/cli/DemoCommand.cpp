// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/demo/DemoStory.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype MaximumSource = 16 * limits::MiB;

struct DemoArguments
{
    std::string folder;
    std::string source;
    int port = 7391;
};

Result<void> run(const DemoArguments &arguments, const Context &context)
{
    const QString &resources = context.environment.resources;
    WENYI_TRY(const QByteArray json, readBounded(resources + u"/domains/sample.json"_s, limits::MiB));
    WENYI_TRY(const auto description, core::DomainDescription::fromJson(json));
    const QString source =
        arguments.source.empty() ? resources + u"/documents/sample-notice.txt"_s : fromArgument(arguments.source);
    WENYI_TRY(const QByteArray text, readBounded(source, MaximumSource));
    DemoOffice office(fromArgument(arguments.folder), context);
    WENYI_CHECK(office.build(description, u"tcp://127.0.0.1:%1"_s.arg(arguments.port)));
    office.tell(description.name, u"%1个单位，%2台终端，证书、密钥、电子印章齐备"_s.arg(description.units.size())
                                      .arg(office.domain().desktops.size()));
    WENYI_CHECK(DemoStory(office).run(text));
    context.output.line(u"全部核验通过。公文：%1、%2；回执：%3"_s.arg(
        office.resultPath(u"document.ofd"_s), office.resultPath(u"document.pdf"_s), office.resultPath(u"receipts"_s)));
    context.output.result(office.report());
    return {};
}

} // namespace

void addDemoCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<DemoArguments>();
    Command &command = app.addCommand("demo", "Take one official document the whole way through a sample domain");
    command.addOption("--dir", arguments->folder, "An empty folder for the domain and the results").required();
    command.addOption("--source", arguments->source, "The document's text; our own notice if not given");
    command.addOption("--port", arguments->port, "Port of the local exchange server").within(1024, 65535);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
