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
    /// What it said on standard error in the last run.
    const char *complaint() const { return m_complaint.constData(); }

private:
    QTemporaryDir m_folder;
    QByteArray m_complaint;
};

} // namespace wenyi::tests
