// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

class RecordProjectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesOfOneTransactionGiveWhatEachAloneGives();
    void whatAFailedTransactionChangedIsForgotten();
    void manyRecordsOfOneTransactionAreAllWritten();
    void whatAnotherProgramChangedIsReadAgain();

private:
    QList<journal::NewEntry> startAndSignFor(Workspace &workspace, const StreamId &stream);

    RecordOffice m_office;
};

QList<journal::NewEntry> RecordProjectionTest::startAndSignFor(Workspace &workspace, const StreamId &stream)
{
    auto entries = RecordService(workspace)
                       .startEntries({u"incoming"_s,
                           {{u"title"_s, u"关于报送情况的通知"_s}, {u"sender"_s, u"江阴市财政局"_s}}, {}, stream})
                       .value();
    modules::RecordEvent event;
    event.module = u"incoming"_s;
    event.version = 1;
    event.action.kind = modules::ActionKind::Complete;
    event.action.actor = {workspace.member().id, workspace.member().unit, {}};
    event.action.at = m_office.clock.now();
    event.action.task = modules::TaskId(u"sign-for.1"_s);
    event.action.outcome = u"sign-for"_s;
    event.action.values = {{u"receivedDate"_s, u"2026-11-20"_s}};
    event.action.signature = "signed";
    journal::NewEntry signedFor = entries.constLast();
    signedFor.payload = event.toBytes().value();
    entries.append(signedFor);
    return entries;
}

void RecordProjectionTest::entriesOfOneTransactionGiveWhatEachAloneGives()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    const StreamId stream(u"one-transaction"_s);
    VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, startAndSignFor(mailRoom, stream)));
    const QStringList together = m_office.dump(u"mailroom"_s);
    const auto summary = RecordProjection::summary(mailRoom.journal().database(), stream);
    VERIFY_DONE(summary);
    QCOMPARE(summary->value().process.tasks.constFirst().node, u"register"_s);
    VERIFY_DONE(m_office.exchange(u"mailroom"_s));
    VERIFY_DONE(mailRoom.journal().rebuild());
    QCOMPARE(m_office.dump(u"mailroom"_s), together);
    // Another desktop folds the same entries one by one.
    Workspace &registrar = m_office.at(u"registrar"_s);
    const auto entries = registrar.journal().stream(stream);
    VERIFY_DONE(entries);
    QCOMPARE(entries->size(), 2);
    QCOMPARE(m_office.dump(u"registrar"_s), together);
}

void RecordProjectionTest::whatAFailedTransactionChangedIsForgotten()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    const StreamId stream(u"failed-transaction"_s);
    const QStringList before = m_office.dump(u"mailroom"_s);
    const QList<journal::NewEntry> entries = startAndSignFor(mailRoom, stream);
    // Entries are made some ahead of those that are applied: enough between, so that the first were applied.
    journal::NewEntry unreadable = entries.constLast();
    unreadable.kind = u"exchange.exported"_s;
    QList<journal::NewEntry> failing = entries + QList<journal::NewEntry>(500, unreadable);
    failing.last().group = u"nobody"_s;
    COMPARE_REASON(mailRoom.journal().append(mailRoom.member().id, failing), "keyring.no-key");
    QCOMPARE(m_office.dump(u"mailroom"_s), before);
    // Were the record still kept back, its start would be refused as a second one.
    VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, entries));
    const auto summary = RecordProjection::summary(mailRoom.journal().database(), stream);
    VERIFY_DONE(summary);
    QCOMPARE(summary->value().refusals, 0);
}

void RecordProjectionTest::manyRecordsOfOneTransactionAreAllWritten()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    constexpr int Records = 1'100; // More than the projection keeps back.
    QList<journal::NewEntry> starts;
    QList<journal::NewEntry> signings;
    for (int i = 0; i < Records; ++i) {
        const auto entries = startAndSignFor(mailRoom, StreamId(u"many-%1"_s.arg(i)));
        starts.append(entries.constFirst());
        signings.append(entries.constLast());
    }
    VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, starts + signings));
    for (int i = 0; i < Records; ++i) {
        const auto summary = RecordProjection::summary(mailRoom.journal().database(), StreamId(u"many-%1"_s.arg(i)));
        VERIFY_DONE(summary);
        QCOMPARE(summary->value().process.tasks.constFirst().node, u"register"_s);
    }
    const QStringList together = m_office.dump(u"mailroom"_s);
    VERIFY_DONE(mailRoom.journal().rebuild());
    QCOMPARE(m_office.dump(u"mailroom"_s), together);
}

void RecordProjectionTest::whatAnotherProgramChangedIsReadAgain()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    const StreamId stream(u"two-programs"_s);
    const auto entries = startAndSignFor(mailRoom, stream);
    VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, entries.first(1)));
    const auto other = m_office.again(u"mailroom"_s);
    VERIFY_DONE(other->journal().append(other->member().id, entries.last(1)));
    // The first program still knows the record as it was before it was signed for.
    VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, entries.last(1)));
    const auto summary = RecordProjection::summary(mailRoom.journal().database(), stream);
    VERIFY_DONE(summary);
    QCOMPARE(summary->value().refusals, 1);
    const QStringList together = m_office.dump(u"mailroom"_s);
    VERIFY_DONE(mailRoom.journal().rebuild());
    QCOMPARE(m_office.dump(u"mailroom"_s), together);
}

QTEST_GUILESS_MAIN(RecordProjectionTest)
#include "RecordProjectionTest.moc"
