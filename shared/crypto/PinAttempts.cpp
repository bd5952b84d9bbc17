// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PinAttempts.h"

#include "shared/base/DurableFile.h"

#include <QFile>

namespace wenyi::crypto {

namespace {

constexpr std::chrono::seconds LockPatience{60}; ///< The dearest derivation of a key takes several seconds.
constexpr qsizetype LargestFile = 16;

Error cannotKeep(const QString &detail)
{
    return Error{ErrorCode::StorageFailure, "key-file.attempts", detail};
}

} // namespace

PinAttempts::PinAttempts(const QString &keyFilePath)
    : m_path(keyFilePath + QStringLiteral(".attempts"))
    , m_lock(keyFilePath + QStringLiteral(".lock"))
{
}

Result<void> PinAttempts::lock()
{
    const auto locked = m_lock.acquire(LockPatience);
    if (locked)
        return {};
    if (locked.error().code == ErrorCode::Unavailable)
        return Error{ErrorCode::Unavailable, "key-file.busy", m_path};
    return cannotKeep(m_path);
}

Result<int> PinAttempts::made() const
{
    const Result<QByteArray> content = readBounded(m_path, LargestFile);
    if (!content && content.error().code == ErrorCode::NotFound)
        return 0;
    bool isNumber = false;
    const int count = content ? content->trimmed().toInt(&isNumber) : 0;
    if (!isNumber || count < 0)
        return Error{ErrorCode::Corrupt, "key-file.damaged", m_path};
    return count;
}

Result<void> PinAttempts::record(int count)
{
    const auto written = writeDurably(m_path, QByteArray::number(count) + '\n');
    if (!written)
        return cannotKeep(describe(written.error()));
    return {};
}

Result<void> PinAttempts::reset()
{
    if (QFile::exists(m_path) && !QFile::remove(m_path))
        return cannotKeep(m_path);
    return {};
}

} // namespace wenyi::crypto
