// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobFiles.h"

#include <QDebug>
#include <QDir>
#include <QDirIterator>

#include <limits>

namespace wenyi::server {

namespace {

Result<void> takePieces(BlobTable &blobs, const UnitCode &unit, const Digest &digest, QFile &file)
{
    // Nobody's quota is asked: it is here already.
    const auto size = static_cast<quint64>(file.size());
    WENYI_CHECK(blobs.begin(unit, digest, size, std::numeric_limits<quint64>::max()));
    for (quint64 at = 0; at < size;) {
        const QByteArray piece = file.read(limits::BlobChunk);
        if (piece.isEmpty())
            return Error{ErrorCode::Corrupt, "blob.read", file.fileName()};
        WENYI_TRY(at, blobs.append(unit, digest, at, piece));
    }
    return {};
}

/// Open at its beginning, if it is what its name says: of one that is not, nothing is taken into the log.
Result<void> openWhole(QFile &file, const Digest &digest)
{
    const Error damaged{ErrorCode::Corrupt, "blob.damaged", file.fileName()};
    if (!file.open(QIODevice::ReadOnly) || file.size() > limits::Blob)
        return damaged;
    crypto::ContentCheck check(static_cast<quint64>(file.size()));
    while (!file.atEnd()) {
        const QByteArray part = file.read(limits::MiB);
        if (part.isEmpty())
            return damaged;
        check.add(part);
    }
    return check.isNamed(digest) && file.seek(0) ? Result<void>() : Result<void>(damaged);
}

Result<void> takeFile(journal::Database &database, BlobTable &blobs, const UnitCode &unit, const QString &path)
{
    QFile file(path);
    const auto digest = Digest::fromHex(QFileInfo(path).fileName().toLatin1());
    if (!digest) {
        file.remove(); // A part that was on its way: its sender begins anew.
        return {};
    }
    WENYI_TRY(const auto known, blobs.find(unit, *digest));
    if (!known || !known->whole) {
        WENYI_CHECK(openWhole(file, *digest));
        WENYI_TRY(const auto transaction, journal::Transaction::begin(database));
        WENYI_CHECK(takePieces(blobs, unit, *digest, file));
        WENYI_CHECK(transaction->commit());
    }
    file.remove();
    return {};
}

} // namespace

Result<void> takeBlobFiles(journal::Database &database, BlobTable &blobs, const QString &folder)
{
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const UnitCode unit(QString::fromUtf8(QByteArray::fromHex(name.toLatin1())));
        QStringList paths;
        QDirIterator files(folder + u'/' + name, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths.append(files.next());
        for (const QString &path : std::as_const(paths)) {
            const auto taken = takeFile(database, blobs, unit, path);
            if (!taken && taken.error().code == ErrorCode::StorageFailure)
                return taken;
            if (!taken)
                qWarning("a stored blob is damaged: %s", qUtf8Printable(describe(taken.error())));
        }
    }
    return {};
}

} // namespace wenyi::server
