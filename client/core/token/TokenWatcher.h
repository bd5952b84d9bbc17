// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "client/core/token/TokenWatch.h"

#include <QTimer>

#include <map>

namespace wenyi::core {

/// The thread's side of TokenWatch: a helper for each driver, and a look at all of them now and then.
class TokenWatcher final : public QObject
{
    Q_OBJECT

public:
    /// `isEnding` outlives it, and stops the question under way.
    TokenWatcher(Profile profile, QList<MemberToken> tokens, TokenSettings settings, std::chrono::milliseconds pace,
        const std::atomic<bool> &isEnding);

    void begin();

Q_SIGNALS:
    void looked(const QList<wenyi::core::TokenPresence> &presence);

private:
    using Seen = std::map<QString, Result<token::Devices>>; ///< By the driver's path.

    void look();
    Result<token::Devices> ask(const QString &driver);
    static std::optional<Error> faultOf(const MemberToken &token, const Seen &seen);

    Profile m_profile;
    QList<MemberToken> m_tokens;
    TokenSettings m_settings;
    std::chrono::milliseconds m_pace;
    const std::atomic<bool> &m_isEnding;
    std::map<QString, std::unique_ptr<TokenProcess>> m_drivers;
    std::unique_ptr<QTimer> m_timer; ///< Made on the thread.
};

} // namespace wenyi::core
