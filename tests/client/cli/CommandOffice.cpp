// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/CommandOffice.h"

#include "client/core/exchange/KeptConnection.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/ImportService.h"
#include "client/core/records/NumberService.h"
#include "server/admin/ServerFolder.h"
#include "shared/base/DurableFile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::cli::tests {

namespace {

const QString Program = QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl");
const QString ServerProgram = QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server");

constexpr std::array Connected{u"市政府办/admin", u"市财政局/admin", u"市政府办/clerk", u"市政府办/reviewer",
    u"市政府办/leader", u"市政府办/registrar", u"市政府办/sealkeeper", u"市政府办/mailroom", u"市财政局/mailroom"};

bool pointAt(const QString &profile, const QByteArray &endpoint)
{
    const QString file = profile + u"/profile.json"_s;
    const auto json = readBounded(file, 1 << 20);
    QJsonObject object = QJsonDocument::fromJson(json.value_or(QByteArray())).object();
    object.insert(u"endpoint"_s, QString::fromLatin1(endpoint));
    return writeDurably(file, QJsonDocument(object).toJson()).has_value();
}

} // namespace

QJsonObject CommandRun::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QProcessEnvironment commandEnvironment(const QByteArray &pin)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WENYI_RESOURCES"_s, QStringLiteral(WENYI_SOURCE_DIR "/resources"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"WENYI_PIN"_s, QString::fromUtf8(pin));
    return environment;
}

CommandRun runCommand(
    const QStringList &arguments, const QProcessEnvironment &environment, int seconds, const QString &folder)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(Program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(seconds * 1000)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const bool crashed = process.exitStatus() != QProcess::NormalExit;
    return {crashed ? -1 : process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

CommandOffice::CommandOffice() = default;

bool CommandOffice::makeServer(const QString &folder)
{
    if (!m_domain.makeServer(folder, 0))
        return false;
    server::ServerFiles files;
    files.timeStampKey = path(u"domain/server-keys/time-stamp.key"_s);
    files.timeStampPin = path(u"domain/server-keys/time-stamp.pin"_s);
    auto made = server::ServerFolder::open(folder);
    return made && made->update(files, SystemClock().now());
}

bool CommandOffice::startServer()
{
    const QString folder = path(u"server"_s);
    if (!QFileInfo::exists(folder) && !makeServer(folder))
        return false;
    m_server = std::make_unique<faults::ChildProgram>(ServerProgram, QStringList{u"run"_s, u"--dir"_s, folder});
    const QByteArray greeting = m_server->firstLine();
    const QByteArray endpoint = greeting.mid(greeting.lastIndexOf(' ') + 1);
    return endpoint.startsWith("tcp://") && std::all_of(Connected.begin(), Connected.end(), [&](QStringView name) {
        return pointAt(folderOf(name.toString()), endpoint);
    });
}

bool CommandOffice::setQuota(int mebibytes)
{
    static const QRegularExpression setting(u"unit-quota-mib = \\d+"_s);
    stopServer();
    const QString file = path(u"server/server.toml"_s);
    const QString before = QString::fromUtf8(readBounded(file, 1 << 20).value_or(QByteArray()));
    const QString now = QString(before).replace(setting, u"unit-quota-mib = "_s + QString::number(mebibytes));
    return now != before && writeDurably(file, now.toUtf8()).has_value() && startServer();
}

bool CommandOffice::visit(const QString &name, const std::function<bool(core::Workspace &)> &work) const
{
    const auto desk = unlock(name);
    core::KeptConnection connection(*desk);
    const auto syncs = [&] {
        const auto report = connection.synchronise();
        const bool isDone = report && report->refused.isEmpty();
        if (!isDone)
            qWarning("%s: %s", qPrintable(name),
                qPrintable(describe(report ? report->refused.first().error : report.error())));
        return isDone;
    };
    return syncs() && (!work || (work(*desk) && syncs()));
}

bool CommandOffice::enrol()
{
    const auto comes = [this](QStringView name) { return visit(name.toString()); };
    if (!std::all_of(Connected.begin(), Connected.end(), comes))
        return false;
    const auto opensSeries = [](core::Workspace &desk) { return core::NumberService(desk).openAll().has_value(); };
    return visit(u"市政府办/registrar"_s, opensSeries) && visit(u"市财政局/mailroom"_s, opensSeries);
}

bool CommandOffice::act(core::Workspace &desk, const StreamId &stream, const QString &act, const QString &outcome,
    const QJsonObject &values, const Digest &document)
{
    core::RecordService records(desk);
    const auto view = records.load(stream);
    if (!view)
        return false;
    core::ActRequest request;
    for (const core::PossibleAct &possible : view->possible) {
        if (possible.possible.rules.act == act)
            request.task = possible.possible.task.id;
    }
    request.outcome = outcome;
    request.opinion.words = u"同意。"_s;
    request.values = values;
    request.document = document;
    const SecretBytes pin = faults::FaultDomain::pin();
    const auto done = records.act(stream, request, &pin);
    if (!done)
        qWarning("%s: %s", qPrintable(act), qPrintable(describe(done.error())));
    return done.has_value();
}

StreamId CommandOffice::drafted(core::Workspace &clerk, Digest &digest)
{
    core::ImportService imports(clerk);
    const auto text = readBounded(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"), 1 << 20);
    document::OfficialDocument document = imports.recognise(text.value())->document;
    const QString unit = u"江阴市人民政府办公室"_s;
    document.issuers = {unit};
    document.issuerMark = unit + u"文件"_s;
    document.signatories = {unit};
    document.number.clear();
    document.signers.clear();
    document.recipients = {u"江阴市财政局"_s, u"澄江镇人民政府"_s};
    document.printer = unit;
    document.date = toDateTime(clerk.environment().clock.now()).date();
    document.printDate = document.date;
    const auto begun = imports.begin(document);
    if (!begun)
        return {};
    digest = core::documentDigest(core::DraftService(clerk).load(*begun)->content.document);
    return act(clerk, *begun, u"draft"_s, u"submit"_s) ? *begun : StreamId();
}

StreamId CommandOffice::sealedRecord()
{
    StreamId stream;
    Digest digest;
    const auto agrees = [&](const QString &step) {
        return
            [&stream, &digest, step](core::Workspace &desk) { return act(desk, stream, step, u"agree"_s, {}, digest); };
    };
    const QJsonObject date{
        {u"issueDate"_s, toDateTime(m_domain.environment().clock.now()).date().toString(Qt::ISODate)}};
    const bool isSealed =
        visit(u"市政府办/clerk"_s,
            [&](core::Workspace &desk) {
                stream = drafted(desk, digest);
                return !stream.isEmpty();
            })
        && visit(u"市政府办/reviewer"_s, agrees(u"review"_s)) && visit(u"市政府办/leader"_s, agrees(u"issue"_s))
        && visit(u"市政府办/registrar"_s,
            [&](core::Workspace &desk) { return act(desk, stream, u"number"_s, u"numbered"_s, date); })
        && visit(u"市政府办/sealkeeper"_s, [&](core::Workspace &desk) {
               core::OutgoingService outgoing(desk);
               const auto preview = outgoing.sealPreview(stream);
               return preview && outgoing.seal(stream, *preview, faults::FaultDomain::pin());
           });
    return isSealed ? stream : StreamId();
}

CommandRun CommandOffice::at(const QString &name, QStringList arguments, const QByteArray &pin) const
{
    const auto [folder, member] = m_domain.desktopOf(name);
    arguments << u"--profile"_s << folder << u"--member"_s << member.toString() << u"--json"_s;
    return runCommand(arguments, commandEnvironment(pin));
}

QString CommandOffice::approvedUse(const QString &unit, const QString &file) const
{
    const CommandRun applied =
        at(unit + u"/clerk"_s, {u"seal"_s, u"apply"_s, file, u"--reason"_s, u"签订合同"_s, u"--copies"_s, u"3"_s});
    const QString id = applied.json().value(u"id"_s).toString();
    const CommandRun decided = at(unit + u"/leader"_s, {u"seal"_s, u"approve"_s, id.left(10), u"--words"_s, u"同意"_s});
    if (decided.json().value(u"state"_s).toString() != u"approved")
        qWarning("%s%s", applied.said().constData(), decided.said().constData());
    return id;
}

} // namespace wenyi::cli::tests
