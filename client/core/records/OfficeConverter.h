// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <utility>

namespace wenyi::core {

/// LibreOffice as another program that is asked once: makes a docx of a file that only it reads.
///
/// It runs in a folder of its own with a profile of its own, both gone afterwards, as a group of processes that ends
/// with it: whatever it still does when its time is over or nobody wants it any more is killed.
class OfficeConverter
{
public:
    /// LibreOffice where it is installed.
    static OfficeConverter installed();
    OfficeConverter(QString program, std::chrono::milliseconds longest)
        : m_program(std::move(program))
        , m_longest(longest)
    {
    }

    /// What is started; empty where there is none.
    const QString &program() const { return m_program; }

    /// How the names of files end that are converted: doc, wps, rtf, odt.
    static const QStringList &endings();

    /// The docx of a file; waits for it on the calling thread. Fails with Unavailable "import.office-missing",
    /// "import.office-slow", Unsupported "import.office-refused" (it made nothing of it), Cancelled "import.cancelled",
    /// and as readBounded() and writeDurably() do.
    Result<QByteArray> toDocx(const QString &path, const Progress &progress = {}) const;

private:
    Result<void> run(const QString &folder, const QString &source, const Progress &progress) const;

    QString m_program;
    std::chrono::milliseconds m_longest;
};

} // namespace wenyi::core
