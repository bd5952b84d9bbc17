// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/RunCommand.h"
#include "server/admin/LiveStatus.h"
#include "server/admin/Maintenance.h"
#include "server/admin/Migrate.h"
#include "server/admin/SealedBackup.h"
#include "server/admin/Upkeep.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/base/SecretMemory.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/HeadsFile.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <cstdio>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

namespace {

/// What the command line says; every command takes what it needs.
struct Arguments
{
    std::string dir, endpoint = "tcp://*:7301", metrics = Configuration().metrics.toStdString(), directory, key,
                     pinFile, curveKey, stampKey, stampPin, to, from, auditHead, primary, encryptFor;
    std::vector<std::string> trust, heads;
    bool json = false, hasNoRateLimits = false;
};

QString text(const std::string &argument)
{
    return QString::fromLocal8Bit(argument.c_str());
}

ServerFiles filesOf(const Arguments &arguments)
{
    ServerFiles files{text(arguments.directory), {}, text(arguments.key), text(arguments.pinFile),
        text(arguments.curveKey), text(arguments.stampKey), text(arguments.stampPin)};
    for (const std::string &path : arguments.trust)
        files.trust.append(text(path));
    return files;
}

Result<QJsonObject> init(const Arguments &arguments)
{
    crypto::SystemRandom random;
    Configuration configuration;
    configuration.endpoint = QByteArray::fromStdString(arguments.endpoint);
    configuration.metrics = QByteArray::fromStdString(arguments.metrics);
    if (arguments.hasNoRateLimits)
        configuration.desktopRate = configuration.unitRate = {};
    WENYI_TRY(const ServerFolder folder,
        ServerFolder::create(text(arguments.dir), configuration, filesOf(arguments), random, SystemClock().now()));
    WENYI_TRY(const protocol::CurveKeyPair keys, folder.curveKeys());
    return QJsonObject{
        {u"dir"_s, folder.path()}, {u"curvePublicKey"_s, QString::fromLatin1(keys.publicKey.toBytes().toHex())}};
}

Result<QJsonObject> update(const Arguments &arguments)
{
    WENYI_TRY(ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    WENYI_CHECK(folder.update(filesOf(arguments), SystemClock().now()));
    return QJsonObject{{u"dir"_s, folder.path()}};
}

Result<QJsonObject> run(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    return runUntilTold(folder);
}

Result<QJsonObject> verifyStore(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    KnownHeads known;
    if (!arguments.auditHead.empty()) {
        WENYI_TRY(known.noted, journal::AuditHead::fromString(text(arguments.auditHead)));
    }
    QStringList files;
    for (const std::string &path : arguments.heads)
        files.append(text(path));
    WENYI_TRY(known.kept, exchange::readHeadsFiles(files));
    WENYI_TRY(const VerifyReport report, verify(folder, SystemClock(), known));
    if (!report.faults.isEmpty())
        return Error{ErrorCode::Corrupt, "server.damaged", report.faults.join(u"; "_s)};
    return QJsonObject{{u"auditHead"_s, report.auditHead.toString()},
        {u"entries"_s, static_cast<qint64>(report.entries)}, {u"envelopes"_s, static_cast<qint64>(report.envelopes)},
        {u"sets"_s, static_cast<qint64>(report.sets)},
        {u"tablesDigest"_s, QString::fromLatin1(report.tablesDigest.toHex())},
        {u"receipts"_s, static_cast<qint64>(report.receipts)}, {u"rulings"_s, static_cast<qint64>(report.rulings)},
        {u"auditRows"_s, static_cast<qint64>(report.auditRows)},
        {u"auditHeadsInAcceptances"_s, static_cast<qint64>(report.headsInAcceptances)},
        {u"auditHeadsElsewhere"_s, static_cast<qint64>(report.headsElsewhere)},
        {u"auditHeadsUnproven"_s, static_cast<qint64>(report.unprovenHeads)}};
}

Result<QJsonObject> backUpServer(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    if (arguments.encryptFor.empty()) {
        WENYI_CHECK(backUp(folder, text(arguments.to), SystemClock()));
    } else {
        crypto::SystemRandom random;
        WENYI_TRY(const crypto::Certificate recipient, readCertificate(text(arguments.encryptFor)));
        WENYI_CHECK(backUpSealed(folder, text(arguments.to), recipient, SystemClock(), random));
    }
    return QJsonObject{{u"to"_s, text(arguments.to)}};
}

/// The folder of a backup: the one that is given, or, of a closed file, one made beside the server's new folder, which
/// is gone again with this.
class OpenedBackup
{
public:
    static Result<OpenedBackup> open(const Arguments &arguments)
    {
        const QString from = text(arguments.from);
        if (!isSealedBackup(from))
            return OpenedBackup(from, {});
        if (arguments.key.empty() || arguments.pinFile.empty())
            return Error{ErrorCode::InvalidInput, "backup.key-missing", from};
        WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(text(arguments.key)));
        WENYI_TRY(const QByteArray pin, readBounded(text(arguments.pinFile), limits::KiB));
        WENYI_TRY(const crypto::PrivateKey key, keyFile.unlock(SecretBytes(pin.trimmed())));
        OpenedBackup opened({}, text(arguments.dir) + u".opening"_s);
        QDir(opened.m_made).removeRecursively();
        WENYI_CHECK(openSealedBackup(from, opened.m_made, keyFile.certificate(), key));
        opened.m_folder = opened.m_made;
        return opened;
    }
    OpenedBackup(OpenedBackup &&other) noexcept
        : m_folder(std::exchange(other.m_folder, {}))
        , m_made(std::exchange(other.m_made, {}))
    {
    }
    ~OpenedBackup()
    {
        if (!m_made.isEmpty())
            QDir(m_made).removeRecursively();
    }
    const QString &folder() const { return m_folder; }

private:
    OpenedBackup(QString folder, QString made)
        : m_folder(std::move(folder))
        , m_made(std::move(made))
    {
    }
    QString m_folder;
    QString m_made;
};

Result<QJsonObject> restoreServer(const Arguments &arguments)
{
    WENYI_TRY(const OpenedBackup backup, OpenedBackup::open(arguments));
    WENYI_CHECK(restore(backup.folder(), text(arguments.dir), SystemClock()));
    return QJsonObject{{u"dir"_s, text(arguments.dir)}};
}

Result<QJsonObject> seed(const Arguments &arguments)
{
    crypto::SystemRandom random;
    WENYI_TRY(const OpenedBackup backup, OpenedBackup::open(arguments));
    WENYI_TRY(const protocol::CurvePublicKey key,
        seedStandby(backup.folder(), text(arguments.dir), QByteArray::fromStdString(arguments.primary), random));
    return QJsonObject{{u"dir"_s, text(arguments.dir)}, {u"standbyKey"_s, QString::fromLatin1(key.toBytes().toHex())}};
}

Result<QJsonObject> follow(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    return followUntilTold(folder);
}

Result<QJsonObject> takeOverFrom(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    WENYI_TRY(const journal::TermFacts term, takeOver(folder, SystemClock()));
    return QJsonObject{{u"dir"_s, folder.path()}, {u"term"_s, static_cast<qint64>(term.number)}};
}

Result<QJsonObject> declareRestoredStore(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    WENYI_TRY(const journal::TermFacts term, declareRestored(folder, SystemClock()));
    return QJsonObject{{u"dir"_s, folder.path()}, {u"term"_s, static_cast<qint64>(term.number)}};
}

Result<QJsonObject> compactStore(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    WENYI_TRY(const GivenUp given, compact(folder, SystemClock()));
    QJsonArray damaged;
    for (const quint64 segment : given.damaged)
        damaged.append(static_cast<qint64>(segment));
    return QJsonObject{{u"damagedSegments"_s, damaged}, {u"clockInDoubt"_s, given.isClockInDoubt},
        {u"expiredEnvelopes"_s, static_cast<qint64>(given.parts.envelopes)},
        {u"droppedBytes"_s, static_cast<qint64>(given.parts.bytes)},
        {u"movedBytes"_s, static_cast<qint64>(given.segments.movedBytes)},
        {u"removedSegments"_s, static_cast<qint64>(given.segments.removedSegments)},
        {u"removedBytes"_s, static_cast<qint64>(given.segments.removedBytes)}};
}

Result<QJsonObject> statusOf(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    WENYI_TRY(QJsonObject told, status(folder, SystemClock()));
    const QJsonObject running = runningStatus(folder);
    for (auto field = running.begin(); field != running.end(); ++field)
        told.insert(field.key(), field.value());
    return told;
}

Result<QJsonObject> migrateStore(const Arguments &arguments)
{
    WENYI_TRY(const ServerFolder folder, ServerFolder::open(text(arguments.dir)));
    QTextStream progress(stderr);
    const auto tell = [&progress](const QByteArray &table, quint64 rows) {
        progress << "copied " << table << ": " << rows << Qt::endl;
        return Result<void>();
    };
    WENYI_TRY(const MigrateReport report,
        migrateToPostgres(folder, QByteArray::fromStdString(arguments.to), SystemClock(), tell));
    return QJsonObject{{u"tables"_s, static_cast<qint64>(report.tables)}, {u"rows"_s, static_cast<qint64>(report.rows)},
        {u"pieces"_s, static_cast<qint64>(report.pieces)},
        {u"next"_s, u"set postgres in server.toml to these settings, then start the server"_s}};
}

/// Plain lines for people: "entries: 12".
void print(const QJsonObject &object, QTextStream &out, const QString &indent = {})
{
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.value().isObject()) {
            out << indent << field.key() << ":\n";
            print(field.value().toObject(), out, indent + u"  "_s);
            continue;
        }
        if (!field.value().isArray()) {
            out << indent << field.key() << ": " << field.value().toVariant().toString() << '\n';
            continue;
        }
        out << indent << field.key() << ":\n";
        for (const QJsonValue &item : field.value().toArray()) {
            print(item.toObject(), out, indent + u"  "_s);
            out << '\n';
        }
    }
}

int finish(const Result<QJsonObject> &result, bool json)
{
    QTextStream out(stdout);
    if (!result) {
        const Error &error = result.error();
        if (json)
            out << QJsonDocument(QJsonObject{{u"error"_s, QString::fromLatin1(errorCodeName(error.code))},
                                     {u"reason"_s, QString::fromLatin1(error.reason)}, {u"detail"_s, error.detail}})
                       .toJson(QJsonDocument::Compact)
                << '\n';
        QTextStream(stderr) << "wenyi-server: " << describe(error) << '\n';
        return 1;
    }
    if (json)
        out << QJsonDocument(*result).toJson(QJsonDocument::Compact) << '\n';
    else
        print(*result, out);
    return 0;
}

} // namespace

namespace {

void addInitOptions(CLI::App &init, Arguments &arguments)
{
    init.add_option("--endpoint", arguments.endpoint, "Where to listen, for example tcp://*:7301");
    init.add_option("--metrics", arguments.metrics,
        "Where health and metrics are told, 127.0.0.1:7302 unless given; \"\": nowhere");
    init.add_flag("--no-rate-limits", arguments.hasNoRateLimits,
        "Bound no desktop's requests, for measuring; server.toml can tell otherwise later");
}

/// Commands about what a server keeps, and about its copies.
template<typename Command>
void addKeepingCommands(const Command &command, Arguments &arguments)
{
    CLI::App *verifyCommand = command("verify", "Check everything that is stored", verifyStore);
    verifyCommand->add_option("--heads", arguments.heads, "A file of `wenyictl journal heads`, from a desktop");
    verifyCommand->add_option(
        "--audit-head", arguments.auditHead, "The auditHead that an earlier check told, kept elsewhere");
    CLI::App *backupCommand = command("backup", "Copy the server, running or not", backUpServer);
    backupCommand->add_option("--to", arguments.to, "A new folder, or a new file with --encrypt-for")->required();
    backupCommand->add_option(
        "--encrypt-for", arguments.encryptFor, "Certificate of the one who can restore it (PEM or DER)");
    const auto takesBackup = [&arguments](CLI::App *sub) {
        sub->add_option("--from", arguments.from, "The backup")->required();
        sub->add_option("--key", arguments.key, "Key file that an encrypted backup is for");
        sub->add_option("--pin-file", arguments.pinFile, "File with the PIN of that key");
    };
    takesBackup(command("restore", "Make a server's folder from a backup", restoreServer));
    command("declare-restored", "Tell that the store of this server, which is stopped, was restored by other means",
        declareRestoredStore);
    CLI::App *seedCommand = command("seed-standby", "Make a standby's folder from a backup of its primary", seed);
    takesBackup(seedCommand);
    seedCommand->add_option("--primary", arguments.primary, "Where the primary listens, tcp://ADDRESS:PORT")
        ->required();
    command("standby", "Follow the primary until told to end", follow);
    command("take-over", "Make a server of the standby, which does not run now", takeOverFrom);
}

} // namespace

int main(int argc, char **argv)
{
    keepMemoryPrivate();
    const QCoreApplication application(argc, argv);
    CLI::App app("The exchange server of a Wenyi domain");
    app.require_subcommand(1);
    Arguments arguments;
    using Command = Result<QJsonObject> (*)(const Arguments &);
    Command chosen = nullptr;
    const auto command = [&](const char *name, const char *what, Command run) {
        CLI::App *sub = app.add_subcommand(name, what);
        sub->add_option("--dir", arguments.dir, "The server's folder")->required();
        sub->add_flag("--json", arguments.json, "Machine-readable output");
        sub->callback([&chosen, run] { chosen = run; });
        return sub;
    };
    const auto takesFiles = [&](CLI::App *sub) {
        sub->add_option("--directory", arguments.directory, "The signed directory of the domain");
        sub->add_option("--trust", arguments.trust, "Root and operating CA certificates, revocation lists");
        sub->add_option("--key", arguments.key, "Key file of the server's certificate");
        sub->add_option("--pin-file", arguments.pinFile, "File with the PIN of that key");
        sub->add_option("--curve-key", arguments.curveKey, "File with the CURVE secret key, 64 hexadecimal digits");
        sub->add_option("--time-stamp-key", arguments.stampKey, "Key file of a certificate for time stamps");
        sub->add_option("--time-stamp-pin-file", arguments.stampPin, "File with the PIN of that key");
    };
    CLI::App *initCommand = command("init", "Make a server's folder", init);
    addInitOptions(*initCommand, arguments);
    takesFiles(initCommand);
    takesFiles(command("update", "Take a new directory, revocation list or key", update));
    command("run", "Run the server until it is told to end", run);
    addKeepingCommands(command, arguments);
    command("migrate", "Copy the store of a stopped server into an empty PostgreSQL", migrateStore)
        ->add_option("--to", arguments.to, "libpq's settings, such as \"host=/run/postgresql dbname=wenyi\"")
        ->required();
    command("compact", "Drop what the retention gives up and make room, while the server is stopped", compactStore);
    command("status", "Tell where the server stands", statusOf);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return finish(chosen(arguments), arguments.json);
}
