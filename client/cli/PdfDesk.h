// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Unlock.h"
#include "client/core/sealing/RevocationAge.h"

#include <QJsonObject>

namespace wenyi::cli {

/// The desktop at which a PDF is signed: its trust and directory judge the signer, and its audit log has the try.
struct PdfDeskArguments
{
    std::string profile;
    std::string member;
    std::string memberPinFile;
};

/// --member and --member-pin-file; --profile is the command's own, which says whether it is needed.
void addPdfDeskOptions(Command &command, PdfDeskArguments &arguments);

/// Opened with the member's PIN: the one of --member-pin-file or of WENYI_MEMBER_PIN, else the key's (`keyPin`), which
/// for a member's own key file it is. Fails as core::Workspace::unlock() does.
Result<std::unique_ptr<core::Workspace>> unlockPdfDesk(const QString &folder, const MemberId &member,
    const PdfDeskArguments &arguments, const SecretBytes &keyPin, const Context &context);

/// Tells a person that the list of revoked signers is old, and a machine in any case how old it is.
void tellListAge(const std::optional<core::RevocationAge> &age, const Output &output, QJsonObject &result);

} // namespace wenyi::cli
