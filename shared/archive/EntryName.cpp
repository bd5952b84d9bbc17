// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/archive/EntryName.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace wenyi::archive {

namespace {

Result<QString> decodeName(QByteArrayView rawName, NameEncoding encoding, QStringList &notes)
{
    // A mark in front would otherwise vanish, and another reader see another name.
    QStringDecoder utf8(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString name = utf8.decode(rawName);
    if (!utf8.hasError())
        return name;
    // Writers on Chinese Windows put GBK there without saying so; with the flag set it is simply wrong.
    QStringDecoder chinese("GB18030", QStringDecoder::Flag::Stateless);
    if (encoding == NameEncoding::Unstated && chinese.isValid()) {
        const QString decoded = chinese.decode(rawName);
        if (!chinese.hasError() && !decoded.contains(QChar::ReplacementCharacter)) {
            notes.append(u"name-not-utf8"_s);
            return decoded;
        }
    }
    return Error{ErrorCode::Corrupt, "archive.entry-name-encoding", QString::fromLatin1(rawName.toByteArray().toHex())};
}

bool isForbidden(QChar character)
{
    const ushort code = character.unicode();
    if (code == u':' || code == u'\\' || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF)
        return true;
    // Direction overrides, isolates and marks make a name look like another one.
    const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E
                           || code == 0x200F || code == 0x061C;
    return direction || character.category() == QChar::Other_Control || character.category() == QChar::Separator_Line
           || character.category() == QChar::Separator_Paragraph;
}

} // namespace

Result<void> checkEntryPath(const QString &path)
{
    if (path.isEmpty())
        return Error{ErrorCode::Corrupt, "archive.entry-name-empty", {}};
    for (const QChar character : path) {
        if (isForbidden(character))
            return Error{ErrorCode::Corrupt, "archive.entry-name-character", path};
    }
    for (const QStringView part : QStringView(path).split(u'/')) {
        if (part.isEmpty() || part == u"." || part == u"..")
            return Error{ErrorCode::Corrupt, "archive.entry-name-escapes", path};
    }
    return {};
}

Result<QString> entryPath(QByteArrayView rawName, NameEncoding encoding, QStringList &notes)
{
    WENYI_TRY(QString path, decodeName(rawName, encoding, notes));
    if (path.contains(u'\\')) {
        notes.append(u"backslash"_s);
        path.replace(u'\\', u'/');
    }
    // One leading slash is the package's root in ST_Loc and is met in the wild; two are a UNC path.
    if (path.startsWith(u'/')) {
        notes.append(u"leading-slash"_s);
        path.remove(0, 1);
    }
    QString checked = path;
    if (checked.endsWith(u'/'))
        checked.chop(1);
    WENYI_CHECK(checkEntryPath(checked));
    return path;
}

QString twinKey(const QString &path)
{
    QStringList parts = path.normalized(QString::NormalizationForm_C).toCaseFolded().split(u'/');
    for (QString &part : parts) {
        while (part.endsWith(u'.') || part.endsWith(u' '))
            part.chop(1);
    }
    return parts.join(u'/').normalized(QString::NormalizationForm_C);
}

} // namespace wenyi::archive
