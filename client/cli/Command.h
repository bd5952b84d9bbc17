// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/CommandLine.h"
#include "client/core/profile/Environment.h"
#include "shared/base/Result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace wenyi::cli {

/// What a command said: lines for a person, or one JSON object with --json.
class Output
{
public:
    enum class Form { Text, Json };
    explicit Output(Form form)
        : m_form(form)
    {
    }
    /// A line for a person; nothing with --json.
    void line(const QString &text) const;
    /// The result as a machine reads it; nothing without --json.
    void result(const QJsonObject &object) const;
    /// Why the command was refused: a sentence on stderr, and with --json an object where there was no result.
    void refusal(const Error &error) const;

private:
    Form m_form;
    mutable bool m_hasResult = false; ///< One object a command, or it is no JSON any more.
};

/// What every command has at hand.
struct Context
{
    core::Environment environment;
    Output output;
};

/// What a command does: exit status 0 when it succeeds; its error goes to stderr and gives exit status 1.
using Action = std::function<Result<void>(const Context &)>;

/// Holds the one action that the command line chose.
struct Chosen
{
    Action action;
};

/// Makes a command run `step` with its arguments when the command line chooses it.
template<typename Arguments>
void runWhenChosen(Command &command, Chosen &chosen, std::shared_ptr<Arguments> arguments,
    Result<void> (*step)(const Arguments &, const Context &))
{
    command.onChosen([arguments, &chosen, step] {
        chosen.action = [arguments, step](const Context &context) { return step(*arguments, context); };
    });
}

/// A path or text as it came from the command line.
inline QString fromArgument(const std::string &argument)
{
    return QString::fromLocal8Bit(argument.data(), static_cast<qsizetype>(argument.size()));
}

QStringList fromArguments(const std::vector<std::string> &arguments);

} // namespace wenyi::cli
