// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/authority/CertificateRegister.h"
#include "client/core/domain/DirectoryIssue.h"

#include <memory>

namespace wenyi::cli {

/// What the files of `wenyictl ca` share.

/// The folder of the domain's authority, and the officer who acts there.
struct CaArguments
{
    std::string folder;
    std::string officerKey;
    std::string pinFile;
    std::string authorityPinFile;
};

void addAuthorityFolder(Command &command, CaArguments &arguments);
/// `--pin-file` for the officer; `--officer-key` where the key is not in the authority's folder any more.
void addOfficerOptions(Command &command, CaArguments &arguments);
/// `--authority-pin-file` for what needs the operating CA's key as well.
void addAuthorityPin(Command &command, CaArguments &arguments);

Result<std::unique_ptr<core::CertificateRegister>> openRegister(const CaArguments &arguments, const Context &context);
/// The officer's key. `role` tells which of the three it is looked for in the authority's folder.
Result<crypto::KeySigner> openOfficer(const CaArguments &arguments, directory::Role role);
/// The operating CA's PIN, out of its file or of WENYI_AUTHORITY_PIN.
Result<SecretBytes> readAuthorityPin(const CaArguments &arguments);
/// The authority with its keys, by that PIN.
Result<core::DomainAuthority> openAuthority(const CaArguments &arguments, const Context &context);
/// The directory in force, out of its file, found to hold by the authority's trust.
Result<directory::Directory> readCurrentDirectory(const std::string &file, const core::DomainAuthority &authority);

/// The words for purposes and reasons on the command line and in `--json`.
const std::map<std::string, crypto::CertificatePurpose> &purposeWords();
const std::map<std::string, crypto::RevocationReason> &reasonWords();
QString wordOf(crypto::CertificatePurpose purpose);
QString wordOf(crypto::RevocationReason reason);

/// `ca list`, `show` and `verify`: what needs no key.
void addCaReports(Command &ca, Chosen &chosen);
/// `ca issue`, `publish` and `appoint`: what needs the operating CA's key.
void addCaSigning(Command &ca, Chosen &chosen);
/// `ca timestamp`: answers a time-stamp request.
void addCaTimeStamp(Command &ca, Chosen &chosen);
/// `ca unblock` and `unblocked`.
void addCaUnblocking(Command &ca, Chosen &chosen);

} // namespace wenyi::cli
