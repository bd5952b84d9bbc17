// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Configuration.h"

#include <QFile>

#include <toml++/toml.h>

#include <array>
#include <sstream>

namespace wenyi::server {

namespace {

constexpr std::array<std::string_view, 4> knownKeys{
    "endpoint", "unit-quota-mib", "disk-reserve-mib", "time-stamps-per-minute"};
constexpr int MostTimeStamps = 100'000;
constexpr qint64 LargestConfiguration = 64 * limits::KiB;

Error keyError(const char *reason, std::string_view key)
{
    return {ErrorCode::InvalidInput, reason, QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()))};
}

Result<qint64> mebibytes(const toml::table &table, std::string_view key, qint64 otherwise)
{
    if (!table.contains(key))
        return otherwise;
    const auto value = table[key].value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > std::int64_t(1) << 40)
        return keyError("configuration.value", key);
    return *value * limits::MiB;
}

Result<int> timeStamps(const toml::table &table, int otherwise)
{
    constexpr std::string_view key = "time-stamps-per-minute";
    if (!table.contains(key))
        return otherwise;
    const auto value = table[key].value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > MostTimeStamps)
        return keyError("configuration.value", key);
    return static_cast<int>(*value);
}

Result<Configuration> fromTable(const toml::table &table)
{
    for (const auto &[key, value] : table) {
        if (std::find(knownKeys.begin(), knownKeys.end(), key.str()) == knownKeys.end())
            return keyError("configuration.unknown-key", key.str());
    }
    Configuration configuration;
    const auto endpoint = table["endpoint"].value_exact<std::string>();
    if (!endpoint || !endpoint->starts_with("tcp://"))
        return keyError("configuration.value", "endpoint");
    configuration.endpoint = QByteArray::fromStdString(*endpoint);
    WENYI_TRY(configuration.unitQuota, mebibytes(table, "unit-quota-mib", configuration.unitQuota));
    WENYI_TRY(configuration.diskReserve, mebibytes(table, "disk-reserve-mib", configuration.diskReserve));
    WENYI_TRY(configuration.timeStampsPerMinute, timeStamps(table, configuration.timeStampsPerMinute));
    return configuration;
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
    const toml::table table{{"endpoint", endpoint.toStdString()},
        {"unit-quota-mib", static_cast<std::int64_t>(unitQuota / limits::MiB)},
        {"disk-reserve-mib", static_cast<std::int64_t>(diskReserve / limits::MiB)},
        {"time-stamps-per-minute", static_cast<std::int64_t>(timeStampsPerMinute)}};
    std::ostringstream text;
    text << table << '\n';
    return QByteArray::fromStdString(text.str());
}

} // namespace wenyi::server
