// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>

namespace wenyi {

/// A file of fixed size that keeps room on a disk: given up when the disk is full, so that what has to be written even
/// then can be. A file system that compresses what it stores keeps no room by it.
class RoomReserve
{
public:
    /// `size` in bytes.
    RoomReserve(QString path, qint64 size);

    /// Makes it unless it stands; where it is to be made, as much again has to be free, so that a disk which stays all
    /// but full does not have it come and go. Fails with StorageFailure "store.full", and "store.reserve" where it is
    /// not for want of room.
    Result<void> keep();
    /// Gives its room to whoever writes next. False where there is none to give.
    bool giveUp();

private:
    QString m_path;
    qint64 m_size;
    bool m_isAllocated = false; ///< By this program: a file that was copied may have its length and no room.
};

} // namespace wenyi
