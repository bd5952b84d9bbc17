// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/ArrivalFiles.h"

#include "shared/base/DurableFile.h"
#include "shared/exchange/Names.h"

#include <QDir>
#include <QSet>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

/// Names that were given in one folder; file systems may not tell upper from lower case.
class FileNames
{
public:
    QString take(const QString &wanted)
    {
        ++m_count;
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

/// An envelope's id is random digits where it comes from us; whatever else one says is no folder's name.
QString folderName(const exchange::EnvelopeHeader &header)
{
    const QString id = header.routing().id.toString();
    return exchange::isFileName(id) ? id : QString::fromLatin1(header.digest().toHex());
}

} // namespace

Result<ArrivalFiles> writeArrival(
    const core::ArrivalService &arrivals, const core::ArrivedEnvelope &arrived, const QString &folder)
{
    ArrivalFiles files;
    files.folder = folder + u'/' + folderName(arrived.header);
    WENYI_CHECK(makeFolder(files.folder));
    FileNames names;
    for (const core::ArrivedPart &part : arrived.entry.parts) {
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

} // namespace wenyi::cli
