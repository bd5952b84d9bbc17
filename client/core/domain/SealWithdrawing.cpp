// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealWithdrawing.h"

namespace wenyi::core {

Result<WithdrawnSeal> withdrawSeal(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &current, const SealWithdrawalAct &act, crypto::Signer &officer)
{
    const auto registrations = registrationsOf(current.content().seals, certificates.state());
    if (!registrations.isEmpty()) {
        const auto signer = authority.operatingSigner();
        WENYI_CHECK(certificates.appendAll(registrations, *signer));
    }
    WithdrawnSeal withdrawn;
    WENYI_TRY(withdrawn.act, certificates.append(act, officer));
    WENYI_TRY(withdrawn.directory, issueDirectory(authority, certificates, current, current.content()));
    return withdrawn;
}

} // namespace wenyi::core
