// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ArrivalFiles.h"
#include "client/core/exchange/CourierService.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

/// Two units over a real server, a third one over a stick.
class ExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsClosedOfflineWaitsAndGoesLater();
    void theReceiverHasTheDocumentAsItWasSealed();
    void theSameEnvelopeAgainChangesNothing();
    void signingForComesBackToTheSender();
    void theStandaloneUnitExchangesByStick();
    void theSameStickAgainChangesNothing();
    void aRebuildTellsTheSame();
    void aBrokenConnectionLosesAndDoublesNothing_data();
    void aBrokenConnectionLosesAndDoublesNothing();
    void aReturnedDocumentTellsItsReason();
    void aTamperedEnvelopeIsRefusedAndRecorded_data();
    void aTamperedEnvelopeIsRefusedAndRecorded();
    void aTamperedBundleIsRefusedAndRecorded();
    void aForgedReceiptIsRefusedAndRecorded();
    void whatMayNotGoIsNotDispatched_data();
    void whatMayNotGoIsNotDispatched();
    void anotherDesktopOfTheUnitSeesTheExchange();
    void aBlobThatIsStillOnItsWayIsNoRefusal();
    void anIdThatAnotherSenderUsedKeepsNoEnvelopeOut();
    void entriesSurviveWritingAndReading();

private:
    DeliveryStage stageAt(const StreamId &stream, const QString &unit) const;
    qsizetype entriesIn(Workspace &workspace, const StreamId &stream) const;
    QByteArray newestAudit(Workspace &workspace) const;

    std::unique_ptr<ExchangeOffice> m_exchange;
    StreamId m_stream{u"notice"_s};
    Dispatch m_dispatch;
};

void ExchangeTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    QVERIFY(m_exchange->sender->contentKey());
    QVERIFY(m_exchange->finance->contentKey());
}

DeliveryStage ExchangeTest::stageAt(const StreamId &stream, const QString &unit) const
{
    const auto tracking = ReceiptService(*m_exchange->sender).tracking(stream).value();
    for (const TrackingLine &line : tracking.lines) {
        if (line.unitName == unit)
            return line.delivery.stage();
    }
    return DeliveryStage::Failed;
}

qsizetype ExchangeTest::entriesIn(Workspace &workspace, const StreamId &stream) const
{
    return workspace.journal().stream(stream)->size();
}

QByteArray ExchangeTest::newestAudit(Workspace &workspace) const
{
    const auto newest = workspace.audit().newest(1).value();
    return newest.isEmpty() ? QByteArray() : newest.first().reason.toLatin1();
}

void ExchangeTest::whatIsClosedOfflineWaitsAndGoesLater()
{
    m_exchange->stopServer();
    const auto dispatch = DispatchService(*m_exchange->sender).dispatch(m_exchange->order(m_stream, 28));
    QVERIFY2(dispatch, dispatch ? "" : qPrintable(describe(dispatch.error())));
    m_dispatch = *dispatch;
    QCOMPARE(m_dispatch.routes.size(), 2);
    QCOMPARE(m_exchange->sync(*m_exchange->sender).error().code, ErrorCode::Unavailable);
    QCOMPARE(stageAt(m_stream, u"江阴市财政局"_s), DeliveryStage::Queued);
    m_exchange->startServer();
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QCOMPARE(report->sent.size(), 1);
    QCOMPARE(stageAt(m_stream, u"江阴市财政局"_s), DeliveryStage::Accepted);
    QCOMPARE(stageAt(m_stream, u"澄江镇人民政府"_s), DeliveryStage::Queued);
    QCOMPARE(m_exchange->sync(*m_exchange->sender)->sent.size(), 0);
}

void ExchangeTest::theReceiverHasTheDocumentAsItWasSealed()
{
    const auto report = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QCOMPARE(report->arrivals.size(), 1);
    QCOMPARE(report->arrivals.first().envelope, m_dispatch.envelope);
    QCOMPARE(report->receiptsSent, 1);
    const auto arrived =
        ExchangeProjection::arrived(m_exchange->finance->journal().database(), m_dispatch.envelope).value();
    QVERIFY(arrived);
    const ArrivalService service(*m_exchange->finance);
    QVERIFY(service.verify(*arrived)->isFullyValid());
    QCOMPARE(service.documentHeader(arrived->entry)->number, u"澄政办发〔2026〕28号"_s);
    const auto record = RecordService(*m_exchange->finance).load(arrived->stream);
    QVERIFY2(record, reasonOf(record).constData());
    QCOMPARE(record->record.values().value(u"senderNumber"_s).toString(), u"澄政办发〔2026〕28号"_s);
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    QCOMPARE(stageAt(m_stream, u"江阴市财政局"_s), DeliveryStage::Delivered);
}

void ExchangeTest::theSameEnvelopeAgainChangesNothing()
{
    Workspace &finance = *m_exchange->finance;
    const auto arrived = ExchangeProjection::arrived(finance.journal().database(), m_dispatch.envelope).value();
    const qsizetype before = entriesIn(finance, arrived->stream);
    const auto again = ArrivalService(finance).take(arrived->entry.header, Channel::Server,
        [&finance](const exchange::EnvelopePart &part) { return finance.blobs().readStored(part.digest); });
    QVERIFY2(again, reasonOf(again).constData());
    QVERIFY(again->novelty == Novelty::KnownAlready);
    QVERIFY(m_exchange->sync(finance)->arrivals.isEmpty());
    QCOMPARE(entriesIn(finance, arrived->stream), before);
}

void ExchangeTest::signingForComesBackToTheSender()
{
    ReceiptService receipts(*m_exchange->finance);
    const StreamId stream = incomingStream(m_dispatch.envelope);
    QCOMPARE(receipts.signFor(stream, SecretBytes(QByteArrayView("000000"))).error().code, ErrorCode::WrongPin);
    const auto signedFor = receipts.signFor(stream, SampleOffice::pin());
    QVERIFY2(signedFor, signedFor ? "" : qPrintable(describe(signedFor.error())));
    QCOMPARE(receipts.giveDue(stream).value(), 0);
    QCOMPARE(reasonOf(receipts.signFor(stream, SampleOffice::pin())), QByteArray("receipt.not-your-step"));
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    const auto report = m_exchange->sync(*m_exchange->sender);
    QCOMPARE(report->receiptsTaken, 1);
    QCOMPARE(stageAt(m_stream, u"江阴市财政局"_s), DeliveryStage::SignedFor);
    const auto tracking = ReceiptService(*m_exchange->sender).tracking(m_stream);
    QCOMPARE(tracking->toString(), u"1/2 已签收"_s);
    for (const TrackingLine &line : tracking->lines) {
        if (line.unitName == u"江阴市财政局")
            QCOMPARE(line.delivery.receipts.value(exchange::ReceiptKind::SignedFor).memberName, u"孙丽华"_s);
    }
}

void ExchangeTest::theStandaloneUnitExchangesByStick()
{
    const QString stick = m_exchange->office.path(u"stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    Workspace &town = *m_exchange->town;
    Workspace &sender = *m_exchange->sender;
    QCOMPARE(CourierService(sender).addressees().value(), QList<DesktopId>{town.profile().desktop});
    const auto out = CourierService(sender).exportTo(town.profile().desktop, medium);
    QVERIFY2(out, out ? "" : qPrintable(describe(out.error())));
    QCOMPARE(out->envelopes, 1);
    QCOMPARE(stageAt(m_stream, u"澄江镇人民政府"_s), DeliveryStage::Exported);
    QCOMPARE(CourierService::bundlesIn(stick), QStringList{out->fileName});
    const auto in = CourierService(town).import(medium, out->fileName);
    QVERIFY2(in, in ? "" : qPrintable(describe(in.error())));
    QCOMPARE(in->arrivals.size(), 1);
    QCOMPARE(in->refused(), 0);
    const auto signedFor = ReceiptService(town).signFor(incomingStream(m_dispatch.envelope), SampleOffice::pin());
    QVERIFY2(signedFor, signedFor ? "" : qPrintable(describe(signedFor.error())));
    const auto back = CourierService(town).exportTo(sender.profile().desktop, medium);
    QVERIFY2(back, back ? "" : qPrintable(describe(back.error())));
    QCOMPARE(back->receipts, 2);
    const auto home = CourierService(sender).import(medium, back->fileName);
    QVERIFY2(home, home ? "" : qPrintable(describe(home.error())));
    QCOMPARE(home->taken(), 2);
    QCOMPARE(stageAt(m_stream, u"澄江镇人民政府"_s), DeliveryStage::SignedFor);
    QCOMPARE(ReceiptService(sender).tracking(m_stream)->toString(), u"2/2 已签收"_s);
}

void ExchangeTest::theSameStickAgainChangesNothing()
{
    exchange::FolderMedium medium(m_exchange->office.path(u"stick"_s));
    const qsizetype before = entriesIn(*m_exchange->sender, m_stream);
    qsizetype own = 0;
    for (const QString &name : CourierService::bundlesIn(m_exchange->office.path(u"stick"_s))) {
        const auto report = CourierService(*m_exchange->sender).import(medium, name);
        if (report) {
            QVERIFY(report->wasImportedBefore);
            ++own;
        } else {
            QCOMPARE(reasonOf(report), QByteArray("bundle.not-for-you")); // The one for the town, written here.
        }
    }
    QCOMPARE(own, 1);
    QCOMPARE(entriesIn(*m_exchange->sender, m_stream), before);
}

void ExchangeTest::aRebuildTellsTheSame()
{
    Workspace &sender = *m_exchange->sender;
    const QString before = ReceiptService(sender).tracking(m_stream)->toString();
    const auto pair = [&sender, this] {
        return ExchangeProjection::pair(
            sender.journal().database(), sender.profile().unit, m_exchange->finance->profile().unit)
            .value();
    };
    const auto row = pair();
    QVERIFY(sender.journal().rebuild());
    QCOMPARE(ReceiptService(sender).tracking(m_stream)->toString(), before);
    QVERIFY(pair() == row);
    QCOMPARE(row.highest(), quint64(1));
}

void ExchangeTest::aBrokenConnectionLosesAndDoublesNothing_data()
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<int>("serial");
    QTest::newRow("before the server did it") << static_cast<int>(BreakingLink::Moment::BeforeServer) << 40;
    QTest::newRow("after the server did it") << static_cast<int>(BreakingLink::Moment::AfterServer) << 41;
}

void ExchangeTest::aBrokenConnectionLosesAndDoublesNothing()
{
    QFETCH(int, moment);
    QFETCH(int, serial);
    const StreamId stream(u"broken-%1"_s.arg(serial));
    auto order = m_exchange->order(stream, serial);
    order.recipients = {u"江阴市财政局"_s};
    const auto dispatch = DispatchService(*m_exchange->sender).dispatch(order);
    QVERIFY2(dispatch, reasonOf(dispatch).constData());
    // Each run goes on from where the one before was cut, one request further each time.
    qsizetype arrivals = 0;
    for (Workspace *workspace : {m_exchange->sender.get(), m_exchange->finance.get(), m_exchange->sender.get()}) {
        bool broke = true;
        for (int at = 0; broke; ++at) {
            const auto report = m_exchange->sync(*workspace, at, static_cast<BreakingLink::Moment>(moment), &broke);
            QVERIFY(report || report.error().code == ErrorCode::Unavailable);
            QVERIFY2(at < 200, "it never ends");
        }
    }
    const auto inbox = ExchangeProjection::inbox(m_exchange->finance->journal().database()).value();
    for (const ArrivedEnvelope &envelope : inbox)
        arrivals += envelope.header.routing().id == dispatch->envelope ? 1 : 0;
    QCOMPARE(arrivals, 1);
    QCOMPARE(stageAt(stream, u"江阴市财政局"_s), DeliveryStage::Delivered);
    // Closed, its key, accepted and delivered: each once.
    QCOMPARE(entriesIn(*m_exchange->sender, stream), 4);
}

void ExchangeTest::aReturnedDocumentTellsItsReason()
{
    const StreamId stream(u"returned"_s);
    auto order = m_exchange->order(stream, 50);
    order.recipients = {u"市财政局"_s};
    const auto dispatch = DispatchService(*m_exchange->sender).dispatch(order);
    QVERIFY2(dispatch, reasonOf(dispatch).constData());
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    ReceiptService receipts(*m_exchange->finance);
    const auto returned =
        receipts.returnDocument(incomingStream(dispatch->envelope), u"非本单位职责"_s, SampleOffice::pin());
    QVERIFY2(returned, returned ? "" : qPrintable(describe(returned.error())));
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    QCOMPARE(stageAt(stream, u"江阴市财政局"_s), DeliveryStage::Returned);
    const auto tracking = ReceiptService(*m_exchange->sender).tracking(stream).value();
    QCOMPARE(tracking.lines.first().delivery.receipts.value(exchange::ReceiptKind::Returned).reason, u"非本单位职责"_s);
}

void ExchangeTest::aTamperedEnvelopeIsRefusedAndRecorded_data()
{
    QTest::addColumn<bool>("inHeader");
    QTest::addColumn<int>("serial");
    QTest::newRow("header") << true << 60;
    QTest::newRow("part") << false << 61;
}

void ExchangeTest::aTamperedEnvelopeIsRefusedAndRecorded()
{
    QFETCH(bool, inHeader);
    QFETCH(int, serial);
    Workspace &sender = *m_exchange->sender;
    Workspace &finance = *m_exchange->finance;
    const StreamId stream(u"tampered-%1"_s.arg(serial));
    const auto dispatch = DispatchService(sender).dispatch(m_exchange->order(stream, serial)).value();
    QByteArray header = ExchangeProjection::outbox(sender.journal().database(), stream)->first().header.toBytes();
    if (inHeader)
        header[header.size() - 40] = static_cast<char>(header.at(header.size() - 40) ^ 1);
    const auto source = [&sender, inHeader](const exchange::EnvelopePart &part) -> Result<QByteArray> {
        WENYI_TRY(QByteArray bytes, sender.blobs().readStored(part.digest));
        if (!inHeader)
            bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
        return bytes;
    };
    const auto rowsBefore = finance.audit().verify().value();
    const auto refused = ArrivalService(finance).take(header, Channel::Bundle, source);
    QVERIFY(!refused);
    QCOMPARE(newestAudit(finance), refused.error().reason);
    QVERIFY(!finance.journal().hasStream(incomingStream(dispatch.envelope)).value());
    // The same again is refused again and told once.
    QVERIFY(!ArrivalService(finance).take(header, Channel::Bundle, source));
    QCOMPARE(finance.audit().verify().value(), rowsBefore + 1);
}

void ExchangeTest::aTamperedBundleIsRefusedAndRecorded()
{
    const QString stick = m_exchange->office.path(u"bad-stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    Workspace &town = *m_exchange->town;
    const auto out = CourierService(*m_exchange->sender).exportTo(town.profile().desktop, medium);
    QVERIFY2(out, reasonOf(out).constData());
    const QString path = stick + u'/' + out->fileName;
    const QByteArray whole = *readBounded(path, 1 << 28);
    QByteArray altered = whole;
    altered[altered.size() - 100] = static_cast<char>(altered.at(altered.size() - 100) ^ 1);
    QVERIFY(writeDurably(path, altered));
    const qsizetype before = ExchangeProjection::inbox(town.journal().database())->size();
    const auto refused = CourierService(town).import(medium, out->fileName);
    QVERIFY(!refused);
    QCOMPARE(newestAudit(town), refused.error().reason);
    QCOMPARE(ExchangeProjection::inbox(town.journal().database())->size(), before);
    // Whole again it is taken.
    QVERIFY(writeDurably(path, whole));
    const auto taken = CourierService(town).import(medium, out->fileName);
    QVERIFY2(taken, reasonOf(taken).constData());
    QVERIFY(!taken->arrivals.isEmpty());
}

void ExchangeTest::aForgedReceiptIsRefusedAndRecorded()
{
    Workspace &sender = *m_exchange->sender;
    const auto envelope = ExchangeProjection::outbox(sender.journal().database(), m_stream)->first();
    exchange::ReceiptFacts facts;
    facts.envelope = envelope.header.routing().id;
    facts.envelopeDigest = envelope.header.digest();
    facts.unit = m_exchange->finance->profile().unit;
    facts.kind = exchange::ReceiptKind::Concluded;
    facts.time = m_exchange->office.environment().clock.now();
    facts.member = m_exchange->finance->member().id;
    facts.memberName = u"孙丽华"_s;
    // In the finance bureau's name, by the town's key.
    const auto forged = exchange::Receipt::sign(facts, *m_exchange->town->keys().unitSigning);
    QVERIFY(forged);
    const qsizetype before = entriesIn(sender, m_stream);
    const auto taken = ReceiptService(sender).take(forged->toBytes());
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, ErrorCode::NotTrusted);
    QCOMPARE(newestAudit(sender), taken.error().reason);
    QCOMPARE(entriesIn(sender, m_stream), before);
}

void ExchangeTest::whatMayNotGoIsNotDispatched_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("no unit key") << u"clerk"_s << QByteArray("dispatch.no-unit-key");
    QTest::newRow("too secret") << u"secret"_s << QByteArray("exchange.secrecy-refused");
    QTest::newRow("not sealed") << u"unsealed"_s << QByteArray("dispatch.seal");
    QTest::newRow("another document") << u"other"_s << QByteArray("dispatch.document-differs");
    QTest::newRow("nobody else") << u"self"_s << QByteArray("routing.nobody");
    QTest::newRow("unknown") << u"unknown"_s << QByteArray("routing.unknown-recipient");
}

void ExchangeTest::whatMayNotGoIsNotDispatched()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, reason);
    const StreamId stream(u"refused"_s);
    DispatchOrder order = m_exchange->order(stream, 70);
    if (what == u"secret")
        order.header.secrecy = u"机密★1年"_s;
    if (what == u"unsealed")
        order.ofd = SealingService(*m_exchange->sender).finish(SampleOffice::notice(70))->ofd;
    if (what == u"other")
        order.header.title += u"（修订）"_s;
    if (what == u"self")
        order.recipients = {u"市政府办"_s};
    if (what == u"unknown")
        order.recipients = {u"某某局"_s};
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    Workspace &workspace = what == u"clerk" ? *clerk : *m_exchange->sender;
    QCOMPARE(reasonOf(DispatchService(workspace).dispatch(order)), reason);
    QVERIFY(!workspace.journal().hasStream(stream).value());
}

void ExchangeTest::anotherDesktopOfTheUnitSeesTheExchange()
{
    const auto leader = m_exchange->office.unlock(u"市财政局/leader"_s);
    const auto report = m_exchange->sync(*leader);
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    const auto arrived = ExchangeProjection::arrived(leader->journal().database(), m_dispatch.envelope).value();
    QVERIFY(arrived);
    QVERIFY(ArrivalService(*leader).verify(*arrived)->isFullyValid());
}

void ExchangeTest::aBlobThatIsStillOnItsWayIsNoRefusal()
{
    // As when an entry came by stick and its blob is still at another desktop.
    const journal::BlobReference absent{crypto::sm3("not sent yet"), 12};
    Workspace &finance = *m_exchange->finance;
    QVERIFY(finance.journal().append(
        finance.member().id, {{StreamId{u"note"_s}, u"note"_s, u"note.kept"_s, "words", {absent}, {}}}));
    QVERIFY(m_exchange->sync(finance));
    const auto leader = m_exchange->office.unlock(u"市财政局/leader"_s);
    const auto report = m_exchange->sync(*leader);
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QVERIFY(report->entriesPulled > 0);
    QVERIFY(report->refused.isEmpty());
    QVERIFY(!leader->blobs().has(absent.digest));
}

void ExchangeTest::anIdThatAnotherSenderUsedKeepsNoEnvelopeOut()
{
    Workspace &sender = *m_exchange->sender;
    Workspace &finance = *m_exchange->finance;
    Workspace &town = *m_exchange->town;
    const StreamId stream(u"taken-id"_s);
    const auto dispatch = DispatchService(sender).dispatch(m_exchange->order(stream, 61)).value();
    const auto header = ExchangeProjection::outbox(sender.journal().database(), stream)->first().header;
    // The town saw that id, and an envelope of its own came under it first.
    exchange::EnvelopeOrder order;
    order.id = dispatch.envelope;
    order.sender = town.profile().unit;
    order.desktop = town.profile().desktop;
    order.created = town.environment().clock.now();
    const directory::Unit *unit = town.directory().unit(finance.profile().unit);
    QVERIFY(unit);
    order.addressees.append({crypto::Certificate::fromDer(unit->encryptionCertificate).value(), {}, {},
        exchange::PairSequence().following()});
    auto builder = exchange::EnvelopeBuilder::begin(std::move(order), m_exchange->office.random()).value();
    QVERIFY(builder.addPart(exchange::PartRole::Header, u"header.xml"_s, "its own"));
    QVERIFY(builder.addPart(exchange::PartRole::Document, u"document.ofd"_s, "its own"));
    const auto envelope = std::move(builder).close(*town.keys().unitSigning);
    QVERIFY2(envelope, reasonOf(envelope).constData());
    const ArrivedEntry first{envelope->header.toBytes(), {}, Channel::Server, 1, {}};
    QVERIFY(finance.journal().append(
        finance.member().id, {{incomingStream(dispatch.envelope), u"incoming"_s, entrykind::Arrived.toString(),
                                 first.toBytes(), {}, finance.profile().unit.toString()}}));
    const auto source = [&sender](
                            const exchange::EnvelopePart &part) { return sender.blobs().readStored(part.digest); };
    const auto examined = ArrivalService(finance).examine(header.toBytes());
    QVERIFY2(examined, reasonOf(examined).constData());
    for (const Novelty novelty : {Novelty::New, Novelty::KnownAlready}) {
        const auto taken = ArrivalService(finance).take(header.toBytes(), Channel::Bundle, source);
        QVERIFY2(taken, reasonOf(taken).constData());
        QVERIFY(taken->novelty == novelty);
        QCOMPARE(taken->stream, incomingStream(header.digest()));
    }
    QVERIFY(RecordService(finance).load(incomingStream(header.digest())));
    // Each has a folder of its own, under whose name it is answered.
    journal::Database &database = finance.journal().database();
    const auto arrived = ExchangeProjection::arrivedIn(database, incomingStream(header.digest())).value();
    const auto other = ExchangeProjection::arrivedIn(database, incomingStream(dispatch.envelope)).value();
    QVERIFY(arrived && other);
    QCOMPARE(arrivalFolderName(*other), dispatch.envelope.toString());
    QVERIFY(arrivalFolderName(*arrived) != arrivalFolderName(*other));
    for (const auto &one : {*arrived, *other}) {
        const auto found = arrivalOfFolder(database, arrivalFolderName(one)).value();
        QVERIFY(found);
        QCOMPARE(found->header.digest(), one.header.digest());
    }
}

void ExchangeTest::entriesSurviveWritingAndReading()
{
    const DispatchedEntry dispatched{
        "header", {{UnitCode(u"a"_s), Channel::Bundle}, {UnitCode(u"b"_s), Channel::Server}}};
    const ExportedEntry exported{EnvelopeId(u"e"_s), UnitCode(u"u"_s), u"bundle"_s};
    const ArrivedEntry arrived{
        "header", "manifest", Channel::Bundle, 3, {{exchange::PartRole::Source, u"名"_s, {}, {{}, 5}}}};
    QCOMPARE(DispatchedEntry::fromBytes(dispatched.toBytes()).value(), dispatched);
    QCOMPARE(ExportedEntry::fromBytes(exported.toBytes()).value(), exported);
    QCOMPARE(ArrivedEntry::fromBytes(arrived.toBytes()).value(), arrived);
    const QByteArray bytes = arrived.toBytes();
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY(!ArrivedEntry::fromBytes(bytes.first(length)));
}

QTEST_GUILESS_MAIN(ExchangeTest)
#include "ExchangeTest.moc"
