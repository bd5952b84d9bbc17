// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/journal/Database.h"
#include "shared/journal/Entry.h"

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>

namespace wenyi::journal {

/// 数据块: content named by the SM3 of its stored, encrypted bytes, a file each. What is there is whole: bytes that
/// come in parts stand in a part file until all are there and the digest is right.
class BlobStore
{
public:
    /// Makes the folder if need be. After a sync that failed nothing more is written, neither here nor in the database
    /// whose entries name the blobs: StorageFailure "store.read-only". Fails with StorageFailure "blob.folder",
    /// "store.full", "file.folder-sync".
    static Result<BlobStore> open(const QString &folder, Database *database = nullptr);

    /// Encrypts content under a key and keeps it. Fails with TooLarge "blob.size", StorageFailure "blob.write",
    /// "store.full".
    Result<BlobReference> store(QByteArrayView content, const SecretBytes &key, RandomSource &random);
    /// The content in clear. Fails with NotFound "blob.none", Corrupt "blob.damaged", NotTrusted "content.altered".
    Result<QByteArray> read(const Digest &digest, const SecretBytes &key) const;

    bool has(const Digest &digest) const;
    /// The stored bytes, checked against the digest. Fails with NotFound "blob.none", Corrupt "blob.damaged".
    Result<QByteArray> readStored(const Digest &digest) const;
    /// A part of the stored bytes for the wire, not checked (the receiver checks the whole). Fails with NotFound
    /// "blob.none", InvalidInput "blob.range".
    Result<QByteArray> readPart(const Digest &digest, quint64 offset, qsizetype length) const;
    /// The size of the stored bytes. Fails with NotFound "blob.none".
    Result<quint64> size(const Digest &digest) const;
    /// Keeps stored bytes that came whole. Fails with Corrupt "blob.damaged" when they are not what they claim to be.
    Result<void> storeWhole(const Digest &digest, QByteArrayView stored);

    /// How much of a blob that comes in parts is here.
    quint64 received(const Digest &digest) const;
    /// Takes the next part of a blob of `size` bytes, synced; an offset other than received() is refused with
    /// InvalidInput "blob.offset". With the last part the whole is checked: Corrupt "blob.damaged" drops the parts.
    /// Gives how much is here.
    Result<quint64> appendPart(const Digest &digest, quint64 size, quint64 offset, QByteArrayView part);

    /// Reads every blob; gives the digests of those that are damaged.
    Result<QList<Digest>> scrub() const;
    /// The same of those in a store's folder whose digest begins with this octet, a small part of all; by any thread,
    /// beside the one that owns the store.
    static QList<Digest> scrubPart(const QString &folder, quint8 first);
    /// Those that were found damaged when they were read, until they are dealt with.
    QList<Digest> foundDamaged() const;
    /// This one is dealt with.
    void forgetDamaged(const Digest &digest);
    /// 隔离: moves a blob out of the way, beside the folder, so that it can come anew; nothing is deleted. Fails with
    /// NotFound "blob.none", StorageFailure "blob.write", "store.read-only".
    Result<void> setAside(const Digest &digest);

private:
    BlobStore(QString folder, Database *database);
    QString pathOf(const Digest &digest) const;
    QString partPathOf(const Digest &digest) const;
    Result<void> checkWritable() const;
    /// Why a write failed; a failed sync ends all writing.
    Error noteFailure(const Error &error);
    Result<void> makeFolderOf(const Digest &digest);
    Result<void> writePart(const Digest &digest, quint64 here, QByteArrayView part);
    Result<void> publish(const Digest &digest);
    QString asidePath() const { return m_folder + QStringLiteral(".damaged"); }

    QString m_folder;
    Database *m_database; ///< Not owned; may be none.
    bool m_isReadOnly = false;
    mutable QSet<Digest> m_foundDamaged; ///< By reading.
};

} // namespace wenyi::journal
