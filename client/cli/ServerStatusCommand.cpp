// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Unlock.h"
#include "client/core/exchange/KeptConnection.h"
#include "client/core/exchange/StatusService.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/StatusWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr std::array<const char *, 4> UrgencyNames{"ordinary", "expedited", "urgent", "flash"};

qint64 wholeNumber(quint64 value)
{
    return static_cast<qint64>(value);
}

QJsonObject statusJson(const protocol::NamedFigures &figures)
{
    QJsonObject object;
    for (auto figure = figures.begin(); figure != figures.end(); ++figure)
        object.insert(QString::fromLatin1(figure.key()), *figure);
    return object;
}

QJsonObject statusJson(const core::Workspace &workspace, const protocol::UnitLine &line)
{
    QJsonObject waiting;
    for (std::size_t i = 0; i < line.waiting.size(); ++i)
        waiting.insert(QString::fromLatin1(UrgencyNames[i]), wholeNumber(line.waiting[i]));
    QJsonObject object{{u"unit"_s, unitJson(workspace, line.unit)}, {u"waiting"_s, waiting},
        {u"answersOwed"_s, wholeNumber(line.owed)}, {u"storedBytes"_s, wholeNumber(line.storedBytes)}};
    QJsonArray owedTo;
    for (const protocol::OwedLine &owed : line.owedTo)
        owedTo.append(QJsonObject{{u"unit"_s, unitJson(workspace, owed.sender)},
            {u"answers"_s, wholeNumber(owed.number)}, {u"since"_s, timeText(owed.since)}});
    object.insert(u"owedTo"_s, owedTo);
    if (line.waitingSince)
        object.insert(u"waitingSince"_s, timeText(*line.waitingSince));
    if (line.owedSince)
        object.insert(u"answersOwedSince"_s, timeText(*line.owedSince));
    return object;
}

QJsonObject statusJson(const core::Workspace &workspace, const protocol::DesktopLine &line)
{
    return {{u"desktop"_s, line.desktop.toString()}, {u"unit"_s, unitJson(workspace, line.unit)},
        {u"since"_s, timeText(line.since)}, {u"silentSeconds"_s, wholeNumber(line.silentSeconds)},
        {u"directoryVersion"_s, wholeNumber(line.directory)}, {u"entriesBehind"_s, wholeNumber(line.behind)}};
}

QJsonObject statusJson(const protocol::StatusSample &sample)
{
    return {{u"at"_s, timeText(sample.at)}, {u"envelopes"_s, wholeNumber(sample.envelopes)},
        {u"envelopeBytes"_s, wholeNumber(sample.envelopeBytes)}, {u"requests"_s, wholeNumber(sample.requests)},
        {u"refused"_s, wholeNumber(sample.refused)}, {u"strangers"_s, wholeNumber(sample.strangers)},
        {u"activeDesktops"_s, wholeNumber(sample.activeDesktops)}, {u"waiting"_s, wholeNumber(sample.waiting)},
        {u"storeBytes"_s, wholeNumber(sample.storeBytes)}};
}

QJsonObject statusJson(const core::Workspace &workspace, const protocol::ServerReport &report)
{
    QJsonArray desktops;
    for (const protocol::DesktopLine &line : report.desktops)
        desktops.append(statusJson(workspace, line));
    QJsonArray units;
    for (const protocol::UnitLine &line : report.units)
        units.append(statusJson(workspace, line));
    QJsonArray samples;
    for (const protocol::StatusSample &sample : report.samples)
        samples.append(statusJson(sample));
    return {{u"at"_s, timeText(report.at)}, {u"startedAt"_s, timeText(report.startedAt)},
        {u"health"_s, report.ailment.isEmpty() ? u"ok"_s : QString::fromLatin1(report.ailment)},
        {u"figures"_s, statusJson(report.figures)}, {u"refusals"_s, statusJson(report.refusals)},
        {u"desktops"_s, desktops}, {u"units"_s, units}, {u"samples"_s, samples}};
}

void tell(const Output &output, const core::Workspace &workspace, const protocol::ServerReport &report)
{
    output.line(ui::healthWords(report));
    for (const ui::FigureWords &figure : ui::figureWords(report))
        output.line(u"%1: %2"_s.arg(figure.name, figure.value));
    for (const protocol::UnitLine &line : report.units) {
        if (line.owed > 0)
            output.line(u"%1: %2"_s.arg(unitName(workspace, line.unit), ui::owedWords(line, report.at)));
    }
}

struct ServerStatusArguments
{
    UnlockArguments unlock;
};

Result<void> run(const ServerStatusArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
    const core::StatusService service(*workspace);
    WENYI_CHECK(service.checkMayAsk());
    WENYI_TRY(auto settings, core::connectionSettings(*workspace));
    protocol::ClientConnection connection(std::move(settings), workspace->environment().random);
    WENYI_CHECK(core::waitForWelcome(connection));
    core::ConnectionLink link(connection);
    WENYI_TRY(const protocol::ServerReport report, service.read(link, pin));
    tell(context.output, *workspace, report);
    context.output.result(statusJson(*workspace, report));
    return {};
}

} // namespace

void addServerStatusCommand(Command &app, Chosen &chosen)
{
    Command &command =
        app.addCommand("server-status", "Show a system administrator how the desktop's exchange server is");
    auto arguments = std::make_shared<ServerStatusArguments>();
    addUnlockOptions(command, arguments->unlock);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
