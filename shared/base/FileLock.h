// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>

#include <chrono>

namespace wenyi {

/// One program at a time: held until this object goes or its program ends, however that ends.
///
/// QLockFile will not do: a program that is killed between making the file and naming itself in it locks everybody out
/// for good.
class FileLock
{
public:
    /// The file stays where it is; only its lock counts.
    explicit FileLock(QString path)
        : m_path(std::move(path))
    {
    }
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// Waits so long for another holder. Fails with Unavailable "file.locked", StorageFailure "file.write".
    Result<void> acquire(std::chrono::milliseconds patience);

private:
    QString m_path;
    int m_file = -1;
};

} // namespace wenyi
