// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreRecovery.h"
#include "client/core/exchange/DesktopMarks.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <functional>
#include <utility>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

/// Has something happen when the time is first asked for.
class ClockThatDoes final : public Clock
{
public:
    ClockThatDoes(const Clock &clock, std::function<void()> what)
        : m_clock(clock)
        , m_what(std::move(what))
    {
    }
    Instant now() const override
    {
        if (const auto what = std::exchange(m_what, {}))
            what();
        return m_clock.now();
    }

private:
    const Clock &m_clock;
    mutable std::function<void()> m_what;
};

/// Another program that reads the store holds such a lock.
void openBy(QProcess &reader, const QString &store)
{
    reader.start(u"python3"_s,
        {u"-c"_s,
            u"import fcntl, sys; f = open(sys.argv[1], 'r+b'); "
            "fcntl.lockf(f, fcntl.LOCK_SH, 510, 0x40000002); print('held', flush=True); sys.stdin.read()"_s,
            store});
    QVERIFY2(reader.waitForReadyRead(20'000), "python3 does not run");
}

} // namespace

/// A desktop whose store is damaged puts it aside and comes from its server anew, with nothing lost that can be read
/// and no number used twice (F16). A colleague of the unit has the same as it at every end.
///
/// The functions go on where the one before left: each damages the store that the last one recovered.
class StoreRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whicheverPageIsZeroedTheDesktopComesBack();
    void aStoreThatIsCutOffOrGoneComesBack();
    void whatWasNotSentIsKept();
    void whatCannotFollowIsListed();
    void whatAnOlderCopyWroteIsListed();
    void aStoreWithoutItsLogIsToldAndComesBack();
    void aStoreWithoutItsKeysIsToldAndComesBack();
    void whatTheServerTookWithoutAnswerHasOneNumber();
    void anInterruptedRecoveryGoesOn();
    void theAuditLogGoesOn();
    void whatARestoredServerLacksIsStillOffered();
    void withoutTheServerNothingIsWritten();
    void whatCannotBeRecoveredIsLeftAsItIs();

private:
    static constexpr qsizetype PageSize = 8192; ///< Decision 19.
    const StreamId m_stream{u"notes"_s};

    const Environment &environment() const { return m_exchange->office.environment(); }
    Result<std::unique_ptr<Workspace>> open() const
    {
        return Workspace::unlock(m_folder, m_member, SampleOffice::pin(), environment());
    }
    Result<StoreAside> recover(WholeStore whole = WholeStore::IsLeft) const
    {
        return recoverStore(m_folder, m_member, SampleOffice::pin(), whole, environment());
    }
    Result<void> note(Workspace &workspace, const QByteArray &words) const
    {
        const auto written = workspace.journal().append(workspace.member().id,
            {{m_stream, u"test"_s, u"test.note"_s, words, {}, workspace.profile().unit.toString()}});
        return written ? Result<void>() : written.error();
    }
    static QByteArrayList textsIn(Workspace &workspace, const StreamId &stream)
    {
        QByteArrayList texts;
        const auto entries = workspace.journal().stream(stream);
        if (!entries)
            return {"cannot be read"};
        for (const auto &entry : *entries)
            texts.append(entry.payload.value_or("closed"));
        return texts;
    }
    /// One note that the server has, then so many that it has not; the store as it is then.
    QByteArray workUnsent(int unsent);
    void put(const QByteArray &content) const;
    /// Recovers, synchronises, writes on: fails the test where the two desktops differ then, or anything acknowledged
    /// is not there. Gives what the recovery says.
    StoreRecovered comeBack(
        WholeStore whole = WholeStore::IsLeft, const std::function<void(const StoreAside &)> &meanwhile = {});

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<Workspace> m_colleague;
    QString m_folder;
    QString m_store;
    MemberId m_member;
    QByteArrayList m_sent; ///< What the server has acknowledged, in order.
    QByteArrayList m_unsent;
    int m_written = 0;
    QByteArray m_deviceKey;
};

void StoreRecoveryTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_colleague = m_exchange->office.unlock(u"市政府办/admin"_s);
    std::tie(m_folder, m_member) = m_exchange->office.domain().desktopOf(u"市政府办/clerk"_s).value();
    m_store = m_folder + u"/store.db"_s;
    const auto desk = open();
    QVERIFY2(desk, reasonOf(desk).constData());
    const auto synced = m_exchange->sync(**desk);
    QVERIFY2(synced, reasonOf(synced).constData());
    m_deviceKey = (*desk)->keys().curveSecret.view().toByteArray();
}

QByteArray StoreRecoveryTest::workUnsent(int unsent)
{
    m_sent.append(m_unsent); // They go with the next synchronisation.
    m_unsent.clear();
    {
        const auto desk = open();
        if (!desk)
            return {};
        m_sent.append("sent " + QByteArray::number(++m_written));
        if (!note(**desk, m_sent.last()) || !m_exchange->sync(**desk))
            return {};
        for (int i = 0; i < unsent; ++i) {
            m_unsent.append("unsent " + QByteArray::number(++m_written));
            if (!note(**desk, m_unsent.last()))
                return {};
        }
    }
    return readBounded(m_store, 1 << 26).value_or(QByteArray());
}

void StoreRecoveryTest::put(const QByteArray &content) const
{
    QFile::remove(m_store + u"-wal"_s);
    QFile::remove(m_store + u"-shm"_s);
    QFile file(m_store);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

StoreRecovered StoreRecoveryTest::comeBack(WholeStore whole, const std::function<void(const StoreAside &)> &meanwhile)
{
    const auto failed = [](const QByteArray &what, const QByteArray &reason) {
        QTest::qFail((what + ": " + reason).constData(), __FILE__, __LINE__);
        return StoreRecovered();
    };
    const auto aside = recover(whole);
    if (!aside)
        return failed("recover", reasonOf(aside));
    if (meanwhile)
        meanwhile(*aside);
    const auto desk = open();
    if (!desk)
        return failed("unlock", reasonOf(desk));
    Workspace &workspace = **desk;
    if (workspace.keys().curveSecret.view().toByteArray() != m_deviceKey)
        return failed("keys", "others than before");
    if (reasonOf(note(workspace, "too early")) != "journal.recovering")
        return failed("before the synchronisation", "something was written");
    // Thousands of receipts that the log has come from the first again, which is no fault of the server's.
    DesktopMarks marks(workspace.journal().database());
    const quint64 expected = std::min(
        {marks.receiptsOfBefore().value_or(0), marks.rulingsOfBefore().value_or(0), marks.urgesOfBefore().value_or(0)});
    if (expected <= static_cast<quint64>(RepeatGuard::MostUseless))
        return failed("what comes from the first again", "would end the synchronisation");
    const auto report = m_exchange->sync(workspace);
    if (!report || !report->recovered)
        return failed("synchronise", report ? QByteArray("nothing was recovered") : reasonOf(report));
    // What was kept has gone to the server by now.
    m_sent.append(m_unsent.first(report->recovered->kept));
    m_unsent.clear();
    m_sent.append("behind " + QByteArray::number(++m_written));
    if (const auto written = note(workspace, m_sent.last()); !written)
        return failed("write on", reasonOf(written));
    if (const auto again = m_exchange->sync(workspace); !again)
        return failed("synchronise again", reasonOf(again));
    if (const auto took = m_exchange->sync(*m_colleague); !took)
        return failed("colleague", reasonOf(took));
    const QByteArrayList here = textsIn(workspace, m_stream);
    const QByteArrayList there = textsIn(*m_colleague, m_stream);
    if (here != m_sent || there != m_sent)
        return failed("texts", here.join(',') + " | " + there.join(',') + " | " + m_sent.join(','));
    const auto key = [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *known = workspace.directory().desktop(id);
        if (!known)
            return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(known->certificate));
        return certificate.publicKey();
    };
    if (const auto verified = workspace.journal().verify(key); !verified)
        return failed("verify", reasonOf(verified));
    return *report->recovered;
}

void StoreRecoveryTest::whicheverPageIsZeroedTheDesktopComesBack()
{
    const int asked = qEnvironmentVariableIntValue("WENYI_FAULT_STRIDE");
    const qsizetype pages = workUnsent(0).size() / PageSize;
    QVERIFY2(pages > 10, "too small a store to say anything");
    const qsizetype stride = asked > 0 ? asked : std::max<qsizetype>(pages / 3, 1);
    qInfo("%lld pages, every %lld.", static_cast<long long>(pages), static_cast<long long>(stride));
    qsizetype kept = 0;
    for (qsizetype page = 0;; page += stride) {
        QByteArray content = workUnsent(2);
        QVERIFY(!content.isEmpty());
        if (page * PageSize >= content.size())
            break; // Each store that takes another's place has its own size.
        std::fill_n(content.begin() + page * PageSize, PageSize, '\0');
        put(content);
        {
            const auto damaged = open(); // It may open; it never begins anew.
            if (!damaged)
                QVERIFY2(isStoreDamage(damaged.error()) || damaged.error().reason == "store.open",
                    reasonOf(damaged).constData());
            else
                QVERIFY(!(*damaged)->isRecovering());
        }
        kept += comeBack(WholeStore::IsPutAside).kept; // A page may be one that nothing uses.
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"page %1 of %2"_s.arg(page).arg(pages)));
    }
    qInfo("%lld unsent entries were kept", static_cast<long long>(kept));
    QVERIFY(kept > 0);
}

void StoreRecoveryTest::aStoreThatIsCutOffOrGoneComesBack()
{
    for (const qsizetype length : {qsizetype(0), PageSize - 1, 4 * PageSize}) {
        put(workUnsent(1).first(length));
        comeBack();
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"%1 octets"_s.arg(length)));
    }
}

void StoreRecoveryTest::whatWasNotSentIsKept()
{
    QVERIFY(!workUnsent(3).isEmpty());
    QCOMPARE(reasonOf(recover()), QByteArray("recover.store-whole"));
    const StoreRecovered recovered = comeBack(WholeStore::IsPutAside);
    QCOMPARE(recovered.kept, 3);
    QVERIFY(recovered.lost.isEmpty());
    QVERIFY(recovered.list.isEmpty());
}

void StoreRecoveryTest::whatCannotFollowIsListed()
{
    QVERIFY(!workUnsent(3).isEmpty());
    {
        const auto desk = open();
        QVERIFY(desk);
        journal::Statement remove((*desk)->journal().database(),
            "DELETE FROM journal_entries WHERE number IS NULL AND sequence = "
            "(SELECT min(sequence) + 1 FROM journal_entries WHERE number IS NULL)");
        QVERIFY(remove.run());
    }
    // Even where somebody took the damaged store away before the desktop came back.
    const auto takeAway = [](const StoreAside &aside) { QVERIFY(QDir(aside.folder).removeRecursively()); };
    const StoreRecovered recovered = comeBack(WholeStore::IsPutAside, takeAway);
    QCOMPARE(recovered.kept, 1);
    QCOMPARE(recovered.lost.size(), 1);
    QCOMPARE(recovered.lost.first().kind, u"test.note"_s);
    const QByteArray list = readBounded(recovered.list, 1 << 20).value_or(QByteArray());
    QCOMPARE(list.count('\n'), 1);
    QVERIFY(list.contains("test.note\tnotes"));
    QVERIFY(!list.contains("unsent")); // Nothing of what was written.
}

void StoreRecoveryTest::whatAnOlderCopyWroteIsListed()
{
    // The whole profile is put back, so that nothing tells at unlocking; what was sent since has the next numbers.
    const QString rescue = m_folder + u"/store.rescue"_s;
    const QByteArray before = workUnsent(0);
    const QByteArray rescueBefore = readBounded(rescue, 1 << 20).value_or(QByteArray());
    QVERIFY(!rescueBefore.isEmpty());
    QVERIFY(!workUnsent(0).isEmpty());
    QVERIFY(!workUnsent(0).isEmpty());
    put(before);
    QVERIFY(writeDurably(rescue, rescueBefore));
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        QVERIFY(note(**desk, "of the older copy"));
        QCOMPARE(reasonOf(m_exchange->sync(**desk)), QByteArray("journal.own-altered"));
    }
    const StoreRecovered recovered = comeBack(WholeStore::IsPutAside);
    QCOMPARE(recovered.kept, 0);
    const auto isNote = [](const LostEntry &entry) { return entry.kind == u"test.note"; };
    QCOMPARE(std::count_if(recovered.lost.begin(), recovered.lost.end(), isNote), 1);
    QVERIFY(readBounded(recovered.list, 1 << 20).value_or(QByteArray()).contains("test.note\tnotes"));
}

void StoreRecoveryTest::aStoreWithoutItsLogIsToldAndComesBack()
{
    const QByteArray before = workUnsent(0);
    QVERIFY(!workUnsent(0).isEmpty());
    put(before);
    const auto desk = open();
    QVERIFY(!desk);
    QCOMPARE(desk.error().reason, QByteArray("store.set-back"));
    QVERIFY(isStoreDamage(desk.error()));
    comeBack();
}

void StoreRecoveryTest::aStoreWithoutItsKeysIsToldAndComesBack()
{
    QVERIFY(!workUnsent(1).isEmpty());
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        journal::Statement remove((*desk)->journal().database(), "DELETE FROM workspace_secrets");
        QVERIFY(remove.run());
    }
    const auto desk = open();
    QCOMPARE(reasonOf(desk), QByteArray("store.no-secret"));
    QVERIFY(isStoreDamage(desk.error()));
    QCOMPARE(comeBack().kept, 1);
}

void StoreRecoveryTest::whatTheServerTookWithoutAnswerHasOneNumber()
{
    constexpr int Most = 40;
    bool isTaken = false;
    for (int request = 0; request < Most && !isTaken; ++request) {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        m_sent.append("taken " + QByteArray::number(++m_written));
        QVERIFY(note(**desk, m_sent.last()));
        QVERIFY(!m_exchange->sync(**desk, request, BreakingLink::Moment::AfterServer));
        QVERIFY(m_exchange->sync(*m_colleague));
        isTaken = (*desk)->journal().unsentCount().value() > 0 && textsIn(*m_colleague, m_stream) == m_sent;
        if (!isTaken)
            QVERIFY(m_exchange->sync(**desk));
    }
    QVERIFY2(isTaken, "no request was the one that pushes");
    QByteArray content = readBounded(m_store, 1 << 26).value();
    std::fill_n(content.begin(), PageSize, '\0'); // Nothing of it can be read.
    put(content);
    m_unsent.clear();
    QCOMPARE(comeBack().kept, 0);
}

void StoreRecoveryTest::anInterruptedRecoveryGoesOn()
{
    QVERIFY(!workUnsent(2).isEmpty());
    QFile rubbish(m_folder + u"/store.recovering.db"_s);
    QVERIFY(rubbish.open(QIODevice::WriteOnly) && rubbish.write("rubbish") > 0);
    rubbish.close();
    QVERIFY(recover(WholeStore::IsPutAside));
    // As if it had ended before its last step.
    QVERIFY(QFile::rename(m_store, rubbish.fileName()));
    QCOMPARE(reasonOf(open()), QByteArray("store.missing"));
    QCOMPARE(comeBack().kept, 2);
}

void StoreRecoveryTest::theAuditLogGoesOn()
{
    QVERIFY(!workUnsent(0).isEmpty());
    const auto rows = [this] {
        const auto desk = open();
        return desk ? (*desk)->audit().verify().value_or(0) : quint64(0);
    };
    const quint64 before = rows();
    QVERIFY(before > 0); // Of the recoveries before.
    comeBack(WholeStore::IsPutAside);
    QCOMPARE(rows(), before + 2); // It was begun, and it ended.
}

void StoreRecoveryTest::whatARestoredServerLacksIsStillOffered()
{
    QVERIFY(!workUnsent(0).isEmpty());
    const auto marked = [](const std::unique_ptr<Workspace> &desk) {
        return DesktopMarks(desk->journal().database()).offersAnew().value_or(OffersAnew::Nothing);
    };
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        QVERIFY(DesktopMarks((*desk)->journal().database()).offerAnew(OffersAnew::Receipts));
    }
    QVERIFY(recover(WholeStore::IsPutAside));
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        // For which receipts it waits is not known any more.
        QVERIFY(marked(*desk) == OffersAnew::All);
        QVERIFY(DesktopMarks((*desk)->journal().database()).offerAnew(OffersAnew::Nothing));
    }
    comeBack(WholeStore::IsPutAside);
}

void StoreRecoveryTest::withoutTheServerNothingIsWritten()
{
    QVERIFY(!workUnsent(1).isEmpty());
    QVERIFY(recover(WholeStore::IsPutAside));
    m_exchange->stopServer();
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        QVERIFY((*desk)->isRecovering());
        QVERIFY(!m_exchange->sync(**desk));
        QCOMPARE(reasonOf(note(**desk, "too early")), QByteArray("journal.recovering"));
    }
    m_exchange->startServer();
    QCOMPARE(reasonOf(recover()), QByteArray("recover.store-whole")); // It waits for the server.
    QCOMPARE(comeBack(WholeStore::IsPutAside).kept, 1);               // What the first had salvaged is not forgotten.
}

void StoreRecoveryTest::whatCannotBeRecoveredIsLeftAsItIs()
{
    const auto [standalone, member] = m_exchange->office.domain().desktopOf(u"澄江镇/clerk"_s).value();
    QCOMPARE(reasonOf(recoverStore(standalone, member, SampleOffice::pin(), WholeStore::IsPutAside, environment())),
        QByteArray("recover.standalone"));
    const QByteArray whole = workUnsent(0);
    const QStringList names = QDir(m_folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QCOMPARE(reasonOf(recoverStore(
                 m_folder, m_member, SecretBytes(QByteArrayView("000000")), WholeStore::IsPutAside, environment())),
        QByteArray("key-file.pin"));
    const auto isRefused = [this](QProcess &reader, const Environment &by) {
        QCOMPARE(reasonOf(recoverStore(m_folder, m_member, SampleOffice::pin(), WholeStore::IsPutAside, by)),
            QByteArray("recover.in-use"));
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(20'000));
    };
    QProcess before;
    openBy(before, m_store);
    isRefused(before, environment());
    // One that comes while the store is being read.
    QProcess meanwhile;
    const Environment &known = environment();
    const ClockThatDoes clock(known.clock, [&] { openBy(meanwhile, m_store); });
    isRefused(meanwhile, {clock, known.random, known.resources, known.fonts});
    QVERIFY(!QTest::currentTestFailed());
    QByteArray content = whole;
    std::fill_n(content.begin(), PageSize, '\0');
    put(content);
    QVERIFY(QFile::remove(m_folder + u"/store.rescue"_s));
    QCOMPARE(reasonOf(recover()), QByteArray("recover.no-keys"));
    QCOMPARE(readBounded(m_store, 1 << 26).value(), content);
    put(whole);
    QVERIFY2(open(), "the store that was put back does not open");
    QCOMPARE(QDir(m_folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), names);
}

QTEST_GUILESS_MAIN(StoreRecoveryTest)
#include "StoreRecoveryTest.moc"
