// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Configuration.h"

#include "server/admin/ConfigurationKeys.h"

#include <QFile>

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr qint64 LargestConfiguration = 64 * limits::KiB;

template<typename... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template<typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Error unknownKey(const toml::key &key)
{
    return {ErrorCode::InvalidInput, "configuration.unknown-key",
        u"line %1: %2"_s.arg(key.source().begin.line).arg(textOf(key.str()))};
}

Error wrongValue(const ConfigurationKey &key, const toml::node *node)
{
    const QString where = node ? u"line %1: "_s.arg(node->source().begin.line) : QString();
    return {ErrorCode::InvalidInput, "configuration.value", where + textOf(key.name) + u" takes "_s + textOf(key.form)};
}

/// Whether the value was one; an absent key leaves its default.
bool take(const ConfigurationKey &key, const toml::node &node, Configuration &configuration)
{
    return std::visit(Overloaded{[&](const NumberKey &number) {
                                     const auto value = node.value_exact<std::int64_t>();
                                     if (!value || *value < 0 || *value > number.highest)
                                         return false;
                                     number.of(configuration) = *value * number.factor;
                                     return true;
                                 },
                          [&](const TextKey &text) {
                              const auto value = node.value_exact<std::string>();
                              if (!value || !text.fits(*value))
                                  return false;
                              text.of(configuration) = QByteArray::fromStdString(*value);
                              return true;
                          }},
        key.value);
}

Result<Configuration> fromTable(const toml::table &table)
{
    const auto &keys = configurationKeys();
    for (const auto &[key, value] : table) {
        const std::string_view name = key.str();
        if (std::none_of(keys.begin(), keys.end(), [name](const auto &known) { return known.name == name; }))
            return unknownKey(key);
    }
    Configuration configuration;
    for (const ConfigurationKey &key : keys) {
        const toml::node *node = table.get(key.name);
        const bool isMissing = !node && key.name == "endpoint";
        if (isMissing || (node && !take(key, *node, configuration)))
            return wrongValue(key, node);
    }
    return configuration;
}

/// A basic string of TOML. What it cannot hold is found when the file is read back.
std::string quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + text.toStdString() + '"';
}

void writeValue(std::ostream &out, const ConfigurationKey &key, Configuration configuration)
{
    std::visit(Overloaded{[&](const NumberKey &number) { out << number.of(configuration) / number.factor; },
                   [&](const TextKey &text) { out << quoted(text.of(configuration)); }},
        key.value);
}

bool isSame(const ConfigurationKey &key, Configuration &one, Configuration &other)
{
    return std::visit([&](const auto &value) { return value.of(one) == value.of(other); }, key.value);
}

} // namespace

Result<Configuration> Configuration::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "configuration.missing", path};
    if (file.size() > LargestConfiguration)
        return Error{ErrorCode::TooLarge, "configuration.syntax", path};
    return parse(file.readAll());
}

Result<Configuration> Configuration::parse(const QByteArray &toml)
{
    try {
        return fromTable(toml::parse(std::string_view(toml.constData(), static_cast<std::size_t>(toml.size()))));
    } catch (const toml::parse_error &error) {
        const QString where = QStringLiteral("line %1: ").arg(error.source().begin.line);
        return Error{ErrorCode::InvalidInput, "configuration.syntax", where + QString::fromUtf8(error.what())};
    }
}

QByteArray Configuration::toToml() const
{
    std::ostringstream text;
    text << "# "
            "文驿交换服务器的设置。每行一项，改后保存即生效，注明“须重启”的除外；写错时原设置不变，日志说明是哪一行。\n"
            "# Settings of a Wenyi exchange server. Saved, they count within seconds unless a line says otherwise;\n"
            "# a file with a mistake changes nothing, and the log names its line.\n";
    for (const ConfigurationKey &key : configurationKeys()) {
        text << "\n# " << key.chinese << "\n# " << key.english << "\n";
        if (key.name != "endpoint") {
            text << "# 默认 default: ";
            writeValue(text, key, {});
            text << '\n';
        }
        text << key.name << " = ";
        writeValue(text, key, *this);
        text << '\n';
    }
    return QByteArray::fromStdString(text.str());
}

QByteArrayList Configuration::takeChangeable(const Configuration &next)
{
    QByteArrayList waiting;
    Configuration taken = next;
    for (const ConfigurationKey &key : configurationKeys()) {
        if (key.takes == Takes::AtStart) {
            if (!isSame(key, *this, taken))
                waiting.append(QByteArray(key.name.data(), static_cast<qsizetype>(key.name.size())));
            std::visit([&](const auto &value) { value.of(taken) = value.of(*this); }, key.value);
        }
    }
    *this = taken;
    return waiting;
}

} // namespace wenyi::server
