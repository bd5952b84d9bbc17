// SPDX-License-Identifier: GPL-3.0-or-later
#include "DocxSamples.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/docx/DocxExport.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

QByteArray partOf(const OfficialDocument &document, const QString &path)
{
    return archive::ZipFile::open(exportDocx(document).value()).value().read(path).value();
}

QByteArray textPart(const OfficialDocument &document)
{
    return partOf(document, u"word/document.xml"_s);
}

QByteArray python(const QStringList &arguments)
{
    const QString program = u"/usr/bin/python3"_s;
    QProcess check;
    check.start(program, {u"-c"_s, u"import docx"_s});
    if (!check.waitForFinished() || check.exitCode() != 0)
        return {};
    QProcess process;
    process.start(program, QStringList{u"-c"_s} + arguments);
    process.waitForFinished();
    return process.readAllStandardOutput() + process.readAllStandardError() + "\n";
}

QStringList linesByPython(const OfficialDocument &document, const QString &script)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a.docx"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {u"cannot be written"_s};
    file.write(exportDocx(document).value());
    file.close();
    const QByteArray printed = python({u"import docx,sys\nd=docx.Document(sys.argv[1])\no=[]\n"_s + script
                                           + u"\nsys.stdout.buffer.write('\\n'.join(str(x) for x in o).encode())"_s,
        file.fileName()});
    if (printed.isEmpty())
        return {u"python3-docx is missing, and ./test installs it"_s};
    return QString::fromUtf8(printed.chopped(1)).split(u'\n');
}
