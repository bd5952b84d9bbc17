// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Environment.h"
#include "shared/base/Result.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>
#include <QString>

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

private:
    Form m_form;
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

/// A path or text as it came from the command line.
inline QString fromArgument(const std::string &argument)
{
    return QString::fromLocal8Bit(argument.data(), static_cast<qsizetype>(argument.size()));
}

} // namespace wenyi::cli
