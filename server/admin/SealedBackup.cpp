// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/SealedBackup.h"

#include "server/admin/BackupFiles.h"
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"
#include "shared/base/Limits.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/Sm3.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace wenyi::server {

namespace {

constexpr QByteArrayView Magic("WYbackup");
constexpr QByteArrayView Context("wenyi backup 1");
constexpr quint64 Version = 1;
constexpr qsizetype LargestHeader = 4 * limits::KiB;
constexpr qsizetype LargestName = 1 * limits::KiB;
constexpr qsizetype LengthSize = 4;
constexpr qsizetype SizeSize = 8;
/// Of the file, that are decrypted at a time: whole chunks with their MACs.
constexpr qsizetype SealedBatch =
    crypto::ContentBatchSize + crypto::ContentBatchSize / crypto::ContentChunkSize * crypto::ContentChunkOverhead;

template<typename Number>
QByteArray littleEndian(Number number)
{
    QByteArray bytes(sizeof number, '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

Error damaged(const QString &file)
{
    return Error{ErrorCode::Corrupt, "backup.damaged", file};
}

/// Writes what it is given under the content key, in whole batches, and keeps the digest of what it wrote.
class SealingFile
{
public:
    SealingFile(QFile &file, crypto::ContentEncryptor encryptor)
        : m_file(file)
        , m_encryptor(std::move(encryptor))
    {
    }

    Result<void> writeClear(QByteArrayView bytes)
    {
        m_hash.add(bytes);
        return m_file.write(bytes.data(), bytes.size()) == bytes.size()
                   ? Result<void>()
                   : Result<void>(Error{ErrorCode::StorageFailure, "backup.write", m_file.errorString()});
    }
    Result<void> begin() { return writeClear(m_encryptor.header()); }
    Result<void> add(QByteArrayView plain)
    {
        m_waiting.append(plain);
        // What is last is not known before end(), so something always stays.
        while (m_waiting.size() > crypto::ContentBatchSize) {
            WENYI_TRY(
                const QByteArray sealed, m_encryptor.chunks(QByteArrayView(m_waiting).first(crypto::ContentBatchSize),
                                             crypto::ChunkPosition::Middle));
            WENYI_CHECK(writeClear(sealed));
            m_waiting.remove(0, crypto::ContentBatchSize);
        }
        return {};
    }
    /// Gives the digest of all that was written.
    Result<Digest> end()
    {
        WENYI_TRY(const QByteArray sealed, m_encryptor.chunks(m_waiting, crypto::ChunkPosition::Last));
        WENYI_CHECK(writeClear(sealed));
        return m_hash.finish();
    }

private:
    QFile &m_file;
    crypto::ContentEncryptor m_encryptor;
    crypto::Sm3 m_hash;
    QByteArray m_waiting;
};

Result<void> addFile(SealingFile &sealing, const QString &folder, const QString &name)
{
    const QByteArray path = name.toUtf8();
    QFile file(folder + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailure, "file.read", file.fileName()};
    WENYI_CHECK(sealing.add(
        littleEndian(static_cast<quint32>(path.size())) + path + littleEndian(static_cast<quint64>(file.size()))));
    for (qint64 left = file.size(); left > 0;) {
        const QByteArray part = file.read(std::min<qint64>(left, limits::MiB));
        if (part.isEmpty())
            return Error{ErrorCode::StorageFailure, "file.read", file.fileName()};
        WENYI_CHECK(sealing.add(part));
        left -= part.size();
    }
    return {};
}

Result<Digest> writeSealed(
    const QString &folder, QFile &file, const crypto::Certificate &recipient, RandomSource &random)
{
    const SecretBytes key(random.bytes(crypto::ContentKeySize));
    CborWriter header;
    header.startArray(3);
    header.unsignedInteger(Version);
    header.digest(recipient.fingerprint());
    WENYI_TRY(const QByteArray wrapped, recipient.publicKey().encrypt(key.view()));
    header.bytes(wrapped);
    header.endArray();
    const QByteArray clear = header.take();
    WENYI_TRY(auto encryptor, crypto::ContentEncryptor::begin(key, Context, random));
    SealingFile sealing(file, std::move(encryptor));
    WENYI_CHECK(sealing.writeClear(Magic.toByteArray() + littleEndian(static_cast<quint32>(clear.size())) + clear));
    WENYI_CHECK(sealing.begin());
    for (const QString &name : filesBelow(folder))
        WENYI_CHECK(addFile(sealing, folder, name));
    WENYI_CHECK(sealing.add(littleEndian(quint32(0))));
    return sealing.end();
}

/// Takes the files out of the plain stream as it comes.
class Unpacking
{
public:
    explicit Unpacking(QString folder)
        : m_folder(std::move(folder))
    {
    }

    Result<void> take(const QByteArray &plain)
    {
        m_bytes.append(plain);
        while (!m_isDone) {
            WENYI_TRY(const bool goesOn, m_file.isOpen() ? takeContent() : takeName());
            if (!goesOn)
                break;
        }
        return {};
    }
    bool isWhole() const { return m_isDone && m_bytes.isEmpty(); }

private:
    /// False where more has to come first.
    Result<bool> takeName()
    {
        if (m_bytes.size() < LengthSize)
            return false;
        const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(m_bytes.constData()));
        if (length == 0) {
            m_isDone = true;
            m_bytes.remove(0, LengthSize);
            return true;
        }
        if (length > LargestName)
            return damaged(m_folder);
        if (m_bytes.size() < LengthSize + length + SizeSize)
            return false;
        const QString name = QString::fromUtf8(m_bytes.mid(LengthSize, length));
        m_left = static_cast<qint64>(qFromLittleEndian<quint64>(m_bytes.constData() + LengthSize + length));
        m_bytes.remove(0, LengthSize + length + SizeSize);
        if (!staysInside(name) || m_left < 0)
            return damaged(name);
        m_file.setFileName(m_folder + u'/' + name);
        QDir().mkpath(QFileInfo(m_file.fileName()).path());
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return Error{ErrorCode::StorageFailure, "backup.write", m_file.fileName()};
        return true;
    }
    Result<bool> takeContent()
    {
        const auto length = std::min<qint64>(m_left, m_bytes.size());
        if (m_file.write(m_bytes.constData(), length) != length)
            return Error{ErrorCode::StorageFailure, "backup.write", m_file.errorString()};
        m_bytes.remove(0, length);
        m_left -= length;
        if (m_left > 0)
            return false;
        const bool isFlushed = m_file.flush();
        m_file.close();
        if (!isFlushed)
            return Error{ErrorCode::StorageFailure, "backup.write", m_file.fileName()};
        return true;
    }

    QString m_folder;
    QByteArray m_bytes;
    QFile m_file;
    qint64 m_left = 0;
    bool m_isDone = false;
};

/// The content key, out of the clear beginning.
Result<SecretBytes> keyOf(QFile &file, const crypto::Certificate &recipient, const crypto::PrivateKey &key)
{
    const QByteArray begin = file.read(Magic.size() + LengthSize);
    if (begin.size() != Magic.size() + LengthSize || !begin.startsWith(Magic))
        return damaged(file.fileName());
    const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(begin.constData() + Magic.size()));
    if (length > LargestHeader)
        return damaged(file.fileName());
    const QByteArray clear = file.read(length);
    CborReader reader(clear);
    reader.startArray(3);
    if (reader.unsignedInteger() != Version)
        reader.fail(ErrorCode::Unsupported, "backup.version");
    const Digest fingerprint = reader.digest();
    const QByteArray wrapped = reader.bytes(LargestHeader);
    reader.endArray();
    WENYI_CHECK(reader.finish());
    if (fingerprint != recipient.fingerprint())
        return Error{ErrorCode::NotTrusted, "backup.other-key", QString::fromLatin1(fingerprint.toHex())};
    return key.decrypt(wrapped);
}

} // namespace

Result<void> sealBackup(
    const QString &folder, const QString &file, const crypto::Certificate &recipient, RandomSource &random)
{
    if (QFileInfo::exists(file))
        return Error{ErrorCode::AlreadyExists, "backup.exists", file};
    const QString making = file + QStringLiteral(".making");
    QFile::remove(making);
    QFile out(making);
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return Error{ErrorCode::StorageFailure, "backup.write", out.errorString()};
    WENYI_TRY(const Digest written, writeSealed(folder, out, recipient, random));
    if (!out.flush())
        return Error{ErrorCode::StorageFailure, "backup.write", out.errorString()};
    out.close();
    WENYI_CHECK(syncFile(making));
    WENYI_TRY(const Digest read, digestOfFile(making));
    if (read != written)
        return Error{ErrorCode::StorageFailure, "backup.not-read-back", making};
    if (!QFile::rename(making, file))
        return Error{ErrorCode::StorageFailure, "backup.write", file};
    return syncFolder(QFileInfo(QFileInfo(file).absoluteFilePath()).path());
}

Result<crypto::Certificate> readCertificate(const QString &path)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::MiB));
    return bytes.startsWith("-----BEGIN") ? crypto::Certificate::fromPem(bytes) : crypto::Certificate::fromDer(bytes);
}

bool isSealedBackup(const QString &path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && file.read(Magic.size()) == Magic;
}

Result<void> openSealedBackup(
    const QString &file, const QString &folder, const crypto::Certificate &recipient, const crypto::PrivateKey &key)
{
    if (QFileInfo::exists(folder))
        return Error{ErrorCode::AlreadyExists, "backup.exists", folder};
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "backup.none", file};
    WENYI_TRY(const SecretBytes contentKey, keyOf(in, recipient, key));
    WENYI_TRY(auto decryptor, crypto::ContentDecryptor::begin(contentKey, in.read(crypto::ContentHeaderSize), Context));
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "backup.folder", folder};
    Unpacking unpacking(folder);
    for (qint64 left = in.size() - in.pos(); left > 0;) {
        const QByteArray part = in.read(std::min<qint64>(left, SealedBatch));
        if (part.isEmpty())
            return Error{ErrorCode::StorageFailure, "file.read", file};
        left -= part.size();
        WENYI_TRY(const QByteArray plain,
            decryptor.chunks(part, left > 0 ? crypto::ChunkPosition::Middle : crypto::ChunkPosition::Last));
        WENYI_CHECK(unpacking.take(plain));
    }
    if (!decryptor.finished() || !unpacking.isWhole())
        return damaged(file);
    return {};
}

} // namespace wenyi::server
