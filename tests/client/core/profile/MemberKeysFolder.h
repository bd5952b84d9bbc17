// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>

namespace wenyi::core::tests {

/// A member's folder with all five key files under one PIN, cheap ones.
class MemberKeysFolder
{
public:
    MemberKeysFolder()
    {
        for (const QStringView name : keyfile::All) {
            const auto signer =
                m_hierarchy.issue(QStringLiteral("王小明"), name.toString(), crypto::CertificatePurpose::Member);
            if (!crypto::KeyFile::create(
                    path(name), signer->key(), signer->certificate(), pin(), {12}, m_hierarchy.random()))
                qFatal("no key file");
        }
        m_before = content();
    }

    static SecretBytes pin() { return SecretBytes(QByteArrayView("135790")); }
    QString folder() const { return m_folder.path(); }
    QString path(QStringView name) const { return m_folder.filePath(name.toString()); }
    RandomSource &random() { return m_hierarchy.random(); }

    /// What lies there but for locks, by name.
    QHash<QString, QByteArray> content() const
    {
        QHash<QString, QByteArray> files;
        for (const QString &name : QDir(folder()).entryList(QDir::Files)) {
            if (!name.endsWith(QStringLiteral(".lock")))
                files.insert(name, readBounded(path(name), 1 << 20).value());
        }
        return files;
    }
    bool isUnchanged() const { return content() == m_before; }
    /// Puts everything back as it was.
    void reset() const
    {
        for (const QString &name : QDir(folder()).entryList(QDir::Files))
            QFile::remove(path(name));
        for (auto file = m_before.begin(); file != m_before.end(); ++file) {
            if (!writeDurably(path(file.key()), file.value()))
                qFatal("not put back");
        }
    }
    /// How many of the files the PIN opens.
    int opened(const SecretBytes &pin) const
    {
        int count = 0;
        for (const QStringView name : keyfile::All) {
            const auto file = crypto::KeyFile::open(path(name));
            if (file && file->unlock(pin))
                ++count;
        }
        return count;
    }

private:
    wenyi::tests::Hierarchy m_hierarchy;
    QTemporaryDir m_folder;
    QHash<QString, QByteArray> m_before;
};

} // namespace wenyi::core::tests
