// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/OfficeConverter.h"

#include "client/core/threads/ProcessGroup.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr std::chrono::minutes LongestConversion{2};
constexpr int LookEvery = 50; ///< ms: whether it is still wanted.

/// What it is told of the person's environment: where programs are and which language; its home is its own folder.
QProcessEnvironment environmentIn(const QString &folder)
{
    QProcessEnvironment environment;
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"PATH"_s, u"LANG"_s, u"LC_ALL"_s})
        if (own.contains(name))
            environment.insert(name, own.value(name));
    environment.insert(u"HOME"_s, folder);
    environment.insert(u"TMPDIR"_s, folder);
    environment.insert(u"SAL_USE_VCLPLUGIN"_s, u"svp"_s); // No display is asked for.
    return environment;
}

} // namespace

OfficeConverter OfficeConverter::installed()
{
    QString program = QStandardPaths::findExecutable(u"soffice"_s);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"libreoffice"_s);
    return OfficeConverter(program, LongestConversion);
}

const QStringList &OfficeConverter::endings()
{
    static const QStringList all{u"doc"_s, u"wps"_s, u"rtf"_s, u"odt"_s};
    return all;
}

Result<QByteArray> OfficeConverter::toDocx(const QString &path, const Progress &progress) const
{
    if (m_program.isEmpty())
        return Error{ErrorCode::Unavailable, "import.office-missing", QFileInfo(path).suffix()};
    WENYI_TRY(const QByteArray bytes, readBounded(path, document::limits::DocxBytes));
    const QTemporaryDir folder;
    if (!folder.isValid())
        return Error{ErrorCode::StorageFailure, "file.write", folder.errorString()};
    // Under a name of ours: what a file is called never becomes an argument.
    const QString source = folder.filePath(u"source."_s + QFileInfo(path).suffix().toLower());
    WENYI_CHECK(writeDurably(source, bytes));
    WENYI_CHECK(run(folder.path(), source, progress));
    const QString target = folder.filePath(u"out/source.docx"_s);
    if (!QFileInfo(target).isFile() || QFileInfo(target).isSymLink())
        return Error{ErrorCode::Unsupported, "import.office-refused", {}};
    return readBounded(target, document::limits::DocxBytes);
}

Result<void> OfficeConverter::run(const QString &folder, const QString &source, const Progress &progress) const
{
    QProcess process;
    process.setProcessEnvironment(environmentIn(folder));
    process.setWorkingDirectory(folder);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    beginProcessGroup(process);
    process.start(m_program, {u"-env:UserInstallation="_s + QUrl::fromLocalFile(folder + u"/profile"_s).toString(),
                                 u"--headless"_s, u"--norestore"_s, u"--nolockcheck"_s, u"--nodefault"_s,
                                 u"--convert-to"_s, u"docx"_s, u"--outdir"_s, folder + u"/out"_s, source});
    if (!process.waitForStarted())
        return Error{ErrorCode::Unavailable, "import.office-missing", process.errorString()};
    const qint64 group = process.processId();
    QElapsedTimer since;
    since.start();
    Result<void> ended;
    while (ended && !process.waitForFinished(LookEvery) && process.state() != QProcess::NotRunning) {
        if (progress
            && progress(std::min<qint64>(since.elapsed(), m_longest.count()), m_longest.count())
                   == Continuation::Cancel)
            ended = Error{ErrorCode::Cancelled, "import.cancelled", {}};
        else if (since.elapsed() > m_longest.count())
            ended = Error{ErrorCode::Unavailable, "import.office-slow", {}};
    }
    // Its helpers too, also where it ended by itself and left them.
    killProcessGroup(group);
    process.waitForFinished();
    if (ended && (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0))
        return Error{ErrorCode::Unsupported, "import.office-refused", QString::number(process.exitCode())};
    return ended;
}

} // namespace wenyi::core
