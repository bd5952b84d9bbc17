// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// What a new PIN is worth, as a person is told while typing it.
struct PinWorth
{
    bool isAllowed = false;
    QString words;
};

/// Says what a new PIN is worth, and changes the PIN of whoever is at work.
class PinChangePresenter final : public QObject
{
    Q_OBJECT

public:
    explicit PinChangePresenter(Session &session, QObject *parent = nullptr);

    static PinWorth worthOf(const SecretBytes &pin);
    /// `repeated`: the new one, typed once more.
    void change(SecretBytes from, SecretBytes to, const SecretBytes &repeated);

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void changed();

private:
    Session &m_session;
};

} // namespace wenyi::ui
