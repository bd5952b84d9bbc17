// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/WorkspaceLock.h"

#include "client/core/profile/PinChange.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::core {

Result<void> lock(Workspace &workspace)
{
    // A key of nobody in its place: assigning wipes the member's, and grants that come meanwhile wait.
    WENYI_TRY(workspace.keys().personalEncryption, crypto::PrivateKey::generate());
    return {};
}

Result<void> reopen(Workspace &workspace, const SecretBytes &pin)
{
    const Profile &profile = workspace.profile();
    const MemberId &member = workspace.member().id;
    WENYI_CHECK(finishPinChange(profile.memberFolder(member)));
    WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, keyfile::PersonalEncryption)));
    WENYI_TRY(auto key, file.unlock(pin));
    // Another key file in the member's place opens nothing, whatever PIN it has: the directory knows whose key it is.
    const directory::Member *known = workspace.directory().member(member);
    const crypto::Certificate *own =
        known ? workspace.directory().certificate(known->encryptionCertificate) : nullptr;
    if (!own || own->publicKey() != key.publicKey())
        return Error{ErrorCode::NotAllowed, "profile.not-in-directory", member.toString()};
    workspace.keys().personalEncryption = std::move(key);
    // A full disk keeps nobody out: the next synchronisation tries again.
    static_cast<void>(workspace.takeNewKeys());
    return {};
}

Result<void> checkOpen(const Profile &profile, const MemberId &member, const WorkspaceKeys &keys)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, keyfile::PersonalEncryption)));
    if (file.certificate().publicKey() != keys.personalEncryption.publicKey())
        return Error{ErrorCode::Locked, "session.locked", {}};
    return {};
}

} // namespace wenyi::core
