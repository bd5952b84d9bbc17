// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FileLock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

namespace wenyi {

FileLock::~FileLock()
{
    if (m_file >= 0)
        ::close(m_file); // Lets go.
}

Result<void> FileLock::acquire(std::chrono::milliseconds patience)
{
    if (m_file < 0)
        m_file = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (m_file < 0)
        return Error{ErrorCode::StorageFailure, "file.write", m_path};
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return Error{ErrorCode::StorageFailure, "file.write", m_path};
        if (std::chrono::steady_clock::now() >= end)
            return Error{ErrorCode::Unavailable, "file.locked", m_path};
        std::this_thread::sleep_for(10ms); // The system has no wait for this lock that ends by time.
    }
    return {};
}

} // namespace wenyi
