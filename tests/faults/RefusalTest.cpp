// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChildProgram.h"
#include "tests/faults/kit/FaultDomain.h"
#include "tests/faults/kit/Wire.h"

#include <QRandomGenerator>
#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;
using journal::Checkpoint;
using journal::LogRun;

namespace {

/// What a server answers when a desktop pulls its unit's log.
struct PulledLog
{
    QList<LogRun> runs;
    Checkpoint checkpoint;
};
using Harm = std::function<void(PulledLog &, core::Workspace &)>;

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

/// The newest refusal in a desktop's audit log.
QByteArray newestRefusal(core::Workspace &workspace)
{
    const auto newest = workspace.audit().newest(1);
    return newest && !newest->isEmpty() ? newest->constFirst().reason.toLatin1() : QByteArray();
}

} // namespace

Q_DECLARE_METATYPE(Harm)

/// Torn, altered, replayed and foreign things that come to a desktop: refused with a reason of their own, the store is
/// as it was but for the audit log, which has the refusal.
class RefusalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aHarmedLogIsRefused_data();
    void aHarmedLogIsRefused();
    void aTornRunIsRefusedAtEveryByte();
    void aLogAgainOrOfAnotherUnitIsRefused();
    void aHarmedDirectoryIsRefused();

private:
    /// The log of a desktop's unit as the server gives it.
    Result<PulledLog> pull(core::Workspace &workspace);
    /// Writes a few runs on a desktop and pushes each.
    void write(core::Workspace &workspace);

    FaultDomain m_domain;
    std::unique_ptr<ChildProgram> m_server;
    QByteArray m_endpoint;
    std::unique_ptr<core::Workspace> m_reader;
    PulledLog m_log;
};

void RefusalTest::write(core::Workspace &workspace)
{
    Wire wire(workspace, m_endpoint, m_domain.random());
    const QString group = workspace.profile().unit.toString();
    for (int run = 0; run < 3; ++run) {
        for (int entry = 0; entry < 3; ++entry)
            VERIFY_DONE(workspace.journal().append(workspace.member().id,
                {{StreamId(u"s%1"_s.arg(entry)), u"outgoing"_s, u"fault.step"_s, QByteArray::number(run), {}, group}}));
        VERIFY_DONE(wire.push());
    }
}

Result<PulledLog> RefusalTest::pull(core::Workspace &workspace)
{
    Wire wire(workspace, m_endpoint, m_domain.random());
    WENYI_TRY(const auto entries, wire.ask<protocol::Entries>(protocol::PullEntries{0}));
    WENYI_TRY(auto checkpoint, Checkpoint::fromBytes(entries.checkpoint));
    PulledLog log{{}, std::move(checkpoint)};
    for (const QByteArray &bytes : entries.runs) {
        WENYI_TRY(auto run, LogRun::fromBytes(bytes));
        log.runs.append(std::move(run));
    }
    return log;
}

void RefusalTest::initTestCase()
{
    const QString folder = m_domain.path(u"server"_s);
    VERIFY_DONE(m_domain.makeServer(folder, 0));
    m_server = std::make_unique<ChildProgram>(
        QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), QStringList{u"run"_s, u"--dir"_s, folder});
    const QByteArray greeting = m_server->firstLine();
    QVERIFY2(!greeting.isEmpty(), m_server->errors().constData());
    m_endpoint = greeting.mid(greeting.lastIndexOf(' ') + 1);
    write(*m_domain.unlock(u"市政府办/admin"_s));
    m_reader = m_domain.unlock(u"市政府办/clerk"_s);
    auto log = pull(*m_reader);
    VERIFY_DONE(log);
    m_log = std::move(*log);
    QVERIFY(m_log.runs.size() >= 3);
    QVERIFY(m_log.runs.constLast().run.entries.size() == 3);
}

void RefusalTest::aHarmedLogIsRefused_data()
{
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *reason, Harm harm) {
        QTest::newRow(name) << harm << QByteArray(reason);
    };
    row("the last entry altered", "journal.head-position", [](PulledLog &log, auto &) {
        QByteArray &entry = log.runs.last().run.entries.last();
        entry = flipped(entry, entry.size() / 2);
    });
    row("an entry in the middle altered", "journal.chain-fork", [](PulledLog &log, auto &) {
        QByteArray &entry = log.runs.last().run.entries[1];
        entry = flipped(entry, entry.size() / 2);
    });
    row("an entry torn", "cbor.malformed", [](PulledLog &log, auto &) { log.runs.last().run.entries.last().chop(1); });
    row("an entry left out", "journal.chain-gap",
        [](PulledLog &log, auto &) { log.runs.last().run.entries.removeAt(1); });
    row("two entries swapped", "journal.chain-gap",
        [](PulledLog &log, auto &) { log.runs.last().run.entries.swapItemsAt(0, 1); });
    row("a run left out", "journal.log-gap", [](PulledLog &log, auto &) { log.runs.removeAt(1); });
    row("two runs swapped", "journal.log-gap", [](PulledLog &log, auto &) { log.runs.swapItemsAt(0, 1); });
    row("a run again under new numbers", "journal.replayed", [](PulledLog &log, auto &) {
        LogRun again = log.runs.last();
        again.first += static_cast<quint64>(again.run.entries.size());
        log.runs.append(again);
    });
    row("a head signed by another desktop", "journal.head-signature", [](PulledLog &log, core::Workspace &reader) {
        journal::SignedHead &head = log.runs.last().run.head;
        head = journal::SignedHead::sign(head.desktop, head.position, head.signedAt, reader.keys().desktop).value();
    });
    row("a head of a desktop that nobody knows", "journal.unknown-desktop",
        [](PulledLog &log, auto &) { log.runs.last().run.head.desktop = DesktopId(u"11320281014033000A/none"_s); });
    row("a checkpoint signed by a desktop", "journal.checkpoint-signature",
        [](PulledLog &log, core::Workspace &reader) {
            const Checkpoint &honest = log.checkpoint;
            log.checkpoint =
                Checkpoint::sign(honest.unit, honest.position, honest.signedAt, reader.keys().desktop).value();
        });
    row("a checkpoint whose number was altered", "journal.checkpoint-signature",
        [](PulledLog &log, auto &) { ++log.checkpoint.position.number; });
    row("a checkpoint beyond what came with it", "journal.checkpoint-position",
        [](PulledLog &log, auto &) { log.runs.removeLast(); });
    row("another unit's checkpoint", "journal.checkpoint-unit",
        [](PulledLog &log, auto &) { log.checkpoint.unit = UnitCode(u"11320281014033131C"_s); });
}

void RefusalTest::aHarmedLogIsRefused()
{
    QFETCH(Harm, harm);
    QFETCH(QByteArray, reason);
    PulledLog log = m_log;
    harm(log, *m_reader);
    const QStringList before = dumpOf(m_reader->journal().database(), u"audit_"_s);
    QCOMPARE(reasonOf(m_reader->takeRuns(log.runs, log.checkpoint)), reason);
    QCOMPARE(dumpOf(m_reader->journal().database(), u"audit_"_s), before);
    QCOMPARE(newestRefusal(*m_reader), reason);
    VERIFY_DONE(m_reader->audit().verify());
}

void RefusalTest::aTornRunIsRefusedAtEveryByte()
{
    const QByteArray whole = m_log.runs.constLast().toBytes();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!LogRun::fromBytes(whole.left(size)), QByteArray::number(size).constData());
    QVERIFY(!LogRun::fromBytes(whole + '\0'));
    const QByteArray checkpoint = m_log.checkpoint.toBytes();
    for (qsizetype size = 0; size < checkpoint.size(); ++size)
        QVERIFY2(!Checkpoint::fromBytes(checkpoint.left(size)), QByteArray::number(size).constData());
}

void RefusalTest::aLogAgainOrOfAnotherUnitIsRefused()
{
    // The honest log is taken: the rows above were refused for what was done to them.
    VERIFY_DONE(m_reader->takeRuns(m_log.runs, m_log.checkpoint));
    VERIFY_DONE(m_reader->takeNewKeys());
    const QStringList before = dumpOf(m_reader->journal().database(), u"audit_"_s);
    QCOMPARE(reasonOf(m_reader->takeRuns(m_log.runs, m_log.checkpoint)), QByteArray("journal.log-gap"));

    const auto finance = m_domain.unlock(u"市财政局/admin"_s);
    write(*finance);
    const auto foreign = pull(*finance);
    VERIFY_DONE(foreign);
    QCOMPARE(reasonOf(m_reader->takeRuns(foreign->runs, foreign->checkpoint)), QByteArray("journal.checkpoint-unit"));
    QCOMPARE(dumpOf(m_reader->journal().database(), u"audit_"_s), before);
    QCOMPARE(newestRefusal(*m_reader), QByteArray("journal.checkpoint-unit"));
    VERIFY_DONE(m_reader->journal().verify(desktopKeys(*m_reader)));
}

void RefusalTest::aHarmedDirectoryIsRefused()
{
    const QByteArray honest = m_reader->directory().bytes();
    const Digest digest = m_reader->directory().digest();
    const QStringList before = dumpOf(m_reader->journal().database(), u"audit_"_s);
    const auto refuses = [this](const QByteArray &bytes) {
        const auto taken = m_reader->takeDirectory(bytes);
        return !taken && !reasonOf(taken).isEmpty() && newestRefusal(*m_reader) == reasonOf(taken);
    };
    QRandomGenerator random(20'261'123);
    for (int i = 0; i < 200; ++i) {
        const auto at = static_cast<qsizetype>(random.bounded(static_cast<quint32>(honest.size())));
        QVERIFY2(refuses(flipped(honest, at)), QByteArray::number(at).constData());
        QVERIFY2(refuses(honest.left(at)), QByteArray::number(at).constData());
    }
    // One that another domain's authority signed, well formed in every part.
    const FaultDomain elsewhere;
    QVERIFY(refuses(elsewhere.unlock(u"市政府办/clerk"_s)->directory().bytes()));
    QCOMPARE(m_reader->directory().digest(), digest);
    QCOMPARE(dumpOf(m_reader->journal().database(), u"audit_"_s), before);
    VERIFY_DONE(m_reader->audit().verify());
}

QTEST_GUILESS_MAIN(RefusalTest)
#include "RefusalTest.moc"
