// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/LiveStatus.h"

#include "server/admin/RunningMark.h"
#include "server/health/LocalQuery.h"

#include <QFile>
#include <QJsonDocument>
#include <QLockFile>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// Whether the process of the mark holds the folder's lock; a mark that a killed server left counts for nothing.
bool holdsFolder(const RunningMark &mark, const ServerFolder &folder)
{
    QLockFile lock(folder.lockPath());
    qint64 process = 0;
    QString host;
    QString program;
    // Asked and not tried: a lock that is taken for a moment keeps a server from starting.
    return lock.getLockInfo(&process, &host, &program) && process == mark.process
           && QFile::exists(u"/proc/%1"_s.arg(process));
}

} // namespace

QJsonObject runningStatus(const ServerFolder &folder)
{
    const auto mark = RunningMark::read(folder.path());
    if (!mark || !holdsFolder(*mark, folder))
        return {{u"running"_s, false}};
    QJsonObject status{{u"running"_s, true}, {u"process"_s, mark->process},
        {u"listeningOn"_s, QString::fromLatin1(mark->endpoint)}, {u"healthPages"_s, QString::fromLatin1(mark->health)}};
    if (mark->health.isEmpty())
        return status;
    const auto page = queryLocally(mark->health, "/status");
    const QJsonDocument live = QJsonDocument::fromJson(page.value_or(QByteArray()));
    if (live.isObject())
        status.insert(u"live"_s, live.object());
    else
        status.insert(u"notAnswering"_s, page ? u"health.answer"_s : describe(page.error()));
    return status;
}

} // namespace wenyi::server
