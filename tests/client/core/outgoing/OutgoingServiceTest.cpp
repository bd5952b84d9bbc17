// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/RecipientBook.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// The standalone town's mail room with a sealed notice that waits for it.
class OutgoingServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anyOneStorageFailureDispatchesOnceOrNotAtAll();
    void whatTheMailRoomChoseStandsInTheEnvelope();
    void theUrgencyIsNeverBelowTheDocuments();
    void namesThatLeadNowhereStandBesideTheOthers();
    void aRecipientNobodyKnowsDispatchesNothing();
    void attachmentsAreJudgedBeforeTheyAreRead_data();
    void attachmentsAreJudgedBeforeTheyAreRead();
    void attachmentsAreBoundedTogether();

private:
    /// The town's desktop as it was before anything was dispatched, unlocked by the mail room.
    std::unique_ptr<Workspace> freshDesk();
    static bool hasStep(Workspace &desk, const StreamId &stream);

    std::unique_ptr<SampleOffice> m_office;
    StreamId m_stream;
    QTemporaryDir m_copies;
    int m_count = 0;
};

void OutgoingServiceTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto stream = sealedNotice(townOf(*m_office), {u"江阴市人民政府办公室"_s, u"市财政局"_s}, u"加急"_s);
    QVERIFY2(stream, stream ? "" : qPrintable(describe(stream.error())));
    m_stream = *stream;
}

std::unique_ptr<Workspace> OutgoingServiceTest::freshDesk()
{
    const QString from = m_office->folderOf(u"澄江镇/mailroom"_s);
    const QString to = m_copies.filePath(QString::number(++m_count));
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QFile::copy(path, copy);
    }
    const MemberId member = m_office->domain().desktopOf(u"澄江镇/mailroom"_s)->second;
    return Workspace::unlock(to, member, SampleOffice::pin(), m_office->environment()).value();
}

bool OutgoingServiceTest::hasStep(Workspace &desk, const StreamId &stream)
{
    const auto view = RecordService(desk).load(stream).value();
    return std::any_of(view.possible.begin(), view.possible.end(),
        [](const PossibleAct &act) { return act.possible.rules.act == u"dispatch"; });
}

void OutgoingServiceTest::anyOneStorageFailureDispatchesOnceOrNotAtAll()
{
    journal::FaultyDisk::becomeDefault();
    const int stride = faults::faultCount("WENYI_FAULT_STRIDE", 3);
    for (int access = 0;; access += stride) {
        auto desk = freshDesk();
        journal::FaultyDisk::failOnceAt(access);
        const bool dispatched = OutgoingService(*desk).dispatch(m_stream, {}).has_value();
        const QString folder = desk->profile().folder;
        const MemberId member = desk->member().id;
        desk.reset(); // The program dies here, or goes on with a disk that is well again.
        const bool hadFailure = journal::FaultyDisk::heal();

        desk = Workspace::unlock(folder, member, SampleOffice::pin(), m_office->environment()).value();
        const auto outbox = ExchangeProjection::outbox(desk->journal().database(), m_stream).value();
        const QByteArray where = QByteArray::number(access);
        // What failed may still have reached the disk, but then as a whole.
        QVERIFY2(!dispatched || outbox.size() == 1, where.constData());
        QVERIFY2(hasStep(*desk, m_stream) == outbox.isEmpty(), where.constData());
        QVERIFY2(OutgoingService(*desk).dispatch(m_stream, {}).has_value() == outbox.isEmpty(), where.constData());
        QCOMPARE(ExchangeProjection::outbox(desk->journal().database(), m_stream)->size(), 1);
        QVERIFY(!hasStep(*desk, m_stream));
        if (!hadFailure)
            return; // Every access has had its turn.
        QVERIFY(access < 500);
    }
}

void OutgoingServiceTest::whatTheMailRoomChoseStandsInTheEnvelope()
{
    const auto desk = freshDesk();
    DispatchChoice choice;
    choice.recipients = {desk->directory().unitNamed(u"市财政局"_s)->code.toString()};
    choice.urgency = exchange::Urgency::Urgent;
    choice.printQuota = 7;
    choice.attachments = {{u"附表.et"_s, "sheet"}, {u"说明.txt"_s, "words"}};
    const auto dispatched = OutgoingService(*desk).dispatch(m_stream, choice);
    QVERIFY2(dispatched, dispatched ? "" : qPrintable(describe(dispatched.error())));
    const auto outbox = ExchangeProjection::outbox(desk->journal().database(), m_stream).value();
    QCOMPARE(outbox.size(), 1);
    const exchange::EnvelopeRouting &routing = outbox.first().header.routing();
    QCOMPARE(routing.urgency, exchange::Urgency::Urgent);
    QCOMPARE(routing.recipients.size(), 1);
    QCOMPARE(routing.recipients.first().unit.toString(), choice.recipients.first());
    QCOMPARE(routing.recipients.first().printQuota, quint64(7));
    QList<exchange::PartRole> roles;
    for (const exchange::EnvelopePart &part : routing.parts)
        roles.append(part.role);
    using exchange::PartRole;
    QCOMPARE(roles, (QList{PartRole::Header, PartRole::Document, PartRole::Attachment, PartRole::Attachment}));
    QCOMPARE(reasonOf(OutgoingService(*desk).dispatch(m_stream, choice)), QByteArray("record.not-your-step"));
}

void OutgoingServiceTest::theUrgencyIsNeverBelowTheDocuments()
{
    const auto desk = freshDesk();
    DispatchChoice choice;
    choice.urgency = exchange::Urgency::Ordinary;
    QVERIFY(OutgoingService(*desk).dispatch(m_stream, choice));
    const auto outbox = ExchangeProjection::outbox(desk->journal().database(), m_stream).value();
    QCOMPARE(outbox.first().header.routing().urgency, exchange::Urgency::Expedited);
}

void OutgoingServiceTest::namesThatLeadNowhereStandBesideTheOthers()
{
    const auto desk = freshDesk();
    const auto named = recipientsNamed(*desk, {u"市财政局、某某局"_s, u"江阴市财政局"_s, u"澄江镇"_s});
    QCOMPARE(named.size(), 2); // Named twice it stands once; the town itself not at all.
    QCOMPARE(named.at(0).name, u"江阴市财政局"_s);
    QVERIFY(named.at(0).channel == Channel::Bundle); // The town reaches everybody by stick.
    QCOMPARE(named.at(1).text(), u"某某局"_s);
    QCOMPARE(named.at(1).fault->reason, QByteArray("directory.unknown-name"));
    const RecipientBook book = recipientBook(*desk);
    QCOMPARE(book.recipients.size(), 2);
    QCOMPARE(book.groups.size(), 1); // 各镇 holds nobody but the town itself.
}

void OutgoingServiceTest::aRecipientNobodyKnowsDispatchesNothing()
{
    const auto desk = freshDesk();
    DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s, u"某某局"_s};
    const auto before = desk->journal().unsentCount().value();
    QCOMPARE(reasonOf(OutgoingService(*desk).dispatch(m_stream, choice)), QByteArray("routing.unknown-recipient"));
    QCOMPARE(desk->journal().unsentCount().value(), before);
    QVERIFY(hasStep(*desk, m_stream));
}

void OutgoingServiceTest::attachmentsAreJudgedBeforeTheyAreRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("good") << u"附表.et"_s << qint64(5) << QByteArray();
    QTest::newRow("empty") << u"空.txt"_s << qint64(0) << QByteArray("dispatch.attachment-empty");
    QTest::newRow("too large") << u"大.zip"_s << LargestAttachment + 1 << QByteArray("dispatch.attachment-size");
    QTest::newRow("twice") << u"THERE.txt"_s << qint64(5) << QByteArray("dispatch.attachment-twice");
    QTest::newRow("hidden name") << u".profile"_s << qint64(5) << QByteArray("dispatch.attachment-name");
    QTest::newRow("a device's name") << u"con.txt"_s << qint64(5) << QByteArray("dispatch.attachment-name");
    QTest::newRow("none") << u""_s << qint64(-1) << QByteArray("dispatch.attachment-file");
}

void OutgoingServiceTest::attachmentsAreJudgedBeforeTheyAreRead()
{
    QFETCH(QString, name);
    QFETCH(qint64, size);
    QFETCH(QByteArray, reason);
    QTemporaryDir folder;
    const QString path = folder.filePath(name);
    if (size >= 0) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(size)); // Sparse: nothing of that size is written.
    }
    QCOMPARE(reasonOf(readAttachment(path, {{u"there.txt"_s, "x"}})), reason);
}

void OutgoingServiceTest::attachmentsAreBoundedTogether()
{
    QList<DispatchAttachment> many;
    for (qsizetype i = 0; i <= MostAttachments; ++i)
        many.append({u"%1.txt"_s.arg(i), "x"});
    QCOMPARE(reasonOf(checkAttachments(many)), QByteArray("dispatch.attachment-count"));
    many.removeLast();
    QVERIFY(checkAttachments(many));
    const QByteArray large(LargestAttachment, 'x'); // Shared: all three are these bytes.
    QCOMPARE(reasonOf(checkAttachments({{u"1"_s, large}, {u"2"_s, large}, {u"3"_s, large}})),
        QByteArray("dispatch.attachment-size"));
}

QTEST_GUILESS_MAIN(OutgoingServiceTest)
#include "OutgoingServiceTest.moc"
