// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/SealHistory.h"

namespace wenyi::core {

namespace {

/// What an act says of the seal; nothing where it is about something else.
struct Told
{
    using Event = std::optional<SealEvent>;

    const RegisterState &state;
    const SealId &seal;
    bool isKnown; ///< An act before this one registered it.

    template<typename Other>
    Event operator()(const Other &) const
    {
        return {};
    }
    Event operator()(const SealRegistration &act) const
    {
        SealEvent event;
        if (act.replaces == seal) {
            event.kind = SealEventKind::Replaced;
            event.successor = act.seal.id;
            return event;
        }
        if (act.seal.id != seal)
            return {};
        event.kind = isKnown ? SealEventKind::HandedOver : SealEventKind::Issued;
        event.keeper = act.seal.keeper;
        event.madeAt = act.madeAt;
        event.replaces = act.replaces;
        return event;
    }
    Event operator()(const SealWithdrawalAct &act) const
    {
        if (act.seal != seal)
            return {};
        SealEvent event;
        event.kind = act.state == directory::SealState::Revoked ? SealEventKind::Revoked : SealEventKind::Suspended;
        event.since = act.since;
        event.reason = act.reason;
        event.words = act.words;
        return event;
    }
    Event operator()(const SealResumption &act) const
    {
        if (act.seal != seal)
            return {};
        SealEvent event;
        event.kind = SealEventKind::ResumptionAsked;
        event.words = act.words;
        return event;
    }
    Event operator()(const ApplicationDecision &act) const
    {
        const auto application = state.applications().find(act.application);
        const auto *resumption = application == state.applications().end()
                                     ? nullptr
                                     : std::get_if<SealResumption>(&application->second.wanted);
        if (!resumption || resumption->seal != seal)
            return {};
        SealEvent event;
        event.kind = act.isApproved ? SealEventKind::Resumed : SealEventKind::ResumptionRejected;
        event.application = act.application;
        event.words = act.words;
        return event;
    }
};

} // namespace

QList<SealEvent> sealHistory(const CertificateRegister &certificates, const SealId &seal)
{
    QList<SealEvent> history;
    for (const SignedAct &act : certificates.acts()) {
        auto event = std::visit(Told{certificates.state(), seal, !history.isEmpty()}, act.act.content);
        if (!event)
            continue;
        event->act = act.act.number;
        event->at = act.act.at;
        if (const crypto::Certificate *officer = certificates.state().signer(act.act.signer)) {
            event->by = officer->commonName();
            event->byId = officer->subjectId();
        }
        history.append(*event);
    }
    return history;
}

} // namespace wenyi::core
