// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/FiguresReader.h"
#include "shared/crypto/ContentDigest.h"
#include "tests/server/TestDomain.h"
#include "tests/server/TestPostgres.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// What every kind of store keeps, whatever database is under it: each function once for each kind.
class StoreConformanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup() { m_store.reset(); }
    void envelopesWaitByUrgencyUntilTheyAreConfirmed();
    void anIdIsOneEnvelope();
    void everyEnvelopeIsVisitedInOrder();
    void aUnitsLogGoesOnWhereItEnded();
    void aLogIsWalkedToItsEndAndItsDamageNamed();
    void numbersAreLeasedOnceAndWithoutGaps();
    void receiptsAreNumberedAndKeptOnce();
    void theAuditLogIsAChainOfWhatWasSaid();
    void holdsWhoseTimeIsPastAreForgotten();
    void aForwardLeavesItsQueueWithItsLastRecipient();
    void whatIsHeldDoesNotWaitForAnotherDomain();
    void whatIsUndoneLeavesNothing();
    void largeBlobsComeByEitherName();
    void figuresAreThoseOfTheTables();
    void openingAgainChangesNothing();

private:
    static constexpr int Many = 105; ///< More than are read at once.

    void reopen() { m_store = (m_store.reset(), m_place->open(m_domain.clock()).value()); }
    /// In a transaction of its own, which must be committed.
    template<typename Act>
    auto in(const Act &act)
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        auto result = act(*transaction);
        if (result && !transaction->commit())
            qFatal("the transaction was not committed");
        return result;
    }
    Result<quint64> accept(const exchange::EnvelopeHeader &header)
    {
        return in([&](journal::Transaction &) -> Result<quint64> {
            WENYI_TRY(const quint64 number, m_store->envelopes().accept(header, m_domain.clock().now()));
            WENYI_CHECK(m_store->answers().expect(number, {header.routing().recipients.constFirst().unit}));
            WENYI_CHECK(m_store->envelopes().keepReceipt(number, "receipt " + QByteArray::number(number)));
            return number;
        });
    }
    Result<quint64> push(TestDesktop &desktop, const protocol::PushEntries &entries)
    {
        return in([&](journal::Transaction &transaction) -> Result<quint64> {
            journal::EntryRun run{entries.entries, {}};
            WENYI_TRY(run.head, journal::SignedHead::fromBytes(entries.head));
            return m_store->unitLog().append(
                transaction, desktop.unit, desktop.id, run, desktop.signer.certificate().publicKey());
        });
    }

    TestDomain m_domain;
    QList<exchange::EnvelopeHeader> m_headers; ///< Of ordinary envelopes from Office to Finance.
    std::unique_ptr<TestPostgres> m_postgres;
    std::unique_ptr<StorePlace> m_place;
    std::unique_ptr<server::Store> m_store;
};

void StoreConformanceTest::initTestCase_data()
{
    QTest::addColumn<bool>("isShared");
    QTest::newRow("SQLite") << false;
    if (TestPostgres::isBuiltIn())
        QTest::newRow("PostgreSQL") << true;
}

void StoreConformanceTest::initTestCase()
{
    for (int i = 0; i < Many; ++i)
        m_headers.append(m_domain.envelope(Office, {Finance}, 10).header);
    if (!TestPostgres::isBuiltIn())
        return;
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
}

void StoreConformanceTest::init()
{
    QFETCH_GLOBAL(bool, isShared);
    m_place = std::make_unique<StorePlace>(isShared ? m_postgres->newStore() : QByteArray());
    reopen();
}

void StoreConformanceTest::envelopesWaitByUrgencyUntilTheyAreConfirmed()
{
    const auto urgent = m_domain.envelope(Office, {Finance, Town}, 10, exchange::Urgency::Flash).header;
    QCOMPARE(accept(m_headers[0]).value(), 1);
    QCOMPARE(accept(m_headers[1]).value(), 2);
    QCOMPARE(accept(urgent).value(), 3);
    const auto numbers = [this](const UnitCode &unit, quint64 limit = 10, qsizetype bytes = 1'000'000) {
        QList<quint64> found;
        const auto waiting = m_store->envelopes().waiting(unit, limit, bytes).value();
        for (const server::AcceptedEnvelope &envelope : waiting)
            found.append(envelope.number);
        return found;
    };
    QCOMPARE(numbers(Finance), (QList<quint64>{3, 1, 2}));
    QCOMPARE(numbers(Finance, 2), (QList<quint64>{3, 1}));
    QCOMPARE(numbers(Finance, 10, 1), QList<quint64>{3}); // One at least.
    QCOMPARE(numbers(Town), QList<quint64>{3});
    QCOMPARE(numbers(Office), QList<quint64>());
    const auto confirm = [&](const UnitCode &unit, const exchange::EnvelopeHeader &header) {
        return reasonOf(in([&](journal::Transaction &) {
            return m_store->envelopes().confirm(unit, header.routing().id, header.digest(), m_domain.clock().now());
        }));
    };
    QCOMPARE(confirm(Finance, urgent), QByteArray());
    QCOMPARE(confirm(Finance, urgent), QByteArray()); // Again changes nothing.
    QCOMPARE(confirm(Town, m_headers[0]), QByteArray("envelope.unknown"));
    reopen();
    QCOMPARE(numbers(Finance), (QList<quint64>{1, 2}));
    QCOMPARE(numbers(Town), QList<quint64>{3});
    QCOMPARE(m_store->envelopes().waitingCount(Finance).value(), 2);
}

void StoreConformanceTest::anIdIsOneEnvelope()
{
    const exchange::EnvelopeHeader &header = m_headers[0];
    const auto &id = header.routing().id;
    server::EnvelopeTable &table = m_store->envelopes();
    QVERIFY(!table.find(Office, id, header.digest()).value());
    QVERIFY(accept(header));
    const auto found = table.find(Office, id, header.digest());
    QVERIFY(found && *found);
    QCOMPARE((*found)->header, header.toBytes());
    QCOMPARE((*found)->receipt, QByteArray("receipt 1"));
    QCOMPARE(reasonOf(table.find(Office, id, m_headers[1].digest())), QByteArray("envelope.id-reused"));
    QVERIFY(!table.find(Finance, id, header.digest()).value());
    QCOMPARE(table.byDigest(header.digest())->header, header.toBytes());
    QCOMPARE(reasonOf(table.byDigest(m_headers[1].digest())), QByteArray("envelope.unknown"));
    const Digest &part = header.routing().parts.constFirst().digest;
    QCOMPARE(table.senderOfPart(part, Finance).value(), std::optional(Office));
    QVERIFY(!table.senderOfPart(part, Town).value());
}

void StoreConformanceTest::everyEnvelopeIsVisitedInOrder()
{
    QVERIFY(in([&](journal::Transaction &) -> Result<void> {
        for (const exchange::EnvelopeHeader &header : m_headers)
            WENYI_CHECK(m_store->envelopes().accept(header, m_domain.clock().now()));
        return m_store->envelopes().keepReceipt(2, "two");
    }));
    QList<QByteArray> visited;
    QVERIFY(m_store->envelopes().forEach([&](const server::AcceptedEnvelope &envelope) {
        visited.append(envelope.header);
        const QByteArray receipt = envelope.number == 2 ? "two" : "";
        return envelope.receipt == receipt ? Result<void>() : Result<void>(Error{ErrorCode::Internal, "receipt", {}});
    }));
    QCOMPARE(visited.size(), m_headers.size());
    for (qsizetype i = 0; i < visited.size(); ++i)
        QCOMPARE(visited[i], m_headers[i].toBytes());
}

void StoreConformanceTest::aUnitsLogGoesOnWhereItEnded()
{
    TestDesktop &one = m_domain.desktop(Office, 1);
    TestDesktop &two = m_domain.desktop(Office, 2);
    one.chain = two.chain = {};
    const auto first = one.write(3);
    QCOMPARE(push(one, first).value(), 1);
    QCOMPARE(push(two, two.write(2)).value(), 4);
    QCOMPARE(push(one, first).value(), 1); // Its answer was lost.
    const auto head = m_store->unitLog().head(Office).value();
    QCOMPARE(head.number, 5);
    reopen();
    QCOMPARE(m_store->unitLog().head(Office).value(), head);
    QCOMPARE(m_store->unitLog().chain(one.id).value(), one.chain);
    one.write(1); // An entry that is not pushed.
    QCOMPARE(reasonOf(push(one, one.write(1))).isEmpty(), false);
    QCOMPARE(m_store->unitLog().head(Office).value(), head);
    const auto runs = m_store->unitLog().runsAfter(Office, 0, 1'000'000).value();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs[0].run.entries, first.entries);
    QCOMPARE(runs[1].first, 4);
    QCOMPARE(m_store->unitLog().runsAfter(Office, 0, 1).value().size(), 1);
    QCOMPARE(m_store->unitLog().runsAfter(Office, 3, 1'000'000).value().size(), 1);
    QCOMPARE(m_store->unitLog().units().value(), QList<UnitCode>{Office});
}

void StoreConformanceTest::aLogIsWalkedToItsEndAndItsDamageNamed()
{
    TestDesktop &desktop = m_domain.desktop(Town);
    desktop.chain = {};
    QVERIFY(push(desktop, desktop.write(150, 10)));
    const auto head = m_store->unitLog().head(Town).value();
    QCOMPARE(m_store->unitLog().verify(Town).value(), head);
    QVERIFY(in([&](journal::Transaction &) {
        journal::Statement change(m_store->database(), "UPDATE unit_log SET hash = ? WHERE number = ?");
        return change.run(head.hash, 140);
    }));
    const auto damaged = m_store->unitLog().verify(Town);
    QCOMPARE(reasonOf(damaged), QByteArray("journal.log-hash"));
    QCOMPARE(damaged.error().detail, u"140"_s);
    QVERIFY(in([&](journal::Transaction &) {
        journal::Statement remove(m_store->database(), "DELETE FROM unit_log WHERE number = ?");
        return remove.run(65);
    }));
    QCOMPARE(reasonOf(m_store->unitLog().verify(Town)), QByteArray("journal.log-gap"));
}

void StoreConformanceTest::numbersAreLeasedOnceAndWithoutGaps()
{
    const auto lease = [this](char token, quint64 count, const QString &series = u"澄政办发/2026"_s) {
        return in([&](journal::Transaction &) {
            return m_store->numbers().lease(Office, m_domain.desktop(Office).id,
                protocol::LeaseNumbers{series, count, QByteArray(16, token)}, m_domain.clock().now());
        });
    };
    QCOMPARE(lease('a', 3)->first, 1);
    QCOMPARE(lease('b', 2)->first, 4);
    QCOMPARE(lease('a', 3)->first, 1);
    QCOMPARE(reasonOf(lease('a', 4)), QByteArray("lease.token-reused"));
    QCOMPARE(lease('c', 1, u"other"_s)->first, 1);
    reopen();
    QCOMPARE(lease('d', 1)->first, 6);
}

void StoreConformanceTest::receiptsAreNumberedAndKeptOnce()
{
    const auto add = [this](const UnitCode &unit, const QByteArray &receipt) {
        return in([&](journal::Transaction &) { return m_store->receipts().add(unit, receipt); }).value();
    };
    QCOMPARE(add(Office, "one"), 1);
    QCOMPARE(add(Office, "two"), 2);
    QCOMPARE(add(Office, "one"), 1);
    QCOMPARE(add(Finance, "one"), 1);
    reopen();
    QCOMPARE(add(Office, "three"), 3);
    const auto behind = m_store->receipts().after(Office, 1, 10).value();
    QCOMPARE(behind.size(), 2);
    QCOMPARE(behind[1].bytes, QByteArray("three"));
    QCOMPARE(m_store->receipts().after(Office, 0, 2)->size(), 2);
    QCOMPARE(m_store->receipts().verify().value(), 4);
    QVERIFY(in([&](journal::Transaction &) {
        journal::Statement remove(m_store->database(), "DELETE FROM receipts WHERE unit = ? AND number = ?");
        return remove.run(Office.toString(), 2);
    }));
    QCOMPARE(reasonOf(m_store->receipts().verify()), QByteArray("receipt.gap"));
}

void StoreConformanceTest::theAuditLogIsAChainOfWhatWasSaid()
{
    QVERIFY(m_store->audit().record(u"ZFB-1"_s, u"message.5"_s, u"envelope.impersonated"_s, u"a\0b 公文"_s));
    const auto head = m_store->audit().head().value();
    QVERIFY(m_store->audit().record(u"ZFB-2"_s, u"message.6"_s, {}, {}));
    reopen();
    QCOMPARE(m_store->audit().verify().value(), 2);
    QVERIFY(m_store->audit().follows(head));
    QCOMPARE(m_store->audit().newest(1)->constFirst().actor, u"ZFB-2"_s);
    QCOMPARE(m_store->audit().newest(2)->constLast().subject, u"a\uFFFDb 公文"_s);
    QVERIFY(in([&](journal::Transaction &) {
        return m_store->database().execute("INSERT INTO audit_log(number, at, actor, what, reason, subject, hash)"
                                           " SELECT 0, at, actor, what, reason, subject, hash FROM audit_log"
                                           " WHERE number = 1");
    }));
    QCOMPARE(reasonOf(m_store->audit().verify()), QByteArray("audit.chain"));
    QVERIFY(in(
        [&](journal::Transaction &) { return m_store->database().execute("DELETE FROM audit_log WHERE number = 0"); }));
    QVERIFY(m_store->audit().verify());
    QVERIFY(in([&](journal::Transaction &) {
        journal::Statement change(m_store->database(), "UPDATE audit_log SET reason = '' WHERE number = 1");
        return change.run();
    }));
    QCOMPARE(reasonOf(m_store->audit().verify()), QByteArray("audit.chain"));
}

/// Envelopes that never come take no room for ever.
void StoreConformanceTest::holdsWhoseTimeIsPastAreForgotten()
{
    using namespace std::chrono_literals;
    const Instant now = m_domain.clock().now();
    const auto hold = [&](quint64 index, Instant at) {
        return m_store->directives().hold(Office, crypto::sm3(QByteArray::number(index)), at + 1h, at);
    };
    const auto filled = in([&](journal::Transaction &) -> Result<void> {
        for (quint64 i = 0; i < server::DirectiveTable::MostPendingHolds; ++i)
            WENYI_CHECK(hold(i, now));
        return {};
    });
    QVERIFY2(filled, reasonOf(filled).constData());
    const auto more = in([&](journal::Transaction &) { return hold(100'000, now); });
    QCOMPARE(reasonOf(more), QByteArray("directive.too-many"));
    // A word about what was asked: the desktop goes on with everything else.
    QCOMPARE(more.error().code, ErrorCode::NotAllowed);
    QCOMPARE(reasonOf(in([&](journal::Transaction &) { return hold(100'001, now + 1h); })), QByteArray());
}

void StoreConformanceTest::aForwardLeavesItsQueueWithItsLastRecipient()
{
    const UnitCode queue(u"@无锡市"_s);
    QVERIFY(accept(m_headers[0]));
    QVERIFY(in([&](journal::Transaction &) -> Result<void> {
        WENYI_CHECK(m_store->forwards().addOnward(1, queue, Finance));
        return m_store->forwards().addOnward(1, queue, Town);
    }));
    const auto takeBack = [&](const UnitCode &unit) {
        return in([&](journal::Transaction &) { return m_store->forwards().takeBack(1, unit); }).value();
    };
    QVERIFY(!takeBack(Finance));
    QCOMPARE(m_store->forwards().onward(1, queue).value(), QList<UnitCode>{Town});
    QVERIFY(!takeBack(Finance));
    const std::optional<UnitCode> emptied = takeBack(Town);
    QVERIFY(emptied);
    QCOMPARE(*emptied, queue);
}

void StoreConformanceTest::whatIsHeldDoesNotWaitForAnotherDomain()
{
    using namespace std::chrono_literals;
    const Digest digest = m_headers[0].digest();
    const Instant now = m_domain.clock().now();
    QVERIFY(accept(m_headers[0]));
    QCOMPARE(m_store->envelopes().queuesOf({Finance}).value().waiting, 1);
    const auto held = in([&](journal::Transaction &) -> Result<bool> {
        WENYI_CHECK(m_store->directives().hold(Office, digest, now + 1h, now));
        return m_store->directives().holdAccepted(1, Office, digest, now);
    });
    QVERIFY2(held && *held, reasonOf(held).constData());
    const auto figures = m_store->envelopes().queuesOf({Finance}).value();
    QCOMPARE(figures.waiting, 0);
    QVERIFY(!figures.oldest); // Nobody is alarmed by its age.
}

void StoreConformanceTest::whatIsUndoneLeavesNothing()
{
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(m_store->receipts().add(Office, "rolled back"));
    }
    QCOMPARE(m_store->receipts().last(Office).value(), 0);
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        {
            auto kept = journal::Savepoint::begin(m_store->database()).value();
            QVERIFY(m_store->receipts().add(Office, "kept"));
            QVERIFY(kept.keep());
        }
        {
            const auto undone = journal::Savepoint::begin(m_store->database()).value();
            QVERIFY(m_store->receipts().add(Office, "undone"));
        }
        QVERIFY(transaction->commit());
    }
    reopen();
    QCOMPARE(m_store->receipts().last(Office).value(), 1);
    QCOMPARE(m_store->receipts().after(Office, 0, 10)->constFirst().bytes, QByteArray("kept"));
}

/// As decision 59 names them, and by their plain SM3 as before; a server that was started anew in between, too.
void StoreConformanceTest::largeBlobsComeByEitherName()
{
    constexpr qsizetype Size = 5 * limits::MiB / 4 + 4'321;
    QByteArray content(Size, 'x');
    for (qsizetype at = 0; at < Size; at += 997)
        content[at] = static_cast<char>(at / 997);
    const auto give = [&](const Digest &name, bool isStartedAnew) -> QByteArray {
        const auto begun =
            in([&](journal::Transaction &) { return m_store->blobs().begin(Office, name, Size, 1 << 30); });
        if (!begun)
            return begun.error().reason;
        for (qsizetype at = 0; at < Size; at += limits::BlobChunk) {
            const QByteArrayView piece = QByteArrayView(content).sliced(at, std::min(limits::BlobChunk, Size - at));
            const auto taken = in([&](journal::Transaction &) {
                return m_store->blobs().append(Office, name, static_cast<quint64>(at), piece);
            });
            if (!taken)
                return taken.error().reason;
            if (isStartedAnew && at == 2 * limits::BlobChunk)
                reopen();
        }
        const auto found = m_store->blobs().find(Office, name);
        return found && *found && (*found)->whole ? QByteArray() : QByteArray("not whole");
    };
    const Digest tree = crypto::contentDigest(content);
    const Digest plain = crypto::sm3(content);
    QVERIFY(tree != plain);
    QCOMPARE(give(tree, false), QByteArray());
    QCOMPARE(give(plain, true), QByteArray());
    QCOMPARE(give(crypto::sm3("another"), false), QByteArray("blob.damaged"));
    QVERIFY(in([&](journal::Transaction &) { return m_store->blobs().drop(Office, crypto::sm3("another")); }));
    QVERIFY(in([&](journal::Transaction &) { return m_store->blobs().drop(Office, tree); }));
    QCOMPARE(give(tree, true), QByteArray());
    QCOMPARE(m_store->blobs().scrub().value(), QList<Digest>());
}

void StoreConformanceTest::figuresAreThoseOfTheTables()
{
    QVERIFY(accept(m_headers[0]));
    QVERIFY(accept(m_headers[1]));
    QVERIFY(in([&](journal::Transaction &) -> Result<void> {
        WENYI_CHECK(m_store->answers().take(1, Finance));
        for (const UnitCode &unit : {Office, Town})
            WENYI_CHECK(m_store->blobs().begin(unit, crypto::sm3("blob"), 1000, 5000));
        return m_store->blobs().begin(Office, crypto::sm3("other"), 500, 5000);
    }));
    const auto figures = server::readFigures(*m_store, {}, m_domain.clock().now());
    QVERIFY2(figures, reasonOf(figures).constData());
    QCOMPARE(figures->queue.waiting[static_cast<std::size_t>(exchange::Urgency::Ordinary)], 2);
    QVERIFY(figures->queue.oldest);
    QCOMPARE(figures->unanswered, 1);
    QCOMPARE(figures->blobs.units, 2);
    QCOMPARE(figures->blobs.bytes, 2500);
    QCOMPARE(figures->blobs.largestUnitBytes, 1500);
    QVERIFY(figures->storeBytes > 0);
    QVERIFY(m_store->freeSpace() > 0);
}

void StoreConformanceTest::openingAgainChangesNothing()
{
    QVERIFY(accept(m_headers[0]));
    for (int i = 0; i < 3; ++i)
        reopen();
    QCOMPARE(m_store->envelopes().waitingCount(Finance).value(), 1);
    QVERIFY(m_store->database().checkIntegrity());
    QVERIFY(m_store->database().hasTable("envelopes").value());
    QVERIFY(!m_store->database().hasTable("nothing").value());
    QVERIFY(in([&](journal::Transaction &) {
        return m_store->database().execute("UPDATE schema_versions SET version = 1000 WHERE component = 'server'");
    }));
    m_store.reset();
    QCOMPARE(reasonOf(m_place->open(m_domain.clock())), QByteArray("store.newer"));
}

QTEST_GUILESS_MAIN(StoreConformanceTest)
#include "StoreConformanceTest.moc"
