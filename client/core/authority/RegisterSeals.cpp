// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/authority/RegisterState.h"

#include <algorithm>

namespace wenyi::core {

using directory::RegisteredSeal;
using directory::SealState;

namespace {

Error notAllowed(const char *reason, const SealId &seal)
{
    return Error{ErrorCode::NotAllowed, reason, seal.toString()};
}

template<typename Seals>
auto find(Seals &seals, const SealId &id)
{
    return std::find_if(seals.begin(), seals.end(), [&](const RegisteredSeal &seal) { return seal.id == id; });
}

} // namespace

const RegisteredSeal *RegisterState::seal(const SealId &id) const
{
    const auto found = find(m_seals, id);
    return found == m_seals.end() ? nullptr : &*found;
}

Result<RegisteredSeal *> RegisterState::knownSeal(const SealId &id)
{
    const auto found = find(m_seals, id);
    if (found == m_seals.end())
        return Error{ErrorCode::NotFound, "register.no-seal", id.toString()};
    return &*found;
}

/// Roles keep officers and seal keepers apart already; one person with two certificates would slip through.
Result<void> RegisterState::checkNotKeeper(const Digest &signer, const RegisteredSeal &seal) const
{
    const crypto::Certificate *officer = this->signer(signer);
    if (officer && officer->subjectId() == seal.keeper.toString())
        return notAllowed("register.own-seal", seal.id);
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const SealRegistration &content)
{
    const RegisteredSeal &wanted = content.seal;
    if (wanted.id.isEmpty() || wanted.unit.isEmpty() || wanted.keeper.isEmpty() || wanted.digest.isNull())
        return Error{ErrorCode::InvalidInput, "register.seal", wanted.name};
    const auto known = find(m_seals, wanted.id);
    if (known != m_seals.end()) {
        // 移交: nothing but the keeper may be another.
        const bool isSame = known->digest == wanted.digest && known->unit == wanted.unit && known->kind == wanted.kind;
        if (!isSame || known->keeper == wanted.keeper || known->state() == SealState::Revoked
            || !content.replaces.isEmpty())
            return notAllowed("register.other-seal", wanted.id);
        known->keeper = wanted.keeper;
        return {};
    }
    if (!content.replaces.isEmpty()) {
        WENYI_TRY(RegisteredSeal * old, knownSeal(content.replaces));
        const bool isAnothers = wanted.kind == directory::SealKind::Personal && old->keeper != wanted.keeper;
        if (old->unit != wanted.unit || old->kind != wanted.kind || isAnothers)
            return notAllowed("register.other-seal", content.replaces);
        WENYI_CHECK(
            directory::withdraw(*old, {SealState::Revoked, act.at, act.at, directory::WithdrawalReason::Replaced, {}}));
    }
    RegisteredSeal seal = wanted;
    seal.withdrawals.clear();
    m_seals.append(seal);
    return {};
}

Result<void> RegisterState::take(const RegisterAct &act, const SealWithdrawalAct &content)
{
    if (content.state == SealState::Active)
        return Error{ErrorCode::InvalidInput, "register.seal", content.seal.toString()};
    WENYI_TRY(RegisteredSeal * seal, knownSeal(content.seal));
    return directory::withdraw(*seal, {content.state, content.since, act.at, content.reason, {}});
}

Result<void> RegisterState::take(const RegisterAct &act, const SealResumption &content)
{
    WENYI_TRY(const RegisteredSeal *seal, knownSeal(content.seal));
    WENYI_CHECK(checkNotKeeper(act.signer, *seal));
    RegisteredSeal tried = *seal;
    WENYI_CHECK(directory::resume(tried, act.at));
    m_applications.emplace(
        act.number, Application{act.number, act.at, content, act.signer, ApplicationState::Open, {}});
    return {};
}

} // namespace wenyi::core
