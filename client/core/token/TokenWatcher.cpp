// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenWatcher.h"

#include <algorithm>

namespace wenyi::core {

TokenWatcher::TokenWatcher(Profile profile, QList<MemberToken> tokens, TokenSettings settings,
    std::chrono::milliseconds pace, const std::atomic<bool> &isEnding)
    : m_profile(std::move(profile))
    , m_tokens(std::move(tokens))
    , m_settings(std::move(settings))
    , m_pace(pace)
    , m_isEnding(isEnding)
{
}

void TokenWatcher::begin()
{
    m_timer = std::make_unique<QTimer>();
    m_timer->setSingleShot(true);
    m_timer->setInterval(m_pace);
    connect(m_timer.get(), &QTimer::timeout, this, &TokenWatcher::look);
    look();
}

void TokenWatcher::look()
{
    Seen seen;
    for (const MemberToken &token : m_tokens) {
        if (!seen.contains(token.driver))
            seen.emplace(token.driver, ask(token.driver));
    }
    if (m_isEnding)
        return;
    QList<TokenPresence> presence;
    for (const MemberToken &token : m_tokens)
        presence.append({token, faultOf(token, seen)});
    Q_EMIT looked(presence);
    m_timer->start();
}

Result<token::Devices> TokenWatcher::ask(const QString &driver)
{
    auto &process = m_drivers[driver];
    if (!process) {
        WENYI_TRY(const auto drivers, TokenDrivers::read(m_profile));
        WENYI_TRY(const TokenDriver allowed, drivers.at(driver));
        process = std::make_unique<TokenProcess>(allowed, m_settings);
    }
    const auto goesOn = [this](qint64, qint64) { return m_isEnding ? Continuation::Cancel : Continuation::GoOn; };
    auto devices = process->ask<token::Devices>(token::ListDevices{true}, goesOn);
    if (!devices)
        process.reset(); // The list of drivers may be another one the next time.
    return devices;
}

std::optional<Error> TokenWatcher::faultOf(const MemberToken &token, const Seen &seen)
{
    const Result<token::Devices> &devices = seen.at(token.driver);
    if (!devices)
        return devices.error();
    const bool isThere = std::any_of(devices->devices.begin(), devices->devices.end(), [&token](const auto &device) {
        return device.name == token.place.device || device.label == token.place.device;
    });
    return isThere ? std::nullopt : std::optional(Error{ErrorCode::NotFound, "token.no-device", token.place.device});
}

} // namespace wenyi::core
