// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/PinChangePresenter.h"

#include "client/core/profile/PinChange.h"
#include "client/core/profile/PinQuality.h"
#include "client/ui/text/Sentences.h"

#include <QtConcurrent>

namespace wenyi::ui {

PinChangePresenter::PinChangePresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
}

PinWorth PinChangePresenter::worthOf(const SecretBytes &pin)
{
    if (pin.isEmpty())
        return {false, tr("At least %1 characters; letters and signs are allowed.").arg(core::ShortestNewPin)};
    if (const auto good = core::checkNewPin(pin); !good)
        return {false, sentenceFor(good.error())};
    switch (core::strengthOf(pin)) {
    case core::PinStrength::Days:
        return {true, tr("Allowed, but weak: whoever copies the key files can try all such numbers within days.")};
    case core::PinStrength::Fair:
        return {true, tr("Fair. Twelve characters or more, not digits alone, are strong.")};
    case core::PinStrength::Strong:
        break;
    }
    return {true, tr("Strong.")};
}

PinWorth PinChangePresenter::tokenWorthOf(const SecretBytes &pin)
{
    PinWorth worth = worthOf(pin);
    if (worth.isAllowed)
        worth.words = tr("Allowed. The token counts wrong PINs itself and locks.");
    return worth;
}

void PinChangePresenter::readTokens()
{
    using Asked = std::pair<core::Profile, QList<core::MemberToken>>;
    const auto named = [](Office &office) -> Result<Asked> {
        const core::Profile &profile = office.workspace->profile();
        WENYI_TRY(const auto tokens, core::tokensOf(profile, office.workspace->member().id));
        return Asked{profile, tokens};
    };
    m_session.ask(named).then(this, [this](const Result<Asked> &asked) {
        if (!asked) {
            Q_EMIT failed(asked.error());
            return;
        }
        if (asked->second.isEmpty())
            return;
        const auto ask = [asked = *asked, settings = m_session.environment().tokens] {
            QList<TokenFacts> facts;
            for (const core::MemberToken &token : asked.second)
                facts.append({token, core::askPin(asked.first, settings, token)});
            return facts;
        };
        Answer(QtConcurrent::run(ask)).then(this, [this](const QList<TokenFacts> &facts) { Q_EMIT tokensRead(facts); });
    });
}

void PinChangePresenter::change(
    SecretBytes from, SecretBytes to, const SecretBytes &repeated, const std::optional<core::MemberToken> &token)
{
    if (to.view() != repeated.view()) {
        Q_EMIT failed({ErrorCode::InvalidInput, "pin-change.differs", {}});
        return;
    }
    Q_EMIT busyChanged(true);
    // Work for the thread is copyable, a PIN is not.
    auto pins = std::make_shared<std::pair<SecretBytes, SecretBytes>>(std::move(from), std::move(to));
    const auto work = [pins, token](Office &office) -> Result<void> {
        if (token)
            return core::changeTokenPin(*office.workspace, *token, pins->first, pins->second);
        WENYI_CHECK(core::changePin(*office.workspace, pins->first, pins->second));
        return {};
    };
    m_session.ask(work).then(this, [this, isToken = token.has_value()](const Result<void> &done) {
        Q_EMIT busyChanged(false);
        if (done) {
            Q_EMIT changed();
            return;
        }
        Q_EMIT failed(done.error());
        if (isToken)
            readTokens(); // A wrong PIN leaves one try less.
    });
}

} // namespace wenyi::ui
