// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace wenyi::cli {

// What commands declare, with CLI11 behind it. Its headers are all code: a file that includes them takes seconds longer
// to compile, so one file does it for all the commands.

/// An option, flag or argument of a command. Each function gives the option itself.
class Option
{
public:
    explicit Option(CLI::Option &option)
        : m_option(option)
    {
    }

    Option &required();
    /// A number outside of the bounds, which are allowed, is refused.
    Option &within(int least, int most);
    Option &within(double least, double most);
    /// Any other word is refused.
    Option &oneOf(const std::vector<std::string> &words);
    template<typename Meaning>
    Option &oneOf(const std::map<std::string, Meaning> &meanings)
    {
        std::vector<std::string> words;
        for (const auto &[word, meaning] : meanings)
            words.push_back(word);
        return oneOf(words);
    }
    /// How many values follow it.
    Option &values(int least, int most);
    /// One value each time that it is given.
    Option &oneValueEach();
    /// Refused unless `other` is given.
    Option &needs(const Option &other);

private:
    CLI::Option &m_option;
};

/// A command, or a group of its options, and what it takes from the command line.
class Command
{
public:
    explicit Command(CLI::App &app);
    ~Command();
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;

    /// A command below this one; lives as long as this one.
    Command &addCommand(const std::string &name, const std::string &about);
    /// Options of this command of which a person gives so many; lives as long as this command.
    Command &addGroup(const std::string &name, const std::string &about, size_t least, size_t most);
    /// An option ("--dir", "-o,--output") or, without dashes, an argument. `target` outlives the parsing; its type is
    /// std::string, std::vector<std::string>, int, qsizetype (a quint64's size), or double.
    template<typename Target>
    Option addOption(const std::string &names, Target &target, const std::string &about = {});
    Option addFlag(const std::string &names, bool &target, const std::string &about);
    Option addFlag(const std::string &names, const std::function<void()> &given, const std::string &about);
    /// One of the commands below has to be given.
    void requireCommand();
    /// Called when the command line names this command, after all was read.
    void onChosen(const std::function<void()> &chosen);

private:
    CLI::App &m_app;
    std::vector<std::unique_ptr<Command>> m_commands;
};

} // namespace wenyi::cli
