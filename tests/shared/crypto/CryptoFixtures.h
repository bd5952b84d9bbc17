// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>

namespace wenyi::tests {

/// The same bytes in every run.
class CountingRandom final : public RandomSource
{
public:
    void fill(char *bytes, qsizetype size) override;

private:
    quint64 m_next = 1;
};

/// A digest, by the name that openssl gives it: "sm3", "sha256", "sha1", "md5".
QByteArray digestBy(const QByteArray &name, const QByteArray &bytes);
/// What an SM2 signature is made over (GB/T 32918.2): the digest of the user's Z and the message, both by this digest.
/// `point` is the signer's, 04 ‖ x ‖ y.
QByteArray sm2Digest(
    const QByteArray &name, const QByteArray &userId, const QByteArray &point, const QByteArray &message);

/// The openssl program, a reader and writer of the same forms that is not our code.
class OpenSslProgram
{
public:
    static bool isPresent();
    /// A file in this program's folder, with content.
    QString write(const QString &name, QByteArrayView content);
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const;
    /// Standard output, or nothing when the exit status is not 0.
    std::optional<QByteArray> run(const QStringList &arguments);
    /// An SM2 value over at most 32 octets as they are, whatever digest they come from; `key` is PKCS#8.
    std::optional<QByteArray> signDigest(QByteArrayView key, const QByteArray &digest);
    /// What it said on standard error in the last run.
    const char *complaint() const { return m_complaint.constData(); }

private:
    QTemporaryDir m_folder;
    QByteArray m_complaint;
};

} // namespace wenyi::tests
