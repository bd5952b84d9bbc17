// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/layout/LayoutFixtures.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/TextLine.h"

#include <QBuffer>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

const FontSetRef &shippedFonts()
{
    static const FontSetRef fonts = FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
    return fonts;
}

PageScene pageWith(const QString &text)
{
    PageScene page;
    TextLine line = setLine(text, FontRole::FangSong, gb9704::Size3, gb9704::Black, *shippedFonts());
    for (GlyphRun &run : line.runs) {
        for (Glyph &glyph : run.glyphs) {
            glyph.origin.x += gb9704::Left;
            glyph.origin.y += gb9704::Top;
        }
        page.items.append(run);
    }
    return page;
}

QByteArray toolOutput(const QString &program, QStringList arguments, const QByteArray &bytes)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"input"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    file.close();
    arguments.replaceInStrings(u"%"_s, path);
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

QString withoutBlanks(const QString &text)
{
    QString kept = text;
    kept.removeIf([](QChar character) { return character.isSpace(); });
    return kept;
}

QByteArray pngOf(int width, int height, quint32 rgba)
{
    QImage image(width, height, QImage::Format_ARGB32);
    image.fill(rgba);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}
