// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/admin/BackupKeeper.h"
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/admin/SealedBackup.h"
#include "server/health/LocalQuery.h"
#include "server/standby/StandbyMark.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "tests/Patience.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A clock that a test sets.
class SetClock final : public Clock
{
public:
    explicit SetClock(Instant now)
        : time(now)
    {
    }
    Instant now() const override { return time; }
    Instant time;
};

Instant localTime(const QString &text)
{
    return instantFromMilliseconds(QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s).toMSecsSinceEpoch());
}

} // namespace

/// Backups that are closed for somebody, that are made by themselves, and that are restored (F27).
class BackupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aClosedBackupIsRestoredByOneCommand();
    void anotherKeyOpensNothing();
    void whatIsTornOrAlteredIsRefused_data();
    void whatIsTornOrAlteredIsRefused();
    void aRestoreWritesOverNothingAndStandsInTheAuditLog();
    void theTimeOfDayComesRoundOnceADay_data();
    void theTimeOfDayComesRoundOnceADay();
    void soManyAreKept();
    void onlyClosedOnesLieWhereTheyAreToBeClosed();
    void aFolderThatIsMissingIsNotMade();
    void noBackupFillsTheServersDisk();
    void aServerThatWasReplacedMakesNone();
    void aStoreThatOthersRestoredIsDeclared();
    void aServerMakesItsBackupsAndTells();

private:
    /// Runs the program to its end: exit status, and what it printed on both ways.
    static std::pair<int, QByteArray> run(const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), arguments);
        if (!process.waitForFinished(test::patience))
            return {-1, "did not end"};
        return {process.exitCode(), process.readAll()};
    }
    QString sealedFile() const { return m_domain.file(u"away.wybackup"_s); }
    /// Opens a closed backup with the server's own key, which is as good as any.
    Result<void> open(const QString &file, const QString &to)
    {
        WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(m_domain.file(u"server.key"_s)));
        WENYI_TRY(const crypto::PrivateKey key, keyFile.unlock(SecretBytes(QByteArrayView("246810"))));
        return server::openSealedBackup(file, to, keyFile.certificate(), key);
    }
    QStringList namesIn(const QString &folder) const
    {
        return QDir(folder).entryList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name);
    }

    TestDomain m_domain;
    server::VerifyReport m_report; ///< Of the server that is backed up.
};

void BackupTest::initTestCase()
{
    {
        const auto server = m_domain.start();
        QVERIFY2(server, reasonOf(server).constData());
        const auto connection = m_domain.connect((*server)->endpoint(), m_domain.desktop(Office));
        QVERIFY(ask<Accepted>(*connection, m_domain.desktop(Office).write(9)));
        QVERIFY(sendWhole(*connection, m_domain.envelope(Office, {Finance, Town}, 1'500'000)));
    }
    QVERIFY(m_domain.giveTimeStampKey());
    const auto report = server::verify(m_domain.folder(), m_domain.clock());
    QVERIFY2(report, reasonOf(report).constData());
    m_report = *report;
    QVERIFY(server::writeFile(m_domain.file(u"recipient.pem"_s), m_domain.serverCertificate().toPem()));
}

void BackupTest::aClosedBackupIsRestoredByOneCommand()
{
    const auto [made, madeWords] = run({u"backup"_s, u"--dir"_s, m_domain.path(), u"--to"_s, sealedFile(),
        u"--encrypt-for"_s, m_domain.file(u"recipient.pem"_s)});
    QVERIFY2(made == 0, madeWords.constData());
    // Neither a clear copy nor anything else is left, and nothing clear stands in the file.
    QVERIFY(namesIn(m_domain.path()).filter(u"backup"_s).isEmpty());
    const QByteArray bytes = readBounded(sealedFile(), 64 * limits::MiB).value_or(QByteArray());
    QVERIFY(bytes.size() > 1'500'000);
    for (const QByteArray &clear : {QByteArray("server.toml"), QByteArray("manifest"), QByteArray("246810"),
             QByteArray("SQLite format 3"), QByteArray("WYseglog")})
        QVERIFY2(!bytes.contains(clear), clear.constData());
    const QString restored = m_domain.file(u"from-away"_s);
    const QStringList restoring{u"restore"_s, u"--from"_s, sealedFile(), u"--dir"_s, restored};
    const auto [withoutKey, words] = run(restoring);
    QCOMPARE(withoutKey, 1);
    QVERIFY2(words.contains("backup.key-missing"), words.constData());
    const QStringList key{u"--key"_s, m_domain.file(u"server.key"_s), u"--pin-file"_s, m_domain.file(u"server.pin"_s)};
    const auto [status, printed] = run(restoring + key);
    QVERIFY2(status == 0, printed.constData());
    QVERIFY(namesIn(m_domain.file(QString())).filter(u".opening"_s).isEmpty());
    const auto report = server::verify(*server::ServerFolder::open(restored), m_domain.clock());
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults, QStringList());
    QCOMPARE(report->entries, m_report.entries);
    QCOMPARE(report->envelopes, m_report.envelopes);
}

void BackupTest::anotherKeyOpensNothing()
{
    const auto keyFile = crypto::KeyFile::open(m_domain.file(u"stamp.key"_s));
    const auto key = keyFile->unlock(SecretBytes(QByteArrayView("864213")));
    QVERIFY(key);
    const QString to = m_domain.file(u"other"_s);
    QCOMPARE(reasonOf(server::openSealedBackup(sealedFile(), to, keyFile->certificate(), *key)),
        QByteArray("backup.other-key"));
    // Nor does the right name with the wrong key.
    QCOMPARE(reasonOf(server::openSealedBackup(sealedFile(), to, m_domain.serverCertificate(), *key)),
        QByteArray("crypto.decrypt"));
    QVERIFY(!QFileInfo::exists(to));
}

void BackupTest::whatIsTornOrAlteredIsRefused_data()
{
    QTest::addColumn<qint64>("cut"); // Bytes off the end; negative counts what is left.
    QTest::addColumn<qint64>("flip");
    QTest::newRow("nothing in it") << qint64(0) << qint64(-1);
    QTest::newRow("its magic alone") << qint64(-8) << qint64(-1);
    QTest::newRow("its header cut") << qint64(-60) << qint64(-1);
    QTest::newRow("a byte short") << qint64(1) << qint64(-1);
    QTest::newRow("a chunk short") << qint64(64 * 1024 + 32) << qint64(-1);
    QTest::newRow("half of it") << qint64(900'000) << qint64(-1);
    QTest::newRow("its magic altered") << qint64(0) << qint64(3);
    QTest::newRow("its key altered") << qint64(0) << qint64(120);
    QTest::newRow("a byte of the middle altered") << qint64(0) << qint64(700'000);
}

void BackupTest::whatIsTornOrAlteredIsRefused()
{
    QFETCH(qint64, cut);
    QFETCH(qint64, flip);
    QByteArray bytes = readBounded(sealedFile(), 64 * limits::MiB).value();
    if (cut == 0 && flip < 0)
        bytes.clear();
    else if (cut < 0)
        bytes.truncate(-cut);
    else
        bytes.chop(cut);
    if (flip >= 0)
        bytes[flip] = static_cast<char>(bytes[flip] ^ 1);
    const QString file = m_domain.file(u"torn.wybackup"_s);
    QVERIFY(server::writeFile(file, bytes));
    const QString to = m_domain.file(u"torn"_s);
    QDir(to).removeRecursively();
    const auto opened = open(file, to);
    QVERIFY(!opened);
    // And what came out of it before is no backup either.
    QVERIFY(!server::restore(to, m_domain.file(u"from-torn"_s), m_domain.clock()));
    QVERIFY(!QFileInfo::exists(m_domain.file(u"from-torn"_s)));
}

void BackupTest::aRestoreWritesOverNothingAndStandsInTheAuditLog()
{
    const QString copy = m_domain.file(u"copy"_s);
    QVERIFY(server::backUp(m_domain.folder(), copy, m_domain.clock()));
    // Room is kept where it is wanted, and not in copies; it may go while one is made.
    QVERIFY(QFileInfo::exists(m_domain.folder().storePath() + u"/trail.reserve"_s));
    QVERIFY(!QFileInfo::exists(copy + u"/store/trail.reserve"_s));
    const QString to = m_domain.file(u"place"_s);
    QVERIFY(QDir().mkpath(to));
    QVERIFY(server::writeFile(to + u"/somebody's"_s, "content"));
    QCOMPARE(reasonOf(server::restore(copy, to, m_domain.clock())), QByteArray("server.exists"));
    QCOMPARE(namesIn(to), QStringList{u"somebody's"_s});
    QVERIFY(QFile::remove(to + u"/somebody's"_s));
    QVERIFY(server::restore(copy, to, m_domain.clock())); // Into an empty folder.
    const auto store = server::Store::open(to + u"/store"_s, m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    QCOMPARE((*store)->audit().newest(1)->first().what, u"server.restore"_s);
    QCOMPARE((*store)->terms().current()->kind, journal::TermKind::Restored);
    QVERIFY((*store)->terms().current()->number > 1);
    // Another's files in it, or one that is missing, make it none.
    QVERIFY(server::writeFile(copy + u"/keys/curve.key"_s, QByteArray(64, '1')));
    QCOMPARE(
        reasonOf(server::restore(copy, m_domain.file(u"forged"_s), m_domain.clock())), QByteArray("backup.damaged"));
    QVERIFY(QDir(copy).removeRecursively());
}

void BackupTest::theTimeOfDayComesRoundOnceADay_data()
{
    QTest::addColumn<QString>("tried");
    QTest::addColumn<bool>("failed");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("due");
    QTest::newRow("never before") << QString() << false << u"2026-11-30 12:00"_s << true;
    QTest::newRow("this morning") << u"2026-11-30 02:30"_s << false << u"2026-11-30 12:00"_s << false;
    QTest::newRow("yesterday, before the time") << u"2026-11-29 02:31"_s << false << u"2026-11-30 02:29"_s << false;
    QTest::newRow("yesterday, after the time") << u"2026-11-29 02:31"_s << false << u"2026-11-30 02:31"_s << true;
    QTest::newRow("a week ago") << u"2026-11-23 02:30"_s << false << u"2026-11-30 01:00"_s << true;
    QTest::newRow("failed just now") << u"2026-11-30 02:30"_s << true << u"2026-11-30 02:45"_s << false;
    QTest::newRow("failed an hour ago") << u"2026-11-30 02:30"_s << true << u"2026-11-30 03:31"_s << true;
    QTest::newRow("a clock that was put back") << u"2027-11-30 02:30"_s << false << u"2026-11-30 12:00"_s << true;
}

void BackupTest::theTimeOfDayComesRoundOnceADay()
{
    QFETCH(QString, tried);
    QFETCH(bool, failed);
    QFETCH(QString, now);
    server::BackupState state;
    if (!tried.isEmpty())
        state.triedAt = localTime(tried);
    if (failed)
        state.fault = "backup.folder";
    QTEST(server::isBackupDue(state, QTime(2, 30), localTime(now)), "due");
}

void BackupTest::soManyAreKept()
{
    const QString folder = m_domain.file(u"daily"_s);
    const QString others = u"wenyi-elsewhere-00000000-20200101-000000"_s;
    QVERIFY(QDir().mkpath(folder + u'/' + others));
    QVERIFY(server::writeFile(folder + u"/minutes.txt"_s, "another's"));
    SetClock clock(m_domain.clock().now());
    server::BackupSettings settings;
    settings.folder = folder.toUtf8();
    settings.keep = 2;
    QStringList made;
    for (int day = 0; day < 3; ++day) {
        const auto name = server::keepBackup(m_domain.folder(), settings, clock, m_domain.random());
        QVERIFY2(name, name ? "" : qPrintable(describe(name.error())));
        made.append(*name);
        clock.time += 24h;
    }
    const auto own = [&] { return namesIn(folder).filter(QRegularExpression(u"^wenyi-(?!elsewhere)"_s)); };
    QCOMPARE(own(), (QStringList{made.at(1), made.at(2)}));
    QVERIFY(namesIn(folder).contains(others));
    QVERIFY(namesIn(folder).contains(u"minutes.txt"_s));
    // Its keys are for nobody else.
    const QFile::Permissions permissions = QFileInfo(folder + u'/' + made.at(2)).permissions();
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther)));
    // What a backup that was broken off left.
    QVERIFY(QDir().mkpath(folder + u'/' + made.at(0) + u".making"_s));
    clock.time -= 24h * 30; // By a clock that was put back the new one is the oldest, and stays.
    const auto early = server::keepBackup(m_domain.folder(), settings, clock, m_domain.random());
    QVERIFY2(early, reasonOf(early).constData());
    QCOMPARE(own(), (QStringList{*early, made.at(2)}));
    QVERIFY(server::restore(folder + u'/' + made.at(2), m_domain.file(u"from-daily"_s), m_domain.clock()));
    QVERIFY(!QFileInfo::exists(m_domain.path() + u"/backup-work"_s));
}

void BackupTest::onlyClosedOnesLieWhereTheyAreToBeClosed()
{
    const QString folder = m_domain.file(u"share"_s);
    QVERIFY(QDir().mkpath(folder));
    server::BackupSettings settings;
    settings.folder = folder.toUtf8();
    settings.encryptFor = m_domain.file(u"recipient.pem"_s).toUtf8();
    const auto name = server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random());
    QVERIFY2(name, name ? "" : qPrintable(describe(name.error())));
    QCOMPARE(namesIn(folder), QStringList{*name});
    QVERIFY(server::isSealedBackup(folder + u'/' + *name));
    const QString opened = m_domain.file(u"opened-share"_s);
    const auto taken = open(folder + u'/' + *name, opened);
    QVERIFY2(taken, reasonOf(taken).constData());
    QVERIFY(server::restore(opened, m_domain.file(u"from-share"_s), m_domain.clock()));
    settings.encryptFor = m_domain.file(u"no-such.pem"_s).toUtf8();
    QCOMPARE(reasonOf(server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random())),
        QByteArray("file.missing"));
    QCOMPARE(namesIn(folder), QStringList{*name});
}

void BackupTest::aFolderThatIsMissingIsNotMade()
{
    server::BackupSettings settings;
    settings.folder = m_domain.file(u"unplugged"_s).toUtf8();
    QCOMPARE(reasonOf(server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random())),
        QByteArray("backup.folder"));
    QVERIFY(!QFileInfo::exists(m_domain.file(u"unplugged"_s)));
    settings.folder = m_domain.path().toUtf8() + "/store";
    QCOMPARE(reasonOf(server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random())),
        QByteArray("backup.folder-inside"));
}

void BackupTest::noBackupFillsTheServersDisk()
{
    const server::Configuration before = *m_domain.folder().configuration();
    server::Configuration configuration = before;
    configuration.diskReserve = QStorageInfo(m_domain.path()).bytesTotal();
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    server::BackupSettings settings;
    const QString folder = m_domain.file(u"roomless"_s);
    QVERIFY(QDir().mkpath(folder));
    settings.folder = folder.toUtf8();
    QCOMPARE(reasonOf(server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random())),
        QByteArray("backup.no-room"));
    QCOMPARE(namesIn(folder), QStringList());
    QVERIFY(!QFileInfo::exists(m_domain.path() + u"/backup-work"_s));
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, before.toToml()));
}

void BackupTest::aServerThatWasReplacedMakesNone()
{
    const QString folder = m_domain.file(u"replaced"_s);
    QVERIFY(QDir().mkpath(folder));
    server::BackupSettings settings;
    settings.folder = folder.toUtf8();
    QVERIFY(server::writeSuperseded(m_domain.path(), "the word of another"));
    QCOMPARE(reasonOf(server::keepBackup(m_domain.folder(), settings, m_domain.clock(), m_domain.random())),
        QByteArray("server.superseded"));
    QCOMPARE(namesIn(folder), QStringList());
    QCOMPARE(reasonOf(server::declareRestored(m_domain.folder(), m_domain.clock())), QByteArray("server.superseded"));
    QVERIFY(QFile::remove(m_domain.path() + u"/superseded.term"_s));
}

/// As of a PostgreSQL, which its own tools restore.
void BackupTest::aStoreThatOthersRestoredIsDeclared()
{
    const QString path = m_domain.file(u"declared"_s);
    QVERIFY(server::backUp(m_domain.folder(), m_domain.file(u"to-declare"_s), m_domain.clock()));
    QVERIFY(server::restore(m_domain.file(u"to-declare"_s), path, m_domain.clock()));
    const auto folder = server::ServerFolder::open(path);
    QVERIFY2(folder, reasonOf(folder).constData());
    {
        const auto running = server::Server::start(*folder, m_domain.clock());
        QVERIFY2(running, reasonOf(running).constData());
        QCOMPARE(reasonOf(server::declareRestored(*folder, m_domain.clock())), QByteArray("server.running"));
    }
    const SetClock later(m_domain.clock().now() + 1h); // Behind the restore above.
    const auto term = server::declareRestored(*folder, later);
    QVERIFY2(term, reasonOf(term).constData());
    QCOMPARE(term->kind, journal::TermKind::Restored);
    const auto store = server::Store::open(path + u"/store"_s, m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    QCOMPARE((*store)->terms().current()->kind, journal::TermKind::Restored);
    QCOMPARE((*store)->terms().current()->number, term->number);
    QCOMPARE(term->number, static_cast<quint64>(toMilliseconds(later.time) / 1000));
    QCOMPARE((*store)->audit().newest(1)->first().what, u"server.restore"_s);
    QVERIFY((*store)->audit().newest(1)->first().subject.contains(QString::number(term->number)));
}

void BackupTest::aServerMakesItsBackupsAndTells()
{
    const QString folder = m_domain.file(u"nightly"_s);
    server::Configuration configuration = *m_domain.folder().configuration();
    configuration.metrics = "127.0.0.1:0";
    configuration.backup.folder = folder.toUtf8();
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    const auto health = [](server::Server &server) {
        const auto page = server::queryLocally(server.healthAddress(), "/status");
        return QJsonDocument::fromJson(page.value_or(QByteArray())).object().value(u"health"_s).toString();
    };
    {
        const auto server = m_domain.start();
        QVERIFY2(server, reasonOf(server).constData());
        QTRY_COMPARE(health(**server), u"backup.failed"_s);
    }
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QFile::remove(m_domain.path() + u"/backup-state.json"_s)); // Not to wait for an hour.
    const auto server = m_domain.start();
    QVERIFY2(server, reasonOf(server).constData());
    QTRY_COMPARE(namesIn(folder).filter(QRegularExpression(u"^wenyi-.*-\\d{8}-\\d{6}$"_s)).size(), 1);
    QTRY_VERIFY(server::BackupState::read(m_domain.path()).madeAt);
    QTRY_COMPARE(health(**server), u"ok"_s);
    const QByteArray metrics = server::queryLocally((*server)->healthAddress(), "/metrics").value_or(QByteArray());
    QVERIFY2(metrics.contains("\nwenyi_backup_failed 0\n"), metrics.constData());
    const auto told = server::status(m_domain.folder(), m_domain.clock());
    QVERIFY2(told, reasonOf(told).constData());
    QCOMPARE(told->value(u"scheduledBackups"_s).toObject().value(u"name"_s).toString(), namesIn(folder).constFirst());
}

QTEST_GUILESS_MAIN(BackupTest)
#include "BackupTest.moc"
