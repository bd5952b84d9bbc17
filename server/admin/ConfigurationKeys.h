// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Configuration.h"

#include <array>
#include <string_view>
#include <variant>

namespace wenyi::server {

/// When a changed key counts: at once in a running server, or from its next start.
enum class Takes { AtOnce, AtStart };

/// A whole number in server.toml.
struct NumberKey
{
    qint64 &(*of)(Configuration &);
    qint64 factor;  ///< What one of the file's units is in ours.
    qint64 highest; ///< In the file's units.
};

/// A text in server.toml.
struct TextKey
{
    QByteArray &(*of)(Configuration &);
    bool (*fits)(std::string_view);
};

/// One key of server.toml: reading, writing and reloading all go by this description.
struct ConfigurationKey
{
    std::string_view name;
    std::variant<NumberKey, TextKey> value;
    Takes takes;
    std::string_view chinese, english; ///< The comment in the file.
    std::string_view form;             ///< What it takes, for the person who wrote something else.
};

inline constexpr std::size_t ConfigurationKeyCount = 28;
const std::array<ConfigurationKey, ConfigurationKeyCount> &configurationKeys();

} // namespace wenyi::server
