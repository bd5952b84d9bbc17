// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QFile>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace wenyi::server {

/// Keeps the segments of a store where they are while somebody reads beside the server: a check, a backup. It ends with
/// its program, however that ends.
class ReadingClaim
{
public:
    /// For a reader: waits while segments are being removed, which is soon done. Fails with Unavailable
    /// "store.being-compacted" after the patience, StorageFailure "store.claim".
    static Result<ReadingClaim> share(
        const QString &storeFolder, std::chrono::milliseconds patience = std::chrono::seconds(10));
    /// For who removes segments; none while anybody reads. Fails with StorageFailure "store.claim".
    static Result<std::optional<ReadingClaim>> exclude(const QString &storeFolder);

private:
    explicit ReadingClaim(std::unique_ptr<QFile> file)
        : m_file(std::move(file))
    {
    }
    static Result<ReadingClaim> open(const QString &storeFolder);
    std::unique_ptr<QFile> m_file; ///< Its lock goes with it.
};

} // namespace wenyi::server
