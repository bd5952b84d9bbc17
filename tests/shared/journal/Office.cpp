// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/journal/Office.h"

using namespace Qt::StringLiterals;

namespace wenyi::journal {

namespace {
constexpr quint32 ApplicationId = 0x57594a31;
} // namespace

crypto::KeySigner makeSigner(const QString &name)
{
    crypto::SystemRandom random;
    const Instant from = instantFromMilliseconds(1'700'000'000'000);
    auto authority =
        crypto::CertificateAuthority::createRoot({name, u"测试"_s, name}, from, from + std::chrono::days(3650), random);
    auto key = crypto::PrivateKey::generate();
    auto certificate = authority->issue({name, u"测试"_s, name}, crypto::CertificatePurpose::Desktop, key->publicKey(),
        from, from + std::chrono::days(3650), random);
    return crypto::KeySigner(std::move(*key), *certificate);
}

Result<void> TextProjection::createTables(Database &database)
{
    return database.execute("CREATE TABLE texts(row INTEGER PRIMARY KEY, stream TEXT, text TEXT)");
}

Result<void> TextProjection::dropTables(Database &database)
{
    return database.execute("DROP TABLE IF EXISTS texts");
}

Result<void> TextProjection::apply(Database &database, const ProjectedEntry &entry)
{
    Statement insert(database, "INSERT INTO texts(stream, text) VALUES (?, ?)");
    return insert.run(
        entry.stored.entry.stream.toString(), QString::fromUtf8(entry.payload.value_or(QByteArray("unreadable"))));
}

Result<void> TextProjection::reset(Database &database, const StreamId &stream)
{
    Statement remove(database, "DELETE FROM texts WHERE stream = ?");
    return remove.run(stream.toString());
}

TestDesktop::TestDesktop(const QString &name, HandClock &clock, const SecretBytes &contentKey)
    : id(name)
    , signer(makeSigner(name))
    , m_clock(clock)
{
    m_keyring.add({u"unit"_s, 1}, contentKey.clone());
}

Result<void> TestDesktop::open()
{
    close();
    DatabaseOptions options{SecretBytes(QByteArray(32, 'k')), ApplicationId};
    if (onFaultyDisk)
        options.vfs = FaultyDisk::name();
    WENYI_TRY(database, Database::open(QString::fromUtf8(filePath()), options));
    WENYI_TRY(journal, Journal::open(*database, {id, &m_keyring, &m_clock, &m_random, {&projection}, {}, own}));
    return {};
}

void TestDesktop::close()
{
    journal.reset();
    database.reset();
}

Result<QList<Digest>> TestDesktop::write(const QString &stream, const QString &text)
{
    m_clock.advance(std::chrono::milliseconds(7));
    return journal->append(
        MemberId(u"member"_s), {{StreamId(stream), u"outgoing"_s, u"record.event"_s, text.toUtf8(), {}, u"unit"_s}});
}

QMap<QString, QStringList> TestDesktop::state()
{
    QMap<QString, QStringList> state;
    Statement select(*database, "SELECT stream, text FROM texts ORDER BY row");
    for (auto more = select.next(); more && *more; more = select.next())
        state[select.text(0)].append(select.text(1));
    return state;
}

Office::Office(int count)
    : serverSigner(makeSigner(u"server"_s))
{
    serverDatabase = std::move(*Database::open(m_folder.filePath(u"server.db"_s), {std::nullopt, ApplicationId}));
    log = std::make_unique<UnitLog>(std::move(*UnitLog::open(*serverDatabase)));
    const SecretBytes contentKey(QByteArray(32, 'c'));
    for (int i = 0; i < count; ++i) {
        desktops.push_back(std::make_unique<TestDesktop>(u"desktop-%1"_s.arg(i), clock, contentKey));
        if (!desktops.back()->open())
            qFatal("a desktop's store could not be made");
    }
}

Result<crypto::PublicKey> Office::keyOf(const DesktopId &desktop) const
{
    for (const auto &known : desktops) {
        if (known->id == desktop)
            return known->signer.key().publicKey();
    }
    return Error{ErrorCode::NotFound, "test.desktop", desktop.toString()};
}

DesktopKeys Office::keys() const
{
    return [this](const DesktopId &desktop) { return keyOf(desktop); };
}

Result<void> Office::push(TestDesktop &desktop)
{
    WENYI_TRY(const auto run, desktop.journal->unsentRun(1 << 20, desktop.signer));
    if (!run)
        return {};
    WENYI_TRY(const auto transaction, Transaction::begin(*serverDatabase));
    WENYI_CHECK(log->append(*transaction, unit, desktop.id, *run, desktop.signer.key().publicKey()));
    return transaction->commit();
}

Result<void> Office::pull(TestDesktop &desktop, qsizetype maximumBytes)
{
    WENYI_TRY(const LogPosition known, desktop.journal->logHead());
    WENYI_TRY(const auto runs, log->runsAfter(unit, known.number, maximumBytes));
    if (runs.isEmpty())
        return {};
    LogPosition position = known;
    for (const LogRun &logRun : runs) {
        for (const QByteArray &bytes : logRun.run.entries) {
            WENYI_TRY(const StoredEntry entry, decodeEntry(bytes));
            position = position.following(entry.id);
        }
    }
    WENYI_TRY(const auto checkpoint, Checkpoint::sign(unit, position, clock.now(), serverSigner));
    WENYI_CHECK(desktop.journal->acceptRuns(runs, checkpoint, serverSigner.key().publicKey(), keys()));
    return {};
}

Result<void> Office::exchange(TestDesktop &desktop)
{
    WENYI_CHECK(push(desktop));
    return pull(desktop);
}

} // namespace wenyi::journal
