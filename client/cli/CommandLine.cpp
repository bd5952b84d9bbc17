// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/CommandLine.h"

#include <CLI/CLI.hpp>

namespace wenyi::cli {

Option &Option::required()
{
    m_option.required();
    return *this;
}

Option &Option::within(int least, int most)
{
    m_option.check(CLI::Range(least, most));
    return *this;
}

Option &Option::within(double least, double most)
{
    m_option.check(CLI::Range(least, most));
    return *this;
}

Option &Option::oneOf(const std::vector<std::string> &words)
{
    m_option.check(CLI::IsMember(words));
    return *this;
}

Option &Option::values(int least, int most)
{
    m_option.expected(least, most);
    return *this;
}

Option &Option::oneValueEach()
{
    m_option.allow_extra_args(false);
    return *this;
}

Option &Option::needs(const Option &other)
{
    m_option.needs(&other.m_option);
    return *this;
}

Command::Command(CLI::App &app)
    : m_app(app)
{
}

Command::~Command() = default;

Command &Command::addCommand(const std::string &name, const std::string &about)
{
    return *m_commands.emplace_back(std::make_unique<Command>(*m_app.add_subcommand(name, about)));
}

Command &Command::addGroup(const std::string &name, const std::string &about, size_t least, size_t most)
{
    CLI::Option_group *group = m_app.add_option_group(name, about);
    group->require_option(least, most);
    return *m_commands.emplace_back(std::make_unique<Command>(*group));
}

template<typename Target>
Option Command::addOption(const std::string &names, Target &target, const std::string &about)
{
    return Option(*m_app.add_option(names, target, about));
}

template Option Command::addOption(const std::string &, std::string &, const std::string &);
template Option Command::addOption(const std::string &, std::vector<std::string> &, const std::string &);
template Option Command::addOption(const std::string &, int &, const std::string &);
template Option Command::addOption(const std::string &, long long &, const std::string &);
template Option Command::addOption(const std::string &, double &, const std::string &);

Option Command::addFlag(const std::string &names, bool &target, const std::string &about)
{
    return Option(*m_app.add_flag(names, target, about));
}

Option Command::addFlag(const std::string &names, const std::function<void()> &given, const std::string &about)
{
    return Option(*m_app.add_flag_callback(names, given, about));
}

void Command::requireCommand()
{
    m_app.require_subcommand(1);
}

void Command::onChosen(const std::function<void()> &chosen)
{
    m_app.callback(chosen);
}

} // namespace wenyi::cli
