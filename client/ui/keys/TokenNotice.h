// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

#include <QPointer>
#include <QWidget>

namespace wenyi::ui {

class NoticeStrip;

/// 密钥设备的告示: says that a token is not plugged in, and holds back what needs it until it is there again. Hidden,
/// and without effect, where none of the keys lies on a token or all are there.
class TokenNotice final : public QWidget
{
    Q_OBJECT

public:
    /// `keys`: the key files that are needed here.
    TokenNotice(Session &session, const QStringList &keys, QWidget *parent = nullptr);

    /// Other keys than at first.
    void setKeys(const QStringList &keys);
    /// Cannot be used while a token is out, whoever enables it; afterwards it is as it would be without.
    void hold(QWidget *widget);

    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void look();

    QPointer<core::TokenWatch> m_watch;
    QStringList m_keys;
    NoticeStrip *m_strip;
    struct Held
    {
        QPointer<QWidget> widget;
        bool isWanted; ///< It was enabled, or was to be since.
    };
    QList<Held> m_held;
    bool m_isOut = false;
};

} // namespace wenyi::ui
