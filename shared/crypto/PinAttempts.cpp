// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PinAttempts.h"

#include "shared/base/DurableFile.h"

#include <QFile>

namespace wenyi::crypto {

namespace {

constexpr std::chrono::seconds LockPatience{60}; ///< The dearest derivation of a key takes several seconds.
constexpr qsizetype LargestFile = 96;

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

Result<PinAttempts::Count> PinAttempts::read() const
{
    const Error damaged{ErrorCode::Corrupt, "key-file.damaged", m_path};
    const Result<QByteArray> content = readBounded(m_path, LargestFile);
    if (!content && content.error().code == ErrorCode::NotFound)
        return Count{};
    if (!content)
        return damaged;
    const QByteArrayList words = content->trimmed().split(' ');
    bool isNumber = false;
    Count count{words.first().toInt(&isNumber), {}};
    if (!isNumber || count.made < 0 || words.size() > 2)
        return damaged;
    if (words.size() == 2) {
        const auto name = Digest::fromHex(words.last());
        if (!name)
            return damaged;
        count.lockName = *name;
    }
    return count;
}

Result<int> PinAttempts::made() const
{
    WENYI_TRY(const Count count, read());
    return count.made;
}

Result<std::optional<Digest>> PinAttempts::lockName() const
{
    WENYI_TRY(const Count count, read());
    return count.lockName;
}

Result<void> PinAttempts::record(int count, const std::optional<Digest> &lockName)
{
    QByteArray line = QByteArray::number(count);
    if (lockName)
        line += ' ' + lockName->toHex();
    const auto written = writeDurably(m_path, line + '\n');
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
