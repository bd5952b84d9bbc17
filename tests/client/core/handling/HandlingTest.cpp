// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/incoming/IncomingService.h"
#include "client/core/records/NumberService.h"
#include "client/core/sealing/VerificationService.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

/// What a person sees of a record and does to it, for a document that arrived over a real server.
class HandlingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anArrivedDocumentBearsTheSendersSeal();
    void aDraftIsReadWithTheNumberOfItsRecord();
    void theFactsTellHowItCame();
    void anAttachmentIsSavedWhereItIsWanted();
    void namesThatCameAreMadeFit_data();
    void namesThatCameAreMadeFit();
    void anotherDocumentThanTheShownOneIsNotSignedFor();
    void actsOfOthersAreReceiptedByTheMailRoomsNextSynchronisation();

private:
    ActRequest request(Workspace &workspace, QStringView act, const QString &outcome);
    void act(const QString &name, QStringView act, const QString &outcome, const QJsonObject &values = {});
    DeliveryStage stage();

    std::unique_ptr<ExchangeOffice> m_exchange;
    EnvelopeId m_envelope;
    StreamId m_incoming;
    QByteArray m_ofd;
};

void HandlingTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    auto order = m_exchange->order(StreamId(u"notice"_s), 51);
    order.recipients = {u"江阴市财政局"_s};
    order.attachments = {{u"任务分解表.txt"_s, "责任单位与时限\n"}};
    m_ofd = order.ofd;
    const auto dispatched = DispatchService(*m_exchange->sender).dispatch(order);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    m_envelope = dispatched->envelope;
    m_incoming = incomingStream(m_envelope);
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    QVERIFY(m_exchange->sync(*m_exchange->finance));
}

ActRequest HandlingTest::request(Workspace &workspace, QStringView act, const QString &outcome)
{
    ActRequest request;
    const auto view = RecordService(workspace).load(m_incoming);
    for (const PossibleAct &possible : view->possible) {
        if (possible.possible.rules.act == act)
            request.task = possible.possible.task.id;
    }
    request.outcome = outcome;
    request.document = DocumentService(workspace).load(view->record)->digest;
    return request;
}

void HandlingTest::act(const QString &name, QStringView act, const QString &outcome, const QJsonObject &values)
{
    const bool isMailRoom = name.endsWith(u"/mailroom"_s);
    auto own = isMailRoom ? nullptr : m_exchange->office.unlock(name);
    Workspace &workspace = isMailRoom ? *m_exchange->finance : *own;
    const auto before = m_exchange->sync(workspace);
    QVERIFY2(before, reasonOf(before).constData());
    ActRequest wanted = request(workspace, act, outcome);
    QVERIFY2(!wanted.task.isEmpty(), qPrintable(act.toString()));
    wanted.opinion.words = u"请按要求办理。"_s;
    wanted.values = values;
    const SecretBytes pin = SampleOffice::pin();
    const auto done = ActService(workspace).act(m_incoming, wanted, &pin);
    QVERIFY2(done, reasonOf(done).constData());
    QVERIFY(m_exchange->sync(workspace));
}

DeliveryStage HandlingTest::stage()
{
    if (!m_exchange->sync(*m_exchange->sender))
        return DeliveryStage::Failed;
    return ReceiptService(*m_exchange->sender).tracking(StreamId(u"notice"_s))->lines.first().delivery.stage();
}

void HandlingTest::anArrivedDocumentBearsTheSendersSeal()
{
    const auto view = RecordService(*m_exchange->finance).load(m_incoming);
    QVERIFY(view);
    const auto document = DocumentService(*m_exchange->finance).load(view->record);
    QVERIFY2(document, reasonOf(document).constData());
    QCOMPARE(document->ofd, m_ofd);
    QVERIFY(document->verdict->isFullyValid());
    QVERIFY(document->scene->pages.size() > 1);
    QVERIFY(!document->draft);
    // The same pages under another unit's name are not that unit's document.
    const VerificationService verification(
        m_exchange->finance->trust(), m_exchange->finance->directory(), m_exchange->finance->environment().clock);
    QVERIFY(
        verification.verify(m_ofd, m_exchange->finance->profile().unit)->conclusion == SealingConclusion::OtherUnit);
    // The reference is the blob's, as it is of a document that goes out.
    const auto blob = view->record.reference(SealedOfdReference);
    QVERIFY(blob && m_exchange->finance->blobs().has(*blob));
}

void HandlingTest::aDraftIsReadWithTheNumberOfItsRecord()
{
    const auto clerk = m_exchange->office.unlock(u"澄江镇/clerk"_s);
    document::OfficialDocument notice = SampleOffice::notice();
    notice.number.clear();
    const auto begun = DraftService(*clerk).create(notice);
    QVERIFY2(begun, reasonOf(begun).constData());
    auto view = RecordService(*clerk).load(*begun);
    QVERIFY(view);
    const auto plain = DocumentService(*clerk).load(view->record);
    QVERIFY2(plain, reasonOf(plain).constData());
    QVERIFY(plain->draft->number.isEmpty() && !plain->verdict);
    QCOMPARE(plain->digest, documentDigest(*plain->draft));
    view->record.process.values.insert(u"number"_s, u"澄镇政发〔2026〕7号"_s);
    const auto numberedDocument = DocumentService(*clerk).load(view->record);
    QCOMPARE(numberedDocument->draft->number, u"澄镇政发〔2026〕7号"_s);
    QVERIFY(numberedDocument->digest != plain->digest);
}

void HandlingTest::theFactsTellHowItCame()
{
    const auto facts = IncomingService(*m_exchange->finance).facts(m_incoming);
    QVERIFY2(facts, reasonOf(facts).constData());
    QVERIFY(*facts);
    QCOMPARE((*facts)->sender, u"江阴市人民政府办公室"_s);
    QCOMPARE((*facts)->number, u"澄政办发〔2026〕51号"_s);
    QCOMPARE((*facts)->envelope, m_envelope);
    QVERIFY((*facts)->delivered && *(*facts)->delivered >= (*facts)->sent);
    QCOMPARE((*facts)->attachments.size(), 1);
    QCOMPARE((*facts)->attachments.first().name, u"任务分解表.txt"_s);
    QCOMPARE((*facts)->attachments.first().size, qint64(QByteArray("责任单位与时限\n").size()));
    QVERIFY(!*IncomingService(*m_exchange->sender).facts(StreamId(u"notice"_s)));
}

void HandlingTest::anAttachmentIsSavedWhereItIsWanted()
{
    const IncomingService incoming(*m_exchange->finance);
    const qsizetype part = (*incoming.facts(m_incoming))->attachments.first().part;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"表.txt"_s);
    QVERIFY(incoming.save(m_incoming, part, path, ExistingFile::Keep));
    QCOMPARE(*readBounded(path, 1000), QByteArray("责任单位与时限\n"));
    QVERIFY(writeDurably(path, "mine"));
    QCOMPARE(reasonOf(incoming.save(m_incoming, part, path, ExistingFile::Keep)), QByteArray("incoming.file-exists"));
    QCOMPARE(*readBounded(path, 1000), QByteArray("mine"));
    QVERIFY(incoming.save(m_incoming, part, path, ExistingFile::Replace));
    QCOMPARE(*readBounded(path, 1000), QByteArray("责任单位与时限\n"));
    // A link that leads nowhere would be written through.
    const QString link = folder.filePath(u"link"_s);
    QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), link));
    QCOMPARE(reasonOf(incoming.save(m_incoming, part, link, ExistingFile::Keep)), QByteArray("incoming.file-exists"));
    // Neither the document itself nor what is not there is handed out as an attachment.
    for (const qsizetype other : {qsizetype(-1), qsizetype(0), qsizetype(1), qsizetype(99)})
        QCOMPARE(reasonOf(incoming.save(m_incoming, other, folder.filePath(u"x"_s), ExistingFile::Keep)),
            QByteArray("incoming.no-attachment"));
}

void HandlingTest::namesThatCameAreMadeFit_data()
{
    QTest::addColumn<QString>("came");
    QTest::addColumn<QString>("offered");
    QTest::newRow("a plain name") << u"附件 1.docx"_s << u"附件 1.docx"_s;
    QTest::newRow("a path") << u"../../.ssh/keys.txt"_s << u"keys.txt"_s;
    QTest::newRow("a path of Windows") << u"C:\\Windows\\win.ini"_s << u"win.ini"_s;
    QTest::newRow("nothing behind the path") << u"/etc/"_s << u"attachment-3"_s;
    QTest::newRow("a hidden file") << u".bashrc"_s << u"attachment-3"_s;
    QTest::newRow("a device") << u"con.txt"_s << u"attachment-3"_s;
    QTest::newRow("writing turned round") << u"表\u202etxt.exe"_s << u"attachment-3"_s;
    QTest::newRow("a long name") << QString(190, u'汉') + u".txt"_s << QString(65, u'汉') + u".txt"_s;
}

void HandlingTest::namesThatCameAreMadeFit()
{
    QFETCH(QString, came);
    QFETCH(QString, offered);
    QCOMPARE(fileNameFor(came, 2), offered);
}

void HandlingTest::anotherDocumentThanTheShownOneIsNotSignedFor()
{
    ActRequest other = request(*m_exchange->finance, SignForAct, SignForOutcome.toString());
    QVERIFY(!other.task.isEmpty());
    other.document = Digest();
    const SecretBytes pin = SampleOffice::pin();
    QCOMPARE(reasonOf(ActService(*m_exchange->finance).act(m_incoming, other, &pin)), QByteArray("act.other-document"));
    QCOMPARE(reasonOf(ActService(*m_exchange->finance).act(m_incoming, other)), QByteArray("record.pin-required"));
    QCOMPARE(stage(), DeliveryStage::Delivered);
}

void HandlingTest::actsOfOthersAreReceiptedByTheMailRoomsNextSynchronisation()
{
    act(u"市财政局/mailroom"_s, SignForAct, SignForOutcome.toString());
    QCOMPARE(stage(), DeliveryStage::SignedFor);
    // The first registering opens the series, which has to reach the log.
    QVERIFY(NumberService(*m_exchange->finance).openAll());
    act(u"市财政局/mailroom"_s, u"register", u"registered"_s);
    QCOMPARE(stage(), DeliveryStage::Registered);
    act(u"市财政局/clerk"_s, u"propose", u"proposed"_s);
    act(u"市财政局/leader"_s, u"instruct", u"read"_s);
    act(u"市财政局/clerk"_s, u"conclude", u"concluded"_s, {{u"result"_s, u"已传达学习。"_s}});
    // The clerk has no key of the unit's; nobody but the mail room can tell the sender.
    QCOMPARE(stage(), DeliveryStage::Registered);
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    QCOMPARE(stage(), DeliveryStage::Concluded);
}

QTEST_GUILESS_MAIN(HandlingTest)
#include "HandlingTest.moc"
