// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Unlock.h"
#include "client/core/records/RecordList.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct ListArguments
{
    UnlockArguments unlock;
    std::string box = "awaiting";
    std::string module;
    std::string text;
    int limit = 100;
};

const std::map<std::string, core::Box> &boxNames()
{
    static const std::map<std::string, core::Box> names{{"draft", core::Box::Draft}, {"awaiting", core::Box::Awaiting},
        {"to-read", core::Box::ToRead}, {"circulated", core::Box::Circulated}, {"in-hand", core::Box::InHand},
        {"done", core::Box::Done}};
    return names;
}

QJsonObject rowJson(const core::RecordRow &row)
{
    QJsonObject object{{u"record"_s, row.stream.toString()}, {u"module"_s, row.module}, {u"title"_s, row.title},
        {u"number"_s, row.number}, {u"urgency"_s, row.urgency}, {u"secrecy"_s, row.secrecy}, {u"from"_s, row.from},
        {u"to"_s, QJsonArray::fromStringList(row.to)}, {u"act"_s, row.act}, {u"step"_s, row.stepName},
        {u"changedAt"_s, timeText(row.changedAt)}, {u"unread"_s, row.isUnread}};
    if (row.since)
        object.insert(u"since"_s, timeText(*row.since));
    if (row.due)
        object.insert(u"due"_s, timeText(*row.due));
    return object;
}

Result<void> run(const ListArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    core::RecordList list(*workspace);
    const core::RecordQuery query{
        boxNames().at(arguments.box), fromArgument(arguments.module), fromArgument(arguments.text)};
    WENYI_TRY(const auto page, list.page(query, {}, arguments.limit));
    QJsonArray records;
    for (const core::RecordRow &row : page.rows) {
        records.append(rowJson(row));
        context.output.line(u"%1  %2  %3  %4  %5"_s.arg(row.stream.toString(), row.moduleName, row.stepName,
            row.number.isEmpty() ? u"-"_s : row.number, row.title));
    }
    if (page.next)
        context.output.line(u"there are more; raise --limit"_s);
    context.output.result({{u"records"_s, records}, {u"more"_s, page.next.has_value()}});
    return {};
}

} // namespace

void addListCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<ListArguments>();
    Command &command = app.addCommand("list", "The records in one of a member's boxes");
    addUnlockOptions(command, arguments->unlock);
    command.addOption("--box", arguments->box, "Which box: awaiting if not given").oneOf(boxNames());
    command.addOption("--module", arguments->module, "Only records of this module: outgoing, incoming");
    command.addOption("--text", arguments->text, "Only records with this in their title or number");
    command.addOption("--limit", arguments->limit, "How many at most")
        .within(1, static_cast<int>(core::RecordList::MaximumPage));
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
