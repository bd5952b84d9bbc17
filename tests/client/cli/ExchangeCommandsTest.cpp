// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/DocumentHeader.h"
#include "tests/client/cli/CommandAnswers.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// One document from one unit to two others by commands alone, over a server and by stick, and what is refused.
class ExchangeCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySignedActIsProvenByItsEvidence();
    void theMailRoomFindsWhatWaitsToBeSent();
    void whatCannotBeSentIsRefusedAndChangesNothing_data();
    void whatCannotBeSentIsRefusedAndChangesNothing();
    void sendingClosesTheEnvelopeAndBringsItToTheServer();
    void receivingListsTheArrivalWithItsVerdictAndWritesItsFiles();
    void whatCannotBeSignedForIsRefusedAndChangesNothing_data();
    void whatCannotBeSignedForIsRefusedAndChangesNothing();
    void signingForShowsAtTheSender();
    void whatReceiptsToldOfTheAuditLogIsHandedOver();
    void theStickCarriesTheEnvelopeAndTheReceipt();
    void aDamagedBundleIsRefusedAndChangesNothing();
    void aReturnTellsItsReasonToTheSender();
    void attachmentsAreWrittenUnderTheirNames();
    void withoutAServerTheEnvelopeWaits();
    void aRecallTakesBackWhatNobodySignedFor();
    void whatWasRecalledGoesOutAgainAtATime();
    void theAdministratorSeesHowTheServerIs();
    void nobodyElseIsShownHowTheServerIs();

private:
    /// Every row of a member's store but the audit log and what was refused.
    QStringList storeOf(const QString &name) const;
    QString emptyFolder(const QString &name) const;

    CommandOffice m_office;
    StreamId m_record;
    StreamId m_waited; ///< Sent last, and not signed for.
    QString m_financeRecord;
    QString m_townRecord;
};

QStringList ExchangeCommandsTest::storeOf(const QString &name) const
{
    const auto desk = m_office.unlock(name);
    QStringList rows = faults::dumpOf(desk->journal().database(), u"audit_"_s);
    // What was refused is remembered, so that the audit log has it once.
    rows.removeIf([](const QString &row) { return row.startsWith(u"exchange_refused: "_s); });
    return rows;
}

QString ExchangeCommandsTest::emptyFolder(const QString &name) const
{
    const QString path = m_office.path(name);
    QDir(path).removeRecursively();
    QDir().mkpath(path);
    return path;
}

void ExchangeCommandsTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_record = m_office.sealedRecord();
    QVERIFY(!m_record.isEmpty());
    const CommandRun synchronised = m_office.at(SenderMailRoom, {u"sync"_s});
    QVERIFY2(synchronised.status == 0, synchronised.said().constData());
}

void ExchangeCommandsTest::everySignedActIsProvenByItsEvidence()
{
    const CommandRun run = m_office.at(SenderMailRoom, {u"journal"_s, u"verify"_s, u"--acts"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    QStringList acts;
    for (const auto &value : run.json().value(u"acts"_s).toArray()) {
        const QJsonObject act = value.toObject();
        acts.append(act.value(u"act"_s).toString());
        QCOMPARE(act.value(u"record"_s).toString(), m_record.toString());
        QCOMPARE(act.value(u"conclusion"_s).toString(), u"proven"_s);
        QVERIFY(!act.value(u"provenAt"_s).toString().isEmpty());
        QVERIFY2(act.value(u"sentence"_s).toString().contains(u"a time stamp proves"_s), run.said().constData());
    }
    QCOMPARE(acts, QStringList({u"review"_s, u"issue"_s, u"seal"_s}));
    // The use of the seal has evidence of its own.
    const QJsonArray uses = run.json().value(u"uses"_s).toArray();
    QCOMPARE(uses.size(), 1);
    QCOMPARE(uses.first().toObject().value(u"kind"_s).toString(), u"seal.used"_s);
    QCOMPARE(uses.first().toObject().value(u"number"_s).toInt(), 1);
    QCOMPARE(uses.first().toObject().value(u"conclusion"_s).toString(), u"proven"_s);
    // Without the question nothing is said of them.
    QVERIFY(!m_office.at(SenderMailRoom, {u"journal"_s, u"verify"_s}).json().contains(u"acts"_s));
}

void ExchangeCommandsTest::theMailRoomFindsWhatWaitsToBeSent()
{
    const CommandRun run = m_office.at(SenderMailRoom, {u"list"_s, u"--box"_s, u"awaiting"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"records"_s).toArray().size(), 1);
    const QJsonObject row = first(run.json(), u"records"_s);
    QCOMPARE(row.value(u"record"_s).toString(), m_record.toString());
    QCOMPARE(row.value(u"module"_s).toString(), u"outgoing"_s);
    QCOMPARE(row.value(u"act"_s).toString(), u"dispatch"_s);
    QVERIFY(!row.value(u"number"_s).toString().isEmpty());
    const CommandRun none = m_office.at(SenderMailRoom, {u"list"_s, u"--text"_s, u"没有这样的标题"_s});
    QCOMPARE(none.status, 0);
    QVERIFY(none.json().value(u"records"_s).toArray().isEmpty());
}

void ExchangeCommandsTest::whatCannotBeSentIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QString>("desk");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QString>("reason");
    const QString record = m_record.toString();
    const QStringList send{u"send"_s, u"--offline"_s, u"--record"_s};
    const QByteArray right = "135790";
    QTest::newRow("wrong PIN") << SenderMailRoom << send + QStringList{record} << QByteArray("000000")
                               << u"key-file.pin"_s;
    QTest::newRow("unknown record") << SenderMailRoom << send + QStringList{u"no-such-record"_s} << right
                                    << u"record.none"_s;
    QTest::newRow("unknown recipient") << SenderMailRoom << send + QStringList{record, u"--to"_s, u"没有的单位"_s}
                                       << right << u"routing.unknown-recipient"_s;
    QTest::newRow("an attachment that is a folder")
        << SenderMailRoom << send + QStringList{record, u"--attach"_s, m_office.path(u"domain"_s)} << right
        << u"dispatch.attachment-file"_s;
    for (const QString &time : {u"2020-01-01T08:00"_s, u"2099-01-01T08:00"_s, u"tomorrow"_s})
        QTest::newRow(qPrintable(u"at "_s + time))
            << SenderMailRoom << send + QStringList{record, u"--at"_s, time} << right << u"dispatch.time"_s;
    QTest::newRow("added to what was not dispatched")
        << SenderMailRoom << send + QStringList{record, u"--add"_s, u"江阴市财政局"_s} << right << u"resend.not-sent"_s;
    QTest::newRow("added with other attachments")
        << SenderMailRoom
        << send + QStringList{record, u"--add"_s, u"江阴市财政局"_s, u"--attach"_s, m_office.path(u"x"_s)} << right
        << u"resend.as-first"_s;
    QTest::newRow("added with another urgency")
        << SenderMailRoom << send + QStringList{record, u"--add"_s, u"江阴市财政局"_s, u"--urgency"_s, u"urgent"_s}
        << right << u"resend.as-first"_s;
    QTest::newRow("added with another print quota")
        << SenderMailRoom << send + QStringList{record, u"--add"_s, u"江阴市财政局"_s, u"--print-quota"_s, u"5"_s}
        << right << u"resend.as-first"_s;
    QTest::newRow("not the mail room") << u"市政府办/sealkeeper"_s << send + QStringList{record} << right
                                       << u"record.not-your-step"_s;
}

void ExchangeCommandsTest::whatCannotBeSentIsRefusedAndChangesNothing()
{
    QFETCH(QString, desk);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, pin);
    QFETCH(QString, reason);
    const QStringList before = storeOf(desk);
    const CommandRun run = m_office.at(desk, arguments, pin);
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(reasonOf(run), reason);
    // One sentence, and the key for whoever looks it up.
    QCOMPARE(run.errors.count('\n'), 1);
    QVERIFY(run.errors.startsWith("wenyictl: "));
    QVERIFY(run.errors.contains(reason.toLatin1()));
    QCOMPARE(storeOf(desk), before);
}

void ExchangeCommandsTest::sendingClosesTheEnvelopeAndBringsItToTheServer()
{
    const CommandRun run =
        m_office.at(SenderMailRoom, {u"send"_s, u"--record"_s, m_record.toString(), u"--to"_s, u"江阴市财政局"_s,
                                        u"--to"_s, u"澄江镇"_s, u"--urgency"_s, u"expedited"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    const QJsonObject sent = run.json();
    QVERIFY(!sent.value(u"envelope"_s).toString().isEmpty());
    QCOMPARE(sent.value(u"recipients"_s).toArray().size(), 2);
    const QJsonObject synchronisation = sent.value(u"synchronisation"_s).toObject();
    QCOMPARE(synchronisation.value(u"state"_s).toString(), u"synchronised"_s);
    QCOMPARE(synchronisation.value(u"report"_s).toObject().value(u"envelopesSent"_s).toInt(), 1);
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--record"_s, m_record.toString()});
    QCOMPARE(stageOf(tracked.json(), u"江阴市财政局"_s), u"accepted"_s);
    QCOMPARE(stageOf(tracked.json(), u"澄江镇人民政府"_s), u"queued"_s);
    // The step is done: nothing is sent twice.
    const CommandRun again = m_office.at(SenderMailRoom, {u"send"_s, u"--record"_s, m_record.toString()});
    QCOMPARE(again.status, 1);
    QCOMPARE(reasonOf(again), u"record.not-your-step"_s);
}

void ExchangeCommandsTest::receivingListsTheArrivalWithItsVerdictAndWritesItsFiles()
{
    const QString out = emptyFolder(u"received"_s);
    const CommandRun run = m_office.at(FinanceMailRoom, {u"receive"_s, u"--out"_s, out});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"arrivals"_s).toArray().size(), 1);
    const QJsonObject arrival = first(run.json(), u"arrivals"_s);
    m_financeRecord = arrival.value(u"record"_s).toString();
    QCOMPARE(arrival.value(u"sender"_s).toObject().value(u"name"_s).toString(), u"江阴市人民政府办公室"_s);
    QCOMPARE(arrival.value(u"urgency"_s).toString(), u"加急"_s);
    QCOMPARE(arrival.value(u"verdict"_s).toObject().value(u"conclusion"_s).toString(), u"valid"_s);
    const QJsonObject files = arrival.value(u"files"_s).toObject();
    const auto xml = readBounded(files.value(u"header"_s).toString(), 1 << 20);
    QVERIFY(xml);
    const auto header = exchange::DocumentHeader::fromXml(*xml);
    QVERIFY(header);
    QCOMPARE(header->number, arrival.value(u"number"_s).toString());
    const auto ofd = readBounded(files.value(u"document"_s).toString(), 1 << 26);
    QVERIFY(ofd);
    QCOMPARE(header->parts.first().digest, crypto::sm3(*ofd));
    // What was written stands for itself.
    const CommandRun verified = runCommand({u"ofd"_s, u"verify"_s, files.value(u"document"_s).toString(),
                                               u"--profile"_s, m_office.folderOf(FinanceMailRoom)},
        commandEnvironment());
    QVERIFY2(verified.status == 0, verified.said().constData());
    // Again, and it is still told of until somebody signs for it.
    const CommandRun again = m_office.at(FinanceMailRoom, {u"receive"_s});
    QCOMPARE(first(again.json(), u"arrivals"_s).value(u"record"_s).toString(), m_financeRecord);
}

void ExchangeCommandsTest::whatCannotBeSignedForIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QString>("record");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<QString>("reason");
    QTest::newRow("wrong PIN") << m_financeRecord << QByteArray("000000") << u"key-file.pin"_s;
    QTest::newRow("unknown record") << u"no-such-record"_s << QByteArray("135790") << u"receipt.no-envelope"_s;
}

void ExchangeCommandsTest::whatCannotBeSignedForIsRefusedAndChangesNothing()
{
    QFETCH(QString, record);
    QFETCH(QByteArray, pin);
    QFETCH(QString, reason);
    const QStringList before = storeOf(FinanceMailRoom);
    const CommandRun run = m_office.at(FinanceMailRoom, {u"signfor"_s, u"--offline"_s, u"--record"_s, record}, pin);
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(reasonOf(run), reason);
    QCOMPARE(storeOf(FinanceMailRoom), before);
}

void ExchangeCommandsTest::signingForShowsAtTheSender()
{
    QVERIFY(m_office.unlock(FinanceMailRoom)->audit().record(u"mailroom"_s, u"bundle.import"_s, u"bundle.form"_s, {}));
    const CommandRun run = m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, m_financeRecord});
    QVERIFY2(run.status == 0, run.said().constData());
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--record"_s, m_record.toString()});
    QVERIFY2(tracked.status == 0, tracked.said().constData());
    QCOMPARE(stageOf(tracked.json(), u"江阴市财政局"_s), u"signed-for"_s);
    QCOMPARE(tracked.json().value(u"text"_s).toString(), u"1/2 已签收"_s);
    const CommandRun open = m_office.at(FinanceMailRoom, {u"receive"_s});
    QVERIFY(open.json().value(u"arrivals"_s).toArray().isEmpty());
    const CommandRun all = m_office.at(FinanceMailRoom, {u"receive"_s, u"--all"_s});
    QCOMPARE(all.json().value(u"arrivals"_s).toArray().size(), 1);
}

void ExchangeCommandsTest::whatReceiptsToldOfTheAuditLogIsHandedOver()
{
    const QString file = m_office.path(u"finance.heads"_s);
    const CommandRun written =
        m_office.at(SenderMailRoom, {u"journal"_s, u"heads"_s, u"--unit"_s, u"江阴市财政局"_s, u"--out"_s, file});
    QVERIFY2(written.status == 0, written.said().constData());
    QVERIFY(written.json().value(u"heads"_s).toInt() > 0);
    const auto verify = [&](const QString &name, const QStringList &more) {
        return m_office.at(name, QStringList{u"journal"_s, u"verify"_s} + more);
    };
    const CommandRun good = verify(FinanceMailRoom, {u"--heads"_s, file});
    QVERIFY2(good.status == 0, good.said().constData());
    QCOMPARE(good.json().value(u"auditHeadsElsewhere"_s).toInt(), written.json().value(u"heads"_s).toInt());
    QCOMPARE(good.json().value(u"auditHeadsUnproven"_s).toInt(-1), 0);
    // Nothing of what is not there to compare passes for a check.
    QCOMPARE(reasonOf(verify(SenderMailRoom, {u"--heads"_s, file})), u"heads.not-of-this"_s);
    QVERIFY(writeDurably(m_office.path(u"junk.heads"_s), "junk"));
    QCOMPARE(reasonOf(verify(FinanceMailRoom, {u"--heads"_s, m_office.path(u"junk.heads"_s)})), u"heads.form"_s);
    const QString none = m_office.path(u"none.heads"_s);
    const auto asked = [&](const QString &unit) {
        return m_office.at(SenderMailRoom, {u"journal"_s, u"heads"_s, u"--unit"_s, unit, u"--out"_s, none});
    };
    QCOMPARE(reasonOf(asked(u"nobody"_s)), u"directory.unknown-name"_s);
    QCOMPARE(reasonOf(asked(m_office.unlock(TownMailRoom)->profile().unit.toString())), u"heads.none"_s);
    QVERIFY(!QFile::exists(none));
    // Cut off, the log holds by itself.
    QVERIFY(m_office.unlock(FinanceMailRoom)->journal().database().execute("DELETE FROM audit_log"));
    const CommandRun cut = verify(FinanceMailRoom, {u"--heads"_s, file});
    QCOMPARE(cut.status, 1);
    QCOMPARE(reasonOf(cut), u"audit.cut"_s);
}

void ExchangeCommandsTest::theStickCarriesTheEnvelopeAndTheReceipt()
{
    const QString stick = emptyFolder(u"stick"_s);
    const CommandRun out =
        m_office.at(SenderMailRoom, {u"usb"_s, u"export"_s, u"--to"_s, u"澄江镇"_s, u"--dir"_s, stick});
    QVERIFY2(out.status == 0, out.said().constData());
    QCOMPARE(out.json().value(u"envelopes"_s).toInt(), 1);
    QVERIFY(QFile::exists(stick + u'/' + out.json().value(u"file"_s).toString()));
    const CommandRun in = m_office.at(TownMailRoom, {u"usb"_s, u"import"_s, u"--dir"_s, stick});
    QVERIFY2(in.status == 0, in.said().constData());
    const QJsonObject bundle = first(in.json(), u"bundles"_s);
    QCOMPARE(bundle.value(u"outcome"_s).toString(), u"imported"_s);
    m_townRecord = bundle.value(u"arrivals"_s).toArray().at(0).toString();
    QVERIFY(!m_townRecord.isEmpty());
    const CommandRun again = m_office.at(TownMailRoom, {u"usb"_s, u"import"_s, u"--dir"_s, stick});
    QCOMPARE(first(again.json(), u"bundles"_s).value(u"outcome"_s).toString(), u"known"_s);

    const CommandRun listed = m_office.at(TownMailRoom, {u"receive"_s});
    QVERIFY2(listed.status == 0, listed.said().constData());
    QCOMPARE(first(listed.json(), u"arrivals"_s).value(u"record"_s).toString(), m_townRecord);
    const CommandRun signedFor = m_office.at(TownMailRoom, {u"signfor"_s, u"--record"_s, m_townRecord});
    QVERIFY2(signedFor.status == 0, signedFor.said().constData());
    const QString back = emptyFolder(u"stick-back"_s);
    const CommandRun home =
        m_office.at(TownMailRoom, {u"usb"_s, u"export"_s, u"--to"_s, u"江阴市人民政府办公室"_s, u"--dir"_s, back});
    QVERIFY2(home.status == 0, home.said().constData());
    const CommandRun taken =
        m_office.at(SenderMailRoom, {u"usb"_s, u"import"_s, home.json().value(u"file"_s).toString(), u"--dir"_s, back});
    QVERIFY2(taken.status == 0, taken.said().constData());
    const CommandRun tracked =
        m_office.at(SenderMailRoom, {u"track"_s, u"--offline"_s, u"--record"_s, m_record.toString()});
    QCOMPARE(tracked.json().value(u"text"_s).toString(), u"2/2 已签收"_s);
}

void ExchangeCommandsTest::aDamagedBundleIsRefusedAndChangesNothing()
{
    const QString stick = emptyFolder(u"stick-damaged"_s);
    const CommandRun out =
        m_office.at(SenderMailRoom, {u"usb"_s, u"export"_s, u"--to"_s, u"澄江镇"_s, u"--dir"_s, stick});
    QVERIFY2(out.status == 0, out.said().constData());
    const QString path = stick + u'/' + out.json().value(u"file"_s).toString();
    QByteArray bytes = readBounded(path, 1 << 26).value();
    bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
    QVERIFY(writeDurably(path, bytes));
    const QStringList before = storeOf(TownMailRoom);
    const CommandRun run = m_office.at(TownMailRoom, {u"usb"_s, u"import"_s, u"--dir"_s, stick});
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(first(run.json(), u"bundles"_s).value(u"outcome"_s).toString(), u"refused"_s);
    QVERIFY2(run.errors.contains("bundle."), run.errors.constData());
    QCOMPARE(storeOf(TownMailRoom), before);
    // Another desktop's bundle is told of and is no failure; asked for by its name it is one.
    const CommandRun foreign = m_office.at(FinanceMailRoom, {u"usb"_s, u"import"_s, u"--dir"_s, stick});
    QVERIFY2(foreign.status == 0, foreign.said().constData());
    const CommandRun named = m_office.at(
        FinanceMailRoom, {u"usb"_s, u"import"_s, out.json().value(u"file"_s).toString(), u"--dir"_s, stick});
    QCOMPARE(named.status, 1);
    // A name is a name in the stick's folder, and no way out of it.
    const CommandRun outside = m_office.at(
        TownMailRoom, {u"usb"_s, u"import"_s, u"../stick/"_s + QFileInfo(path).fileName(), u"--dir"_s, stick});
    QCOMPARE(outside.status, 1);
    QCOMPARE(reasonOf(outside), u"usb.file-name"_s);
    const CommandRun nowhere =
        m_office.at(TownMailRoom, {u"usb"_s, u"import"_s, u"--dir"_s, m_office.path(u"not-there"_s)});
    QCOMPARE(reasonOf(nowhere), u"usb.no-folder"_s);
}

void ExchangeCommandsTest::aReturnTellsItsReasonToTheSender()
{
    const StreamId record = m_office.sealedRecord();
    QVERIFY(!record.isEmpty());
    const CommandRun sent =
        m_office.at(SenderMailRoom, {u"send"_s, u"--record"_s, record.toString(), u"--to"_s, u"江阴市财政局"_s});
    QVERIFY2(sent.status == 0, sent.said().constData());
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s});
    const QString arrived = first(received.json(), u"arrivals"_s).value(u"record"_s).toString();
    const CommandRun run =
        m_office.at(FinanceMailRoom, {u"return"_s, u"--record"_s, arrived, u"--reason"_s, u"附件缺第三页，请补正。"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--record"_s, record.toString()});
    QCOMPARE(stageOf(tracked.json(), u"江阴市财政局"_s), u"returned"_s);
    QVERIFY2(tracked.out.contains("附件缺第三页，请补正。"), tracked.out.constData());
}

void ExchangeCommandsTest::attachmentsAreWrittenUnderTheirNames()
{
    const StreamId record = m_office.sealedRecord();
    QVERIFY(!record.isEmpty());
    QCOMPARE(m_office.at(SenderMailRoom, {u"sync"_s}).status, 0);
    const QString files = emptyFolder(u"attachments"_s);
    QVERIFY(writeDurably(files + u"/附表.csv"_s, "one"));
    QVERIFY(writeDurably(files + u"/统计.csv"_s, "two"));
    const CommandRun sent =
        m_office.at(SenderMailRoom, {u"send"_s, u"--record"_s, record.toString(), u"--to"_s, u"江阴市财政局"_s,
                                        u"--attach"_s, files + u"/附表.csv"_s, u"--attach"_s, files + u"/统计.csv"_s});
    QVERIFY2(sent.status == 0, sent.said().constData());
    const QString out = emptyFolder(u"received-attachments"_s);
    const CommandRun run = m_office.at(FinanceMailRoom, {u"receive"_s, u"--out"_s, out});
    QVERIFY2(run.status == 0, run.said().constData());
    const QJsonObject written = first(run.json(), u"arrivals"_s).value(u"files"_s).toObject();
    const QJsonArray attachments = written.value(u"attachments"_s).toArray();
    QCOMPARE(attachments.size(), 2);
    QCOMPARE(attachments.at(0).toString(), written.value(u"folder"_s).toString() + u"/attachments/附表.csv"_s);
    QCOMPARE(readBounded(attachments.at(0).toString(), 100).value(), QByteArray("one"));
    QCOMPARE(readBounded(attachments.at(1).toString(), 100).value(), QByteArray("two"));
    // Signed for here, so that the next arrival stands alone.
    const QString arrived = first(run.json(), u"arrivals"_s).value(u"record"_s).toString();
    QCOMPARE(m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, arrived}).status, 0);
}

void ExchangeCommandsTest::withoutAServerTheEnvelopeWaits()
{
    const StreamId record = m_office.sealedRecord();
    QVERIFY(!record.isEmpty());
    QCOMPARE(m_office.at(SenderMailRoom, {u"sync"_s}).status, 0);
    m_office.stopServer();
    const CommandRun sent =
        m_office.at(SenderMailRoom, {u"send"_s, u"--record"_s, record.toString(), u"--to"_s, u"江阴市财政局"_s});
    QVERIFY2(sent.status == 0, sent.said().constData());
    QCOMPARE(sent.json().value(u"synchronisation"_s).toObject().value(u"state"_s).toString(), u"offline"_s);
    // What cannot come is said to be missing.
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s});
    QCOMPARE(received.status, 1);
    QVERIFY2(received.errors.contains("connection.timeout"), received.errors.constData());
    QVERIFY(m_office.startServer());
    QCOMPARE(m_office.at(SenderMailRoom, {u"sync"_s}).status, 0);
    const CommandRun later = m_office.at(FinanceMailRoom, {u"receive"_s});
    QCOMPARE(later.json().value(u"arrivals"_s).toArray().size(), 1);
    m_waited = record;
}

void ExchangeCommandsTest::aRecallTakesBackWhatNobodySignedFor()
{
    const QString record = m_waited.toString();
    const CommandRun before = m_office.at(FinanceMailRoom, {u"receive"_s});
    const QString arrived = first(before.json(), u"arrivals"_s).value(u"record"_s).toString();
    const CommandRun wrong = m_office.at(SenderMailRoom,
        {u"recall"_s, u"--record"_s, record, u"--from"_s, u"澄江镇人民政府"_s, u"--reason"_s, u"附件有误"_s});
    QCOMPARE(wrong.status, 1);
    QCOMPARE(reasonOf(wrong), u"delivery.already-signed-for"_s);
    const CommandRun run =
        m_office.at(SenderMailRoom, {u"recall"_s, u"--record"_s, record, u"--reason"_s, u"附件有误"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(stageOf(run.json(), u"江阴市财政局"_s), u"recalled"_s);
    QCOMPARE(
        first(run.json(), u"deliveries"_s).value(u"recall"_s).toObject().value(u"reason"_s).toString(), u"附件有误"_s);
    QVERIFY(m_office.at(FinanceMailRoom, {u"receive"_s}).json().value(u"arrivals"_s).toArray().isEmpty());
    const CommandRun late = m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, arrived});
    QCOMPARE(late.status, 1);
    QCOMPARE(reasonOf(late), u"receipt.recalled"_s);
}

void ExchangeCommandsTest::whatWasRecalledGoesOutAgainAtATime()
{
    const QStringList send{u"send"_s, u"--record"_s, m_waited.toString(), u"--add"_s, u"江阴市财政局"_s};
    const CommandRun unasked = m_office.at(SenderMailRoom, send);
    QCOMPARE(unasked.status, 1);
    QCOMPARE(reasonOf(unasked), u"resend.had-it"_s);
    // A time without its own zone is China's.
    const QDateTime time = QDateTime::fromSecsSinceEpoch(
        QDateTime::currentSecsSinceEpoch() / 60 * 60 + 2 * 3600, Qt::OffsetFromUTC, 8 * 3600);
    const QStringList later{u"--again"_s, u"--at"_s, time.toString(u"yyyy-MM-ddTHH:mm"_s)};
    const CommandRun run = m_office.at(SenderMailRoom, send + later);
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"recipients"_s).toArray().size(), 1);
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--record"_s, m_waited.toString()});
    const QJsonArray deliveries = tracked.json().value(u"deliveries"_s).toArray();
    QCOMPARE(deliveries.size(), 2);
    const QJsonObject held = deliveries.at(1).toObject();
    QCOMPARE(held.value(u"stage"_s).toString(), u"accepted"_s);
    const QDateTime told = QDateTime::fromString(held.value(u"notBefore"_s).toString(), Qt::ISODateWithMs);
    QVERIFY2(told.isValid(), tracked.said().constData());
    QCOMPARE(told.toSecsSinceEpoch(), time.toSecsSinceEpoch());
    // Nobody has it before, and it is not sent twice.
    QVERIFY(m_office.at(FinanceMailRoom, {u"receive"_s}).json().value(u"arrivals"_s).toArray().isEmpty());
    QCOMPARE(reasonOf(m_office.at(SenderMailRoom, send + QStringList{u"--again"_s})), u"resend.has-it"_s);
}

void ExchangeCommandsTest::theAdministratorSeesHowTheServerIs()
{
    const CommandRun run = m_office.at(u"市政府办/admin"_s, {u"server-status"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    const QJsonObject status = run.json();
    QCOMPARE(status.value(u"health"_s).toString(), u"ok"_s);
    const QJsonObject figures = status.value(u"figures"_s).toObject();
    QVERIFY2(figures.value(u"envelopesAccepted"_s).toInteger() > 0, run.said().constData());
    QCOMPARE(figures.value(u"retentionDays"_s).toInteger(), 90);
    QStringList names;
    for (const auto &value : status.value(u"units"_s).toArray()) {
        const QJsonObject unit = value.toObject();
        names.append(unit.value(u"unit"_s).toObject().value(u"name"_s).toString());
        QVERIFY(unit.value(u"waiting"_s).toObject().contains(u"flash"_s));
    }
    QVERIFY2(names.contains(u"江阴市财政局"_s), run.said().constData());
    // This very desktop is there, and asked a moment ago.
    QVERIFY(!status.value(u"desktops"_s).toArray().isEmpty());
    QVERIFY(status.value(u"samples"_s).isArray());
}

void ExchangeCommandsTest::nobodyElseIsShownHowTheServerIs()
{
    const CommandRun run = m_office.at(SenderMailRoom, {u"server-status"_s});
    QCOMPARE(run.status, 1);
    QCOMPARE(reasonOf(run), u"status.role"_s);
}

QTEST_GUILESS_MAIN(ExchangeCommandsTest)
#include "ExchangeCommandsTest.moc"
