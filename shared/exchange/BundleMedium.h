// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QFile>
#include <QIODevice>

#include <memory>

namespace wenyi::exchange {

/// A folder on a removable volume, as far as bundles need one; an interface, so that a test can pull the stick out at
/// every single call. Names are plain file names of ours. Every failure is StorageFailure "bundle.medium", or
/// "bundle.medium-full".
class BundleMedium
{
public:
    virtual ~BundleMedium() = default;
    /// Opens an empty file for append(); one of that name is emptied.
    virtual Result<void> create(const QString &name) = 0;
    virtual Result<void> append(QByteArrayView bytes) = 0;
    /// Closes what create() opened once it is on the medium, and lets go of cached copies, so that what is read next
    /// comes from the medium.
    virtual Result<void> finish() = 0;
    virtual Result<std::unique_ptr<QIODevice>> open(const QString &name) = 0;
    /// Puts the file in the place of one that has the new name.
    virtual Result<void> rename(const QString &from, const QString &to) = 0;
    /// Makes names outlive the stick being pulled out.
    virtual Result<void> syncFolder() = 0;
    /// Removes the file where that can be done.
    virtual void discard(const QString &name) = 0;
};

/// The folder at a path.
class FolderMedium final : public BundleMedium
{
public:
    explicit FolderMedium(QString path);
    Result<void> create(const QString &name) override;
    Result<void> append(QByteArrayView bytes) override;
    Result<void> finish() override;
    Result<std::unique_ptr<QIODevice>> open(const QString &name) override;
    Result<void> rename(const QString &from, const QString &to) override;
    Result<void> syncFolder() override;
    void discard(const QString &name) override;

private:
    QString pathOf(const QString &name) const;
    QString m_path;
    QFile m_file;
};

} // namespace wenyi::exchange
