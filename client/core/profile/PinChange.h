// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace wenyi::core {

class Workspace;

/// 更改口令: gives all key files of a member's folder the next PIN, or none of them.
///
/// First every file is made anew in memory, then all of them go into one journal in the folder, and that file's coming
/// into place is the change: from there on the new PIN counts, and the files follow. Who was killed in between has them
/// written by the next one who opens a key (finishPinChange), without any PIN. A key that lies on a token is left out.
///
/// Gives the names of the files. Fails with WrongPin "key-file.pin", NotAllowed "pin-change.other-pin" (`detail`: a
/// file that another PIN opens than the first did; nothing is changed), Locked "key-file.locked", InvalidInput "pin.…",
/// "pin-change.same", NotFound "pin-change.no-files", StorageFailure "pin-change.unfinished" (the new PIN counts, and
/// the files follow once the disk allows it), Unavailable "key-file.busy", and as KeyFile::underPin() and
/// writeDurably() do.
Result<QStringList> changePin(
    const QString &memberFolder, const SecretBytes &from, const SecretBytes &to, RandomSource &random);

/// The same for whoever is at work, with its row in the audit log; a refusal has one too.
Result<QStringList> changePin(Workspace &workspace, const SecretBytes &from, const SecretBytes &to);

/// No other program changes the PIN of the folder's key files while `work` runs; a change that was begun is ended
/// first. For who puts a key among the others. Fails as finishPinChange() and `work` do.
Result<void> withPinsHeld(const QString &memberFolder, const std::function<Result<void>()> &work);

/// Ends a change that was begun and not ended; called before a member's key is opened. A file that was exchanged since
/// stays as it is. Fails with Corrupt "pin-change.damaged", Unavailable "key-file.busy", and as writeDurably() does.
Result<void> finishPinChange(const QString &memberFolder);

} // namespace wenyi::core
