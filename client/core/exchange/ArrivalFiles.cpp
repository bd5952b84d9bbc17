// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ArrivalFiles.h"

#include "shared/base/DurableFile.h"
#include "shared/exchange/Names.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// File systems take 255 bytes, and a file that is being written has a longer name for that time.
constexpr qsizetype LongestSavedName = 180;
/// No plain id has a low line, so nobody can choose an id that gives such a folder's name.
constexpr QStringView SecondPrefix = u"sm3_";

/// A name that file systems take, shortened before its suffix where it is too long.
QString fitting(const QString &name)
{
    if (name.toUtf8().size() <= LongestSavedName)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString suffix = dot > 0 && name.size() - dot <= 10 ? name.sliced(dot) : QString();
    QString base = name.chopped(suffix.size());
    while (!base.isEmpty() && (base + suffix).toUtf8().size() > LongestSavedName)
        base.chop(base.size() > 1 && base.back().isLowSurrogate() ? 2 : 1);
    return base.trimmed() + suffix;
}

/// Names that were given in one folder; file systems may not tell upper from lower case.
class FileNames
{
public:
    QString take(const QString &given)
    {
        ++m_count;
        const QString wanted = fitting(given);
        const bool isUsable = exchange::isFileName(wanted) && !m_taken.contains(wanted.toCaseFolded());
        QString name = isUsable ? wanted : u"attachment-%1"_s.arg(m_count);
        for (int again = 2; m_taken.contains(name); ++again)
            name = u"attachment-%1-%2"_s.arg(m_count).arg(again);
        m_taken.insert(name.toCaseFolded());
        return name;
    }

private:
    int m_count = 0;
    QSet<QString> m_taken;
};

Result<void> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        return Error{ErrorCode::StorageFailure, "receive.folder", path};
    return {};
}

} // namespace

QString arrivalFolderName(const ArrivedEnvelope &arrived)
{
    const exchange::EnvelopeHeader &header = arrived.header;
    const QString digest = QString::fromLatin1(header.digest().toHex());
    if (arrived.stream == incomingStream(header.digest()))
        return SecondPrefix.toString() + digest;
    // An envelope's id is random digits where it comes from us; whatever else one says is no folder's name.
    const QString id = header.routing().id.toString();
    static const QRegularExpression plain(u"^[0-9A-Za-z-]{1,64}$"_s);
    return plain.match(id).hasMatch() ? id : digest;
}

Result<std::optional<ArrivedEnvelope>> arrivalOfFolder(journal::Database &database, const QString &name)
{
    if (!name.startsWith(SecondPrefix))
        return ExchangeProjection::arrivedIn(database, incomingStream(EnvelopeId(name)));
    const auto digest = Digest::fromHex(name.mid(SecondPrefix.size()).toLatin1());
    if (!digest)
        return std::optional<ArrivedEnvelope>();
    return ExchangeProjection::arrived(database, *digest);
}

Result<ArrivalFiles> writeArrival(const ArrivalService &arrivals, const ArrivedEnvelope &arrived, const QString &folder)
{
    ArrivalFiles files;
    files.folder = folder + u'/' + arrivalFolderName(arrived);
    WENYI_CHECK(makeFolder(files.folder));
    FileNames names;
    for (const ArrivedPart &part : arrived.entry.parts) {
        WENYI_TRY(const QByteArray content, arrivals.read(arrived.entry, part));
        QString path;
        switch (part.role) {
        case exchange::PartRole::Header:
            path = files.header = files.folder + u"/header.xml"_s;
            break;
        case exchange::PartRole::Document:
            path = files.document = files.folder + u"/document.ofd"_s;
            break;
        case exchange::PartRole::Source:
            path = files.source = files.folder + u"/source.json"_s;
            break;
        case exchange::PartRole::Attachment:
            WENYI_CHECK(makeFolder(files.folder + u"/attachments"_s));
            path = files.folder + u"/attachments/"_s + names.take(part.name);
            files.attachments.append(path);
            break;
        }
        WENYI_CHECK(writeDurably(path, content));
    }
    return files;
}

} // namespace wenyi::core
