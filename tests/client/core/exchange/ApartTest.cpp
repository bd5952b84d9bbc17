// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftService.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

#include <map>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using tests::ExchangeOffice;
using tests::SampleOffice;

/// Desktops of one unit that work on one record while apart, over a real server: F18 and F19. Whatever order they
/// synchronise in, all five machines see the same, nothing is merged unseen, and who lost is told.
class ApartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void twoWhoWriteApartAreBothKeptOnAllMachines_data();
    void twoWhoWriteApartAreBothKeptOnAllMachines();
    void ofTakingBackAndAgreeingOneHoldsAndTheOtherIsTold_data();
    void ofTakingBackAndAgreeingOneHoldsAndTheOtherIsTold();

private:
    void sync(const QString &member);
    void syncAll(const QStringList &order);
    /// The first open act of a member, with the PIN.
    void complete(const QString &member, const StreamId &stream);
    void takeBack(const StreamId &stream);
    StreamId submitted();
    /// What a machine tells of a record: its steps, the step it stands at, what took no effect, and the draft's forks.
    QStringList picture(const QString &member, const StreamId &stream);
    /// Whether all machines tell the same.
    void compareAll(const StreamId &stream);

    const QStringList m_members{u"clerk"_s, u"reviewer"_s, u"leader"_s, u"registrar"_s, u"mailroom"_s};
    std::unique_ptr<ExchangeOffice> m_exchange;
    std::map<QString, std::unique_ptr<Workspace>> m_desks;
};

void ApartTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_exchange->sender.reset(); // The mail room is one of the five.
    for (const QString &member : m_members) {
        m_desks[member] = m_exchange->office.unlock(u"市政府办/"_s + member);
        sync(member);
    }
}

void ApartTest::sync(const QString &member)
{
    const auto report = m_exchange->sync(*m_desks.at(member));
    QVERIFY2(report, qPrintable(member + u": "_s + faultOf(report)));
    QVERIFY2(report->refused.isEmpty(), qPrintable(member));
}

void ApartTest::syncAll(const QStringList &order)
{
    for (const QString &member : order)
        sync(member);
    for (const QString &member : order)
        sync(member); // What the later ones sent.
}

void ApartTest::complete(const QString &member, const StreamId &stream)
{
    RecordService service(*m_desks.at(member));
    const auto view = service.load(stream);
    VERIFY_DONE(view);
    QVERIFY2(!view->possible.isEmpty(), qPrintable(member));
    const modules::PossibleActs &possible = view->possible.constFirst().possible;
    ActRequest request;
    request.task = possible.task.id;
    request.outcome = possible.rules.outcomes.constFirst();
    request.opinion.words = u"同意。"_s;
    const SecretBytes pin = SampleOffice::pin();
    VERIFY_DONE(service.act(stream, request, &pin));
}

void ApartTest::takeBack(const StreamId &stream)
{
    ActRequest withdraw;
    withdraw.kind = modules::ActionKind::Withdraw;
    VERIFY_DONE(RecordService(*m_desks.at(u"clerk"_s)).act(stream, withdraw));
}

StreamId ApartTest::submitted()
{
    const auto stream = DraftService(*m_desks.at(u"clerk"_s)).create(sampleNotice());
    if (!stream)
        qFatal("%s", qPrintable(describe(stream.error())));
    complete(u"clerk"_s, *stream);
    syncAll(m_members);
    return *stream;
}

QStringList ApartTest::picture(const QString &member, const StreamId &stream)
{
    Workspace &desk = *m_desks.at(member);
    const auto view = RecordService(desk).load(stream);
    if (!view)
        return {describe(view.error())};
    QStringList lines;
    for (const HistoryLine &line : view->history)
        lines.append(u"step "_s + QString::fromLatin1(line.step.entry.toHex()));
    for (const auto &task : view->record.process.tasks)
        lines.append(u"task "_s + task.node);
    for (const RefusedEvent &refused : view->refused)
        lines.append(
            u"refused %1 %2"_s.arg(QString::fromLatin1(refused.entry.toHex()), QString::fromLatin1(refused.reason)));
    const auto revisions = DraftService(desk).revisions(stream);
    for (const RevisionInfo &revision : revisions.value_or(QList<RevisionInfo>())) {
        const auto draft = DraftService(desk).load(stream, revision.revision);
        lines.append(u"revision %1 %2"_s.arg(QString::fromLatin1(revision.revision.toHex()),
            draft ? draft->content.document.note : describe(draft.error())));
    }
    const auto forks = DraftService(desk).forks(stream);
    lines.append(u"forks %1"_s.arg(forks ? forks->size() : -1));
    return lines;
}

void ApartTest::compareAll(const StreamId &stream)
{
    const QStringList expected = picture(m_members.first(), stream);
    for (const QString &member : m_members)
        QCOMPARE(picture(member, stream), expected);
}

void ApartTest::twoWhoWriteApartAreBothKeptOnAllMachines_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::newRow("who took it back first")
        << QStringList{u"clerk"_s, u"reviewer"_s, u"leader"_s, u"registrar"_s, u"mailroom"_s};
    QTest::newRow("the other one first") << QStringList{
        u"mailroom"_s, u"reviewer"_s, u"registrar"_s, u"clerk"_s, u"leader"_s};
}

void ApartTest::twoWhoWriteApartAreBothKeptOnAllMachines()
{
    QFETCH(QStringList, order);
    const StreamId stream = submitted();
    const Digest first = DraftService(*m_desks.at(u"clerk"_s)).load(stream)->info.revision;
    takeBack(stream);
    document::DraftRevision mine{sampleNotice(), {}, {first}};
    mine.document.note = u"联系人：陆文清"_s;
    VERIFY_DONE(DraftService(*m_desks.at(u"clerk"_s)).save(stream, mine));
    document::DraftRevision theirs{sampleNotice(), {}, {first}};
    theirs.document.note = u"联系人：顾晓岚"_s;
    VERIFY_DONE(DraftService(*m_desks.at(u"reviewer"_s)).save(stream, theirs));
    syncAll(order);
    compareAll(stream);
    const QString told = picture(u"leader"_s, stream).join(u'\n');
    QVERIFY2(told.contains(u"forks 1"_s), qPrintable(told)); // Nothing was merged unseen …
    QVERIFY2(told.contains(mine.document.note) && told.contains(theirs.document.note), qPrintable(told)); // … or lost.
    VERIFY_DONE(DraftService(*m_desks.at(u"clerk"_s)).merge(stream, mine.document));
    syncAll(order);
    compareAll(stream);
    QVERIFY(picture(u"leader"_s, stream).contains(u"forks 0"_s));
}

void ApartTest::ofTakingBackAndAgreeingOneHoldsAndTheOtherIsTold_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("loser");
    QTest::newRow("taken back first") << QStringList{u"clerk"_s, u"reviewer"_s, u"leader"_s, u"registrar"_s,
        u"mailroom"_s} << u"reviewer"_s;
    QTest::newRow("agreed first") << QStringList{u"registrar"_s, u"reviewer"_s, u"mailroom"_s, u"clerk"_s, u"leader"_s}
                                  << u"clerk"_s;
}

void ApartTest::ofTakingBackAndAgreeingOneHoldsAndTheOtherIsTold()
{
    QFETCH(QStringList, order);
    QFETCH(QString, loser);
    const StreamId stream = submitted();
    takeBack(stream);
    complete(u"reviewer"_s, stream);
    syncAll(order);
    compareAll(stream);
    const auto refused = RecordService(*m_desks.at(loser)).load(stream)->refused;
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.constFirst().author, m_desks.at(loser)->member().id);
    QVERIFY(!refused.constFirst().reason.isEmpty());
}

QTEST_GUILESS_MAIN(ApartTest)
#include "ApartTest.moc"
