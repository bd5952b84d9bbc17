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

/// One of the member's tokens, and how its PIN stands.
struct TokenFacts
{
    core::MemberToken token;
    Result<::wenyi::token::PinStanding> standing;
};

/// Says what a new PIN is worth, and changes the PIN of whoever is at work: of the key files, or of a token.
class PinChangePresenter final : public QObject
{
    Q_OBJECT

public:
    explicit PinChangePresenter(Session &session, QObject *parent = nullptr);

    static PinWorth worthOf(const SecretBytes &pin);
    /// Of a token's, which counts wrong ones itself and cannot be copied.
    static PinWorth tokenWorthOf(const SecretBytes &pin);
    /// Asks the member's tokens, where there are any, on a thread of its own.
    void readTokens();
    /// `repeated`: the new one, typed once more.
    /// Of the token, where one is named.
    void change(SecretBytes from, SecretBytes to, const SecretBytes &repeated,
        const std::optional<core::MemberToken> &token = {});

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void changed();
    void tokensRead(const QList<wenyi::ui::TokenFacts> &tokens);

private:
    Session &m_session;
};

} // namespace wenyi::ui
