// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ExchangeRounds.h"
#include "client/cli/bench/ServerFigures.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/DomainKeys.h"
#include "client/core/exchange/ServerLink.h"
#include "shared/protocol/crowd/DesktopCrowd.h"

#include <QTemporaryDir>

#include <algorithm>
#include <list>
#include <thread>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

namespace {

constexpr auto LongestWait = 120s;
constexpr int CertificateYears = 1;

/// The desktops' keys; each stays where it is.
using Keys = std::list<protocol::CurveKeyPair>;
using Members = std::vector<protocol::DesktopCrowd::Member>;

/// Each socket takes three files here and more while it looks for its server; the server that is started from here has
/// the same limit.
void allowManyFiles()
{
#ifdef Q_OS_UNIX
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0)
        qWarning("the limit of open files stays as it was");
#endif
}

/// So many more desktops of a unit, each with a certificate and a key of its own, in the directory's next version.
Result<Members> addDesktops(DemoOffice &office, const UnitCode &unit, int count, Keys &keys)
{
    const core::Environment &environment = office.context().environment;
    const QString folder = office.domain().folder;
    WENYI_TRY(const auto authority, core::DomainAuthority::open(folder + u"/authority"_s, office.pin(), environment));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const auto current, core::readDirectory(folder + u"/directory.wyd"_s, trust, environment.clock.now()));
    directory::DirectoryContent content = current.content();
    Members members;
    for (int i = 1; i <= count; ++i) {
        const DesktopId id(u"%1/online-%2"_s.arg(unit.toString()).arg(i));
        WENYI_TRY(const auto key, core::CertifiedKey::make(authority, {id.toString(), content.domain, id.toString()},
                                      crypto::CertificatePurpose::Desktop, CertificateYears));
        keys.push_back(protocol::CurveKeyPair::generate(environment.random));
        content.desktops.append(
            {id, unit, keys.back().publicKey.toBytes(), key.certificate.toDer(), directory::Connection::Connected});
        members.push_back({id, &keys.back()});
    }
    WENYI_TRY(const QByteArray next, authority.signNext(std::move(content)));
    WENYI_CHECK(office.updateDirectory(next));
    return members;
}

struct Measured
{
    double empty = 0;    ///< The server's resident MB before anybody came.
    double resident = 0; ///< With all of them.
    double came = 0;     ///< Seconds until all were welcomed, the first time.
    Series idle;         ///< Percent of one processor while nobody asks.
    Series ready;        ///< Seconds from the start of the server's process until it listens again.
    Series back;         ///< Until all were welcomed.

    double kilobytesEach(int count) const { return (resident - empty) * 1000 / count; }
};

Result<void> comeAll(protocol::DesktopCrowd &crowd, const ExchangeBenchArguments &arguments)
{
    const QByteArray endpoint = "tcp://127.0.0.1:" + QByteArray::number(arguments.port);
    const int came = crowd.come(endpoint, LongestWait);
    if (came < arguments.connections)
        return Error{ErrorCode::Unavailable, "bench.timeout", QString::number(came)};
    return {};
}

double idlePercent(qint64 server, int seconds)
{
    std::this_thread::sleep_for(1s); // What their coming left to do.
    const Stopwatch watch;
    const double before = processorMilliseconds(server);
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    return (processorMilliseconds(server) - before) * 100 / watch.milliseconds();
}

Result<Measured> measure(DemoOffice &office, protocol::DesktopCrowd &crowd, const ExchangeBenchArguments &arguments)
{
    Measured measured;
    WENYI_CHECK(office.startServer());
    measured.empty = residentMegabytes(office.server().processId());
    const Stopwatch coming;
    WENYI_CHECK(comeAll(crowd, arguments));
    measured.came = coming.milliseconds() / 1000;
    for (int round = 0; round < arguments.rounds; ++round) {
        measured.idle.add(idlePercent(office.server().processId(), arguments.idle));
        measured.resident = std::max(measured.resident, residentMegabytes(office.server().processId()));
        office.stopServer();
        crowd.leave(); // The files of those that come are more than twice as many would have room for.
        const Stopwatch watch;
        WENYI_CHECK(office.startServer());
        measured.ready.add(watch.milliseconds() / 1000);
        WENYI_CHECK(comeAll(crowd, arguments));
        measured.back.add(watch.milliseconds() / 1000);
    }
    return measured;
}

void report(const Measured &measured, const ExchangeBenchArguments &arguments, const Output &out)
{
    const double each = measured.kilobytesEach(arguments.connections);
    out.line(u"%1 desktops online under CURVE, one server"_s.arg(arguments.connections));
    out.line(u"resident           %1 MB, %2 without anybody, %3 kB a desktop"_s.arg(measured.resident, 0, 'f', 1)
                 .arg(measured.empty, 0, 'f', 1)
                 .arg(each, 0, 'f', 1));
    out.line(u"idle               "_s + measured.idle.words(u"% of a processor"_s));
    out.line(u"all came in        %1 s"_s.arg(measured.came, 0, 'f', 1));
    out.line(u"all back           "_s + measured.back.words(u"s"_s)
             + u" after a restart, listening after %1 s"_s.arg(measured.ready.median(), 0, 'f', 2));
    out.result({{u"bench"_s, u"exchange-connections"_s}, {u"circumstances"_s, circumstances()},
        {u"connections"_s, arguments.connections}, {u"residentMb"_s, measured.resident}, {u"emptyMb"_s, measured.empty},
        {u"kilobytesEach"_s, each}, {u"idlePercent"_s, measured.idle.toJson()}, {u"cameSeconds"_s, measured.came},
        {u"listeningSeconds"_s, measured.ready.toJson()}, {u"backSeconds"_s, measured.back.toJson()}});
}

} // namespace

Result<void> runConnectionsBench(const ExchangeBenchArguments &arguments, const Context &context)
{
    allowManyFiles();
    const QTemporaryDir own;
    const QString folder = arguments.folder.empty() ? own.path() : fromArgument(arguments.folder);
    DemoOffice office(folder, context);
    WENYI_CHECK(buildSample(office, arguments));
    WENYI_TRY(core::Workspace * desk, office.at(u"市财政局/mailroom"_s));
    WENYI_TRY(const auto settings, core::connectionSettings(*desk));
    Keys keys;
    WENYI_TRY(auto members, addDesktops(office, desk->profile().unit, arguments.connections, keys));
    protocol::DesktopCrowd crowd(settings.serverKey, std::move(members));
    WENYI_TRY(const Measured measured, measure(office, crowd, arguments));
    report(measured, arguments, context.output);
    return {};
}

} // namespace wenyi::cli
