// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/FileLock.h"

#include <QString>

#include <optional>

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// How many PINs have been tried in vain on a key file, kept in a small file beside it.
class PinAttempts
{
public:
    explicit PinAttempts(const QString &keyFilePath);

    /// One program at a time counts; held until this object goes. Fails with Unavailable "key-file.busy",
    /// StorageFailure "key-file.attempts".
    Result<void> lock();
    /// 0 where no file lies. Fails with Corrupt "key-file.damaged" where the count is no number.
    Result<int> made() const;
    /// The name under which the lock may be released; nothing where it was given none. Fails as made() does.
    Result<std::optional<Digest>> lockName() const;
    /// On disk when it returns. Fails with StorageFailure "key-file.attempts".
    Result<void> record(int count, const std::optional<Digest> &lockName = {});
    /// Forgets the count.
    Result<void> reset();

private:
    /// What the file says: a number, and behind a blank the lock's name if it has one.
    struct Count
    {
        int made = 0;
        std::optional<Digest> lockName;
    };
    Result<Count> read() const;

    QString m_path;
    FileLock m_lock;
};

} // namespace wenyi::crypto
