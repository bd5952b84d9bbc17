// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/BlobStore.h"

#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"
#include "shared/base/Limits.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/ContentDigest.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::journal {

namespace {

/// Blobs are bound to their use by the entry that names their digest, so one context serves all.
constexpr QByteArrayView Context("wenyi blob");

Error writeError(const QFileDevice &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return Error{ErrorCode::StorageFailure, isFull ? "store.full" : "blob.write",
        file.fileName() + u": "_s + file.errorString()};
}

/// Of the last system call.
Error systemError(const char *reason, const QString &path)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return Error{ErrorCode::StorageFailure, isFull ? "store.full" : reason, path};
}

/// Not by QFile: where the disk takes a part and then no more, it does not tell that the disk is full.
Result<void> writeAll(QFile &file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(file.handle(), bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError("blob.write", file.fileName());
        bytes = bytes.sliced(written);
    }
    return {};
}

template<typename Hash>
Result<void> addFile(QFile &file, Hash &hash)
{
    while (!file.atEnd()) {
        const QByteArray part = file.read(limits::MiB);
        if (part.isEmpty())
            return Error{ErrorCode::StorageFailure, "blob.read", file.errorString()};
        hash.add(part);
    }
    return {};
}

/// Whether the whole file's content has that name.
Result<bool> isFileNamed(QFile &file, const Digest &name)
{
    const auto size = static_cast<quint64>(file.size());
    crypto::ContentDigest digest(size);
    WENYI_CHECK(addFile(file, digest));
    if (digest.finish() == name)
        return true;
    if (size <= crypto::LargestPlainContent || !file.seek(0))
        return false;
    crypto::ContentCheck check(size);
    WENYI_CHECK(addFile(file, check));
    return check.isNamed(name);
}

QList<Digest> damagedBelow(const QString &folder)
{
    QList<Digest> damaged;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const auto named = Digest::fromHex(QFileInfo(file.fileName()).fileName().toLatin1());
        if (!named)
            continue; // A part.
        if (!file.open(QIODevice::ReadOnly)) {
            damaged.append(*named);
            continue;
        }
        const auto isSound = isFileNamed(file, *named);
        if (!isSound || !*isSound)
            damaged.append(*named);
    }
    return damaged;
}

} // namespace

BlobStore::BlobStore(QString folder, Database *database)
    : m_folder(std::move(folder))
    , m_database(database)
{
}

Result<void> BlobStore::checkWritable() const
{
    if (m_isReadOnly)
        return Error{ErrorCode::StorageFailure, "store.read-only", m_folder};
    return m_database ? m_database->checkWritable() : Result<void>();
}

Error BlobStore::noteFailure(const Error &error)
{
    if (error.reason == "file.sync" || error.reason == "file.folder-sync") {
        m_isReadOnly = true;
        if (m_database)
            m_database->makeReadOnly();
    }
    if (error.reason == "store.full" && m_database)
        m_database->noteFull();
    return error;
}

Result<BlobStore> BlobStore::open(const QString &folder, Database *database)
{
    if (!QDir().mkpath(folder))
        return systemError("blob.folder", folder);
    // The last run may have been killed between making a folder and syncing it.
    WENYI_CHECK(syncFolder(folder));
    WENYI_CHECK(syncFolder(QFileInfo(QFileInfo(folder).absoluteFilePath()).path()));
    return BlobStore(folder, database);
}

Result<void> BlobStore::makeFolderOf(const Digest &digest)
{
    const QString folder = QFileInfo(pathOf(digest)).path();
    if (QFileInfo::exists(folder))
        return {};
    if (::mkdir(QFile::encodeName(folder).constData(), S_IRWXU) != 0)
        return systemError("blob.write", folder);
    return syncFolder(m_folder); // Or a power cut takes the folder together with its first blob.
}

QString BlobStore::pathOf(const Digest &digest) const
{
    const QString hex = QString::fromLatin1(digest.toHex());
    return m_folder + u'/' + hex.left(2) + u'/' + hex;
}

QString BlobStore::partPathOf(const Digest &digest) const
{
    return pathOf(digest) + u".part"_s;
}

bool BlobStore::has(const Digest &digest) const
{
    return QFileInfo::exists(pathOf(digest));
}

Result<quint64> BlobStore::size(const Digest &digest) const
{
    const QFileInfo info(pathOf(digest));
    if (!info.exists())
        return Error{ErrorCode::NotFound, "blob.none", QString::fromLatin1(digest.toHex())};
    return static_cast<quint64>(info.size());
}

Result<BlobReference> BlobStore::store(QByteArrayView content, const SecretBytes &key, RandomSource &random)
{
    if (crypto::protectedSize(content.size()) > limits::Blob)
        return Error{ErrorCode::TooLarge, "blob.size", QString::number(content.size())};
    WENYI_TRY(const QByteArray stored, crypto::protect(key, content, Context, random));
    const Digest digest = crypto::contentDigest(stored);
    WENYI_CHECK(storeWhole(digest, stored));
    return BlobReference{digest, static_cast<quint64>(stored.size())};
}

Result<QByteArray> BlobStore::read(const Digest &digest, const SecretBytes &key) const
{
    WENYI_TRY(const QByteArray stored, readStored(digest));
    return crypto::unprotect(key, stored, Context);
}

Result<QByteArray> BlobStore::readStored(const Digest &digest) const
{
    WENYI_TRY(const quint64 bytes, size(digest));
    WENYI_TRY(const QByteArray stored, readPart(digest, 0, static_cast<qsizetype>(bytes)));
    if (!crypto::isNamed(stored, digest)) {
        m_foundDamaged.insert(digest);
        return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
    }
    return stored;
}

QList<Digest> BlobStore::foundDamaged() const
{
    return m_foundDamaged.values();
}

void BlobStore::forgetDamaged(const Digest &digest)
{
    m_foundDamaged.remove(digest);
}

Result<void> BlobStore::setAside(const Digest &digest)
{
    if (!has(digest))
        return Error{ErrorCode::NotFound, "blob.none", QString::fromLatin1(digest.toHex())};
    WENYI_CHECK(checkWritable());
    const QString path = pathOf(digest);
    if (!QDir().mkpath(asidePath()))
        return systemError("blob.write", asidePath());
    const QByteArray to = QFile::encodeName(asidePath() + u'/' + QFileInfo(path).fileName());
    if (::rename(QFile::encodeName(path).constData(), to.constData()) != 0)
        return systemError("blob.write", path);
    // First the new name: a power cut between them leaves two, not none.
    auto synced = syncFolder(asidePath());
    if (synced)
        synced = syncFolder(QFileInfo(path).path());
    return synced ? synced : noteFailure(synced.error());
}

Result<QByteArray> BlobStore::readPart(const Digest &digest, quint64 offset, qsizetype length) const
{
    QFile file(pathOf(digest));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "blob.none", QString::fromLatin1(digest.toHex())};
    if (length < 0 || file.size() > limits::Blob || offset > static_cast<quint64>(file.size()))
        return Error{ErrorCode::InvalidInput, "blob.range", QString::number(offset)};
    if (!file.seek(static_cast<qint64>(offset)))
        return Error{ErrorCode::StorageFailure, "blob.read", file.errorString()};
    return file.read(length);
}

Result<void> BlobStore::storeWhole(const Digest &digest, QByteArrayView stored)
{
    if (stored.size() > limits::Blob)
        return Error{ErrorCode::TooLarge, "blob.size", QString::number(stored.size())};
    if (!crypto::isNamed(stored, digest))
        return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
    if (has(digest))
        return {};
    WENYI_CHECK(checkWritable());
    auto written = makeFolderOf(digest);
    if (written)
        written = writeDurably(pathOf(digest), stored);
    if (!written) {
        QFile::remove(pathOf(digest)); // It may lie there without its folder's sync.
        return noteFailure(written.error());
    }
    return {};
}

quint64 BlobStore::received(const Digest &digest) const
{
    const auto whole = size(digest);
    return whole ? *whole : static_cast<quint64>(qMax<qint64>(QFileInfo(partPathOf(digest)).size(), 0));
}

Result<void> BlobStore::publish(const Digest &digest)
{
    QFile file(partPathOf(digest));
    if (!file.open(QIODevice::ReadOnly))
        return writeError(file);
    WENYI_TRY(const bool isSound, isFileNamed(file, digest));
    file.close();
    if (!isSound) {
        file.remove();
        return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
    }
    // Not QFile's, which copies where it cannot rename: a name that is there must be whole.
    const QByteArray name = QFile::encodeName(pathOf(digest));
    if (::rename(QFile::encodeName(partPathOf(digest)).constData(), name.constData()) != 0)
        return systemError("blob.write", pathOf(digest));
    const auto synced = syncFolder(QFileInfo(pathOf(digest)).path());
    if (!synced)
        QFile::remove(pathOf(digest)); // It is not there for certain.
    return synced;
}

Result<void> BlobStore::writePart(const Digest &digest, quint64 here, QByteArrayView part)
{
    WENYI_CHECK(makeFolderOf(digest));
    QFile file(partPathOf(digest));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return writeError(file);
    const auto written = writeAll(file, part);
    if (!written) {
        file.resize(static_cast<qint64>(here)); // No torn part: the sender goes on from `here`.
        return written;
    }
    if (::fsync(file.handle()) != 0) {
        file.resize(static_cast<qint64>(here));
        return Error{ErrorCode::StorageFailure, "file.sync", file.fileName()};
    }
    return {};
}

Result<quint64> BlobStore::appendPart(const Digest &digest, quint64 size, quint64 offset, QByteArrayView part)
{
    if (has(digest))
        return received(digest);
    if (size == 0 || size > static_cast<quint64>(limits::Blob) || part.size() > limits::BlobChunk)
        return Error{ErrorCode::TooLarge, "blob.size", QString::number(size)};
    const quint64 here = received(digest);
    WENYI_CHECK(checkWritable());
    if (here == size && offset == here) { // All came, but the program ended before the whole was checked.
        const auto published = publish(digest);
        if (!published)
            return noteFailure(published.error());
        return here;
    }
    if (offset != here || offset + static_cast<quint64>(part.size()) > size || part.isEmpty())
        return Error{ErrorCode::InvalidInput, "blob.offset", QString::number(offset)};
    auto written = writePart(digest, here, part);
    const quint64 have = here + static_cast<quint64>(part.size());
    if (written && have == size)
        written = publish(digest);
    if (!written)
        return noteFailure(written.error());
    return have;
}

Result<QList<Digest>> BlobStore::scrub() const
{
    return damagedBelow(m_folder);
}

QList<Digest> BlobStore::scrubPart(const QString &folder, quint8 first)
{
    return damagedBelow(folder + u'/' + QString::number(first, 16).rightJustified(2, u'0'));
}

} // namespace wenyi::journal
