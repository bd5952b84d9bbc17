// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/AuditHeads.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// T30 `trail_surgery`: what was noted in the journal tells what an audit log that was worked on cannot.
class AuditHeadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLogThatDoesNotGrowIsNotNoted();
    void oneNoteAnHourAtTheMost();
    void aClockThatWasPutBackSilencesNoNote();
    void surgeryShows_data();
    void surgeryShows();
    void notesReachTheOtherDesktops();
    void whatAnotherDesktopNotesSaysNothingOfThisLog();
    void aNoteThatCannotBeOpenedIsTold();

private:
    Workspace &clerk() { return m_office->at(u"clerk"_s); }
    void write(const QString &subject)
    {
        VERIFY_DONE(clerk().audit().record(u"clerk"_s, u"envelope.take"_s, u"envelope.signature"_s, subject));
    }
    bool note() { return AuditHeads(clerk()).note().value_or(false); }
    qsizetype noted() { return AuditHeads(clerk()).noted().value().heads.size(); }

    std::unique_ptr<RecordOffice> m_office;
};

void AuditHeadsTest::init()
{
    m_office = std::make_unique<RecordOffice>();
    QVERIFY(clerk().contentKey());
    write(u"a"_s);
    QVERIFY(note());
}

void AuditHeadsTest::aLogThatDoesNotGrowIsNotNoted()
{
    m_office->clock.advance(AuditHeads::Pause);
    QVERIFY(!note());
    QCOMPARE(noted(), 1);
    write(u"b"_s);
    QVERIFY(note());
    QCOMPARE(noted(), 2);
    QCOMPARE(AuditHeads(clerk()).check().value(), 2);
}

void AuditHeadsTest::oneNoteAnHourAtTheMost()
{
    write(u"b"_s);
    m_office->clock.advance(AuditHeads::Pause - std::chrono::seconds(1));
    QVERIFY(!note());
    m_office->clock.advance(std::chrono::seconds(1));
    QVERIFY(note());
}

void AuditHeadsTest::aClockThatWasPutBackSilencesNoNote()
{
    write(u"b"_s);
    m_office->clock.advance(-std::chrono::hours(1000));
    QVERIFY(note());
}

void AuditHeadsTest::surgeryShows_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing done") << QByteArray() << QByteArray();
    QTest::newRow("end cut off") << QByteArray("DELETE FROM audit_log WHERE number > 1") << QByteArray("audit.cut");
    QTest::newRow("all cut off") << QByteArray("DELETE FROM audit_log") << QByteArray("audit.cut");
    QTest::newRow("row edited") << QByteArray("UPDATE audit_log SET subject = 'x' WHERE number = 2")
                                << QByteArray("audit.chain");
}

void AuditHeadsTest::surgeryShows()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, reason);
    write(u"b"_s);
    write(u"c"_s);
    m_office->clock.advance(AuditHeads::Pause);
    QVERIFY(note());
    if (!sql.isEmpty())
        VERIFY_DONE(clerk().journal().database().execute(sql));
    COMPARE_REASON(AuditHeads(clerk()).check(), reason);
    if (reason != "audit.cut")
        return;
    // Written anew to the same length it holds by itself, and goes on under notes of its own: the older note tells.
    for (const QString &subject : {u"x"_s, u"y"_s, u"z"_s, u"w"_s})
        write(subject);
    m_office->clock.advance(AuditHeads::Pause);
    QVERIFY(note());
    QVERIFY(clerk().audit().verify());
    COMPARE_REASON(AuditHeads(clerk()).check(), "audit.rewritten");
}

void AuditHeadsTest::notesReachTheOtherDesktops()
{
    const StreamId stream = AuditHeads::stream(clerk().profile().desktop);
    QVERIFY(m_office->at(u"leader"_s).contentKey());
    VERIFY_DONE(m_office->exchangeAll());
    const auto there = m_office->at(u"leader"_s).journal().stream(stream);
    VERIFY_DONE(there);
    QCOMPARE(there->size(), 1);
    QVERIFY(there->constFirst().payload);
}

void AuditHeadsTest::whatAnotherDesktopNotesSaysNothingOfThisLog()
{
    Workspace &other = m_office->at(u"leader"_s);
    const journal::NewEntry foreign{AuditHeads::stream(clerk().profile().desktop), u"audit"_s,
        AuditHeads::Kind.toString(), "forged", {}, other.profile().unit.toString()};
    VERIFY_DONE(other.journal().append(other.member().id, {foreign}));
    VERIFY_DONE(m_office->exchangeAll());
    QCOMPARE(clerk().journal().stream(foreign.stream).value().size(), 2);
    QCOMPARE(AuditHeads(clerk()).check().value(), 1);
}

void AuditHeadsTest::aNoteThatCannotBeOpenedIsTold()
{
    // As whoever has the store may do it: the note is there, but nobody opens it any more.
    VERIFY_DONE(clerk().journal().database().execute("DELETE FROM key_grants"));
    const auto again = m_office->again(u"clerk"_s);
    COMPARE_REASON(AuditHeads(*again).check(), "audit.notes-unreadable");
}

QTEST_GUILESS_MAIN(AuditHeadsTest)
#include "AuditHeadsTest.moc"
