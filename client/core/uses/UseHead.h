// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/directory/DirectoryContent.h"

#include <optional>

namespace wenyi::core {

/// 用印链头: the newest use that a keeper made with a seal, kept beside the seal's key. It goes where the key goes, so
/// that a store that was put back to an older copy does not count again from there, and a cut end of the log shows.
struct UseHead
{
    SealId seal;
    quint64 number = 0;
    Digest use;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "seal-use.version".
    static Result<UseHead> fromBytes(QByteArrayView bytes);
    /// Nothing where there is no such file. Fails as fromBytes() and readBounded() do.
    static Result<std::optional<UseHead>> read(const QString &path);
    /// Fails as writeDurably() does.
    Result<void> write(const QString &path) const;

    friend bool operator==(const UseHead &, const UseHead &) = default;
};

} // namespace wenyi::core
