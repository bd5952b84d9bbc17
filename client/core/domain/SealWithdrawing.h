// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DirectoryIssue.h"

namespace wenyi::core {

/// A seal was suspended or revoked.
struct WithdrawnSeal
{
    quint64 act = 0;      ///< Its number in the register.
    QByteArray directory; ///< The next version, which tells it.
};

/// 停用, 作废: writes the officer's act into the register and makes the directory that tells it. What the directory in
/// force knows of seals and the register does not is entered first. Fails as CertificateRegister::append() and
/// issueDirectory() do; where the latter fails, the act stands and issueDirectory() can be repeated.
Result<WithdrawnSeal> withdrawSeal(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &current, const SealWithdrawalAct &act, crypto::Signer &officer);

} // namespace wenyi::core
