// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/PinChangePresenter.h"

#include "client/core/profile/PinChange.h"
#include "client/core/profile/PinQuality.h"
#include "client/ui/text/Sentences.h"

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

void PinChangePresenter::change(SecretBytes from, SecretBytes to, const SecretBytes &repeated)
{
    if (to.view() != repeated.view()) {
        Q_EMIT failed({ErrorCode::InvalidInput, "pin-change.differs", {}});
        return;
    }
    Q_EMIT busyChanged(true);
    // Work for the thread is copyable, a PIN is not.
    auto pins = std::make_shared<std::pair<SecretBytes, SecretBytes>>(std::move(from), std::move(to));
    m_session.ask([pins](Office &office) { return core::changePin(*office.workspace, pins->first, pins->second); })
        .then(this, [this](const Result<QStringList> &files) {
            Q_EMIT busyChanged(false);
            if (files)
                Q_EMIT changed();
            else
                Q_EMIT failed(files.error());
        });
}

} // namespace wenyi::ui
