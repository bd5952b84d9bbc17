// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/domain/DomainAuthority.h"
#include "shared/directory/Directory.h"

namespace wenyi::core {

/// Brings what the register tells of its seals into a directory's. Nothing is taken back thereby: where the directory
/// tells of a withdrawal that the register does not know, it stays. Pure.
void bringSealStates(QList<directory::RegisteredSeal> &seals, const RegisterState &state);

/// The acts by which a register hears of these seals: of those that it does not know, and of keepers who are others
/// now. A seal that was revoked before the register knew it is left to the directory. Pure.
QList<RegisterContent> registrationsOf(const QList<directory::RegisteredSeal> &seals, const RegisterState &state);

/// 发布: the changed content as the directory's next version, with the seals and the authority for PDFs as the register
/// has them; what the register does not know of them yet is written there by the operating CA, together with the acts
/// that are `announced`. Fails, and leaves the register as it was, as DomainAuthority::signNext(), toldPdfAuthority(),
/// directory::Directory::checkSucceeds() and CertificateRegister::appendAll() do.
Result<QByteArray> issueDirectory(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &current, directory::DirectoryContent changed,
    const QList<RegisterContent> &announced = {});

} // namespace wenyi::core
