// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/token/MemberTokens.h"

#include <QObject>
#include <QThread>

#include <atomic>

namespace wenyi::core {

/// Whether one of the member's tokens is plugged in.
struct TokenPresence
{
    MemberToken token;
    std::optional<Error> fault; ///< "token.no-device", or why its driver could not be asked; nothing: it is there.
    friend bool operator==(const TokenPresence &one, const TokenPresence &other)
    {
        return one.token == other.token
               && (one.fault ? one.fault->reason : QByteArray()) == (other.fault ? other.fault->reason : QByteArray());
    }
};

class TokenWatcher;

/// 密钥设备的看守: looks every few seconds whether the tokens of who is at work are plugged in, on a thread of its own,
/// without a PIN. A driver that hangs or dies is a fault like a token that is out, and is asked again.
class TokenWatch final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Pace{3'000};

    /// Begins at once.
    TokenWatch(const Profile &profile, const QList<MemberToken> &tokens, const TokenSettings &settings,
        std::chrono::milliseconds pace = Pace, QObject *parent = nullptr);
    /// Does not wait for a driver that hangs.
    ~TokenWatch() override;

    /// As it was when it was last looked; nothing of a token before that.
    const QList<TokenPresence> &presence() const { return m_presence; }
    /// Why one of these keys cannot be used now; nothing where none of them lies on a token, or all are there.
    std::optional<Error> faultOf(const QStringList &keys) const;

Q_SIGNALS:
    /// One was plugged in or taken out.
    void changed();

private:
    QList<TokenPresence> m_presence;
    std::atomic<bool> m_isEnding = false;
    TokenWatcher *m_watcher; ///< Lives on the thread and ends with it.
    QThread m_thread;
};

} // namespace wenyi::core
