// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleMedium.h"

#include "shared/base/FolderSync.h"
#include "shared/exchange/MediumSync.h"

#include <filesystem>

namespace wenyi::exchange {

namespace {

Error failure(const QString &detail)
{
    return Error{ErrorCode::StorageFailure, "bundle.medium", detail};
}

std::filesystem::path nativePath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

} // namespace

FolderMedium::FolderMedium(QString path)
    : m_path(std::move(path))
{
}

QString FolderMedium::pathOf(const QString &name) const
{
    return m_path + u'/' + name;
}

Result<void> FolderMedium::create(const QString &name)
{
    m_file.close();
    m_file.setFileName(pathOf(name));
    // Unbuffered: a write that fails fails here, not at some later call.
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return failure(m_file.errorString());
    return {};
}

Result<void> FolderMedium::append(QByteArrayView bytes)
{
    // What fits of the last piece on a full medium is written without a word; the next octet is refused with one.
    while (!bytes.isEmpty()) {
        const qint64 written = m_file.write(bytes.data(), bytes.size());
        if (written <= 0 && m_file.error() == QFileDevice::ResourceError)
            return Error{ErrorCode::StorageFailure, "bundle.medium-full", m_file.errorString()};
        if (written <= 0)
            return failure(m_file.errorString());
        bytes = bytes.sliced(written);
    }
    return {};
}

Result<void> FolderMedium::finish()
{
    WENYI_CHECK(syncToMedium(m_file));
    m_file.close();
    if (m_file.error() != QFile::NoError)
        return failure(m_file.errorString());
    return {};
}

Result<std::unique_ptr<QIODevice>> FolderMedium::open(const QString &name)
{
    auto file = std::make_unique<QFile>(pathOf(name));
    if (!file->open(QIODevice::ReadOnly))
        return failure(file->errorString());
    return std::unique_ptr<QIODevice>(std::move(file));
}

Result<void> FolderMedium::rename(const QString &from, const QString &to)
{
    std::error_code code;
    std::filesystem::rename(nativePath(pathOf(from)), nativePath(pathOf(to)), code);
    if (code)
        return failure(QString::fromStdString(code.message()));
    return {};
}

Result<void> FolderMedium::syncFolder()
{
    return wenyi::syncFolder(m_path);
}

void FolderMedium::discard(const QString &name)
{
    m_file.close();
    QFile::remove(pathOf(name));
}

} // namespace wenyi::exchange
