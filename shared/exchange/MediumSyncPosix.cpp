// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/MediumSync.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace wenyi::exchange {

Result<void> syncToMedium(QFile &file)
{
    if (::fsync(file.handle()) != 0)
        return Error{ErrorCode::StorageFailure, "bundle.medium", QString::fromLocal8Bit(std::strerror(errno))};
    // Advice only: where it is not taken, what is read back is the cached copy, and that is all one can do.
    static_cast<void>(::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED));
    return {};
}

} // namespace wenyi::exchange
