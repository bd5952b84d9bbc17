// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenWatch.h"

#include "client/core/token/TokenWatcher.h"

#include <algorithm>

namespace wenyi::core {

TokenWatch::TokenWatch(const Profile &profile, const QList<MemberToken> &tokens, const TokenSettings &settings,
    std::chrono::milliseconds pace, QObject *parent)
    : QObject(parent)
    , m_watcher(new TokenWatcher(profile, tokens, settings, pace, m_isEnding))
{
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(m_watcher, &TokenWatcher::looked, this, [this](const QList<TokenPresence> &presence) {
        if (presence == m_presence)
            return;
        m_presence = presence;
        Q_EMIT changed();
    });
    m_thread.setObjectName(QStringLiteral("tokens"));
    m_thread.start();
    QMetaObject::invokeMethod(m_watcher, &TokenWatcher::begin);
}

TokenWatch::~TokenWatch()
{
    m_isEnding = true;
    m_thread.quit();
    m_thread.wait();
}

std::optional<Error> TokenWatch::faultOf(const QStringList &keys) const
{
    for (const TokenPresence &presence : m_presence) {
        const bool isMeant = std::any_of(
            keys.begin(), keys.end(), [&presence](const QString &key) { return presence.token.keys.contains(key); });
        if (isMeant && presence.fault)
            return presence.fault;
    }
    return {};
}

} // namespace wenyi::core
