// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DirectoryIssue.h"

#include "client/core/domain/PdfAuthority.h"

#include <QHash>

namespace wenyi::core {

using directory::RegisteredSeal;

namespace {

/// 移交: seals that another keeper has than before.
QList<RegisterContent> handovers(const QList<RegisteredSeal> &before, const QList<RegisteredSeal> &after)
{
    QHash<SealId, MemberId> keepers;
    for (const RegisteredSeal &seal : before)
        keepers.insert(seal.id, seal.keeper);
    QList<RegisterContent> acts;
    for (const RegisteredSeal &seal : after) {
        const auto keeper = keepers.constFind(seal.id);
        const bool isAnother = keeper != keepers.cend() && *keeper != seal.keeper;
        if (isAnother && seal.state() != directory::SealState::Revoked)
            acts.append(SealRegistration{seal, {}, {}});
    }
    return acts;
}

/// No directory is signed in which a seal may be used that the register has withdrawn: that is so where one of both was
/// put back to an older copy.
Result<void> checkTold(const QList<RegisteredSeal> &seals, const RegisterState &state)
{
    for (const RegisteredSeal &seal : seals) {
        const RegisteredSeal *known = state.seal(seal.id);
        if (known && known->state() > seal.state())
            return Error{ErrorCode::Corrupt, "seal-state.not-told", seal.id.toString()};
    }
    return {};
}

} // namespace

void bringSealStates(QList<RegisteredSeal> &seals, const RegisterState &state)
{
    for (RegisteredSeal &seal : seals) {
        const RegisteredSeal *known = state.seal(seal.id);
        if (!known)
            continue;
        RegisteredSeal brought = seal;
        brought.withdrawals = known->withdrawals;
        if (directory::checkSealsSucceed({seal}, {brought}))
            seal = brought;
    }
}

QList<RegisterContent> registrationsOf(const QList<RegisteredSeal> &seals, const RegisterState &state)
{
    QList<RegisterContent> acts;
    for (const RegisteredSeal &seal : seals) {
        const RegisteredSeal *known = state.seal(seal.id);
        const bool isRevoked = (known ? known : &seal)->state() == directory::SealState::Revoked;
        if (!isRevoked && (!known || known->keeper != seal.keeper))
            acts.append(SealRegistration{seal, {}, {}});
    }
    return acts;
}

Result<QByteArray> issueDirectory(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &current, directory::DirectoryContent changed, const QList<RegisterContent> &announced)
{
    // What stands in the register's file is believed only as far as its signatures go.
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_CHECK(certificates.verify(trust));
    bringSealStates(changed.seals, certificates.state());
    WENYI_CHECK(checkTold(changed.seals, certificates.state()));
    WENYI_TRY(changed.pdfAuthority, toldPdfAuthority(authority.folder(), certificates.state()));
    WENYI_TRY(QByteArray bytes, authority.signNext(changed));
    // What every desktop will ask of it is asked before it is handed out.
    WENYI_TRY(const auto next, directory::Directory::open(bytes, trust, authority.now()));
    WENYI_CHECK(next.checkSucceeds(current));
    const QList<RegisteredSeal> &before = current.content().seals;
    const QList<RegisterContent> acts =
        registrationsOf(before, certificates.state()) + announced + handovers(before, changed.seals);
    if (!acts.isEmpty()) {
        const auto signer = authority.operatingSigner();
        WENYI_CHECK(certificates.appendAll(acts, *signer));
    }
    return bytes;
}

} // namespace wenyi::core
