// SPDX-License-Identifier: GPL-3.0-or-later
// What `wenyictl bench exchange` has done to a store by the server's own code, since wenyictl knows no server. Not
// installed.
//   fill     puts envelopes into the store of a server that does not run
//   store    the store path alone, in turn with appending and syncing the same bytes
#include "server/admin/OpenedStore.h"
#include "server/bench/StorePath.h"
#include "shared/crypto/SystemRandom.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <cstdio>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

namespace {

Result<QJsonObject> fill(const QCommandLineParser &arguments, EnvelopeCopies &copies, const Clock &clock)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(arguments.value(u"dir"_s)));
    WENYI_TRY(const Configuration configuration, folder.configuration());
    const auto lock = writersLock(folder);
    if (!lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", folder.path()};
    WENYI_TRY(const auto store, openForWriting(folder, configuration, clock));
    return fillStore(*store, copies,
        {arguments.value(u"envelopes"_s).toLongLong(), arguments.value(u"waiting"_s).toLongLong()}, clock);
}

Result<QJsonObject> measure(const QCommandLineParser &arguments, EnvelopeCopies &copies, const Clock &clock)
{
    StorePathRun run;
    run.folder = arguments.value(u"dir"_s);
    run.documents = arguments.value(u"documents"_s).toLongLong();
    run.rounds = arguments.value(u"rounds"_s).toInt();
    for (const QString &group : arguments.value(u"groups"_s).split(u',', Qt::SkipEmptyParts)) {
        const qsizetype size = group.toLongLong();
        if (size < 1)
            return Error{ErrorCode::InvalidInput, "bench.group", group};
        run.groups.append(size);
    }
    return measureStorePath(copies, run, clock);
}

Result<QJsonObject> run(const QCommandLineParser &arguments)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    WENYI_TRY(EnvelopeCopies copies, EnvelopeCopies::read(arguments.value(u"original"_s), random));
    return arguments.positionalArguments().constFirst() == u"fill"_s ? fill(arguments, copies, clock)
                                                                     : measure(arguments, copies, clock);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser arguments;
    arguments.addPositionalArgument(u"mode"_s, u"fill or store"_s);
    for (const QString &option :
        {u"dir"_s, u"original"_s, u"envelopes"_s, u"waiting"_s, u"documents"_s, u"groups"_s, u"rounds"_s})
        arguments.addOption({option, {}, u"VALUE"_s});
    arguments.process(application);
    const QStringList modes{u"fill"_s, u"store"_s};
    if (arguments.positionalArguments().size() != 1 || !modes.contains(arguments.positionalArguments().constFirst()))
        arguments.showHelp(2);
    const Result<QJsonObject> result = run(arguments);
    if (!result) {
        QTextStream(stderr) << "wenyi-server-bench: " << describe(result.error()) << '\n';
        return 1;
    }
    QTextStream(stdout) << QJsonDocument(*result).toJson(QJsonDocument::Compact) << '\n';
    return 0;
}
