// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/DocumentHeader.h"
#include "tests/Patience.h"
#include "tests/client/cli/ForeignSystem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <memory>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

const QString SenderMailRoom = u"市政府办/mailroom"_s;
const QString FinanceMailRoom = u"市财政局/mailroom"_s;

QString reasonOf(const CommandRun &run)
{
    return run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString();
}

} // namespace

/// Other systems' documents by `send --order` and through exchange folders, over a real server and two real desktops.
class AdapterCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anOrderIsSentOnceAndTrackedByItsMessage();
    void anOrderThatCannotBeSentIsRefused_data();
    void anOrderThatCannotBeSentIsRefused();
    void aHeaderInXmlIsAnOrderToo();
    void anOrderInTheFolderIsSentAndKeptWithItsAcceptance();
    void theOtherSideGetsFoldersThatAreWhole();
    void whatWasHandedOverOnceDoesNotComeAgain();
    void signingForByAFileIsToldOnBothSides();
    void aReturnByAFileTellsItsReason();
    void whatIsNotWholeIsNotTouched();
    void whatCannotBeDoneGoesToFailedWithASentence_data();
    void whatCannotBeDoneGoesToFailedWithASentence();
    void whatBearsNoPlainNameIsLeftAlone();
    void longNamesOfAttachmentsAreShortened();
    void withoutAServerAnOrderStaysWhereItIs();
    void whatTheServerRefusesForNowStaysAndGoesLater();
    void namesBesideNamesAreFreeToo();
    void itRunsUntilItIsToldToEnd();
    void whatAnotherProgramTookInIsHandedOverToo();

private:
    /// An adapter that goes on at a desktop, round by round each second.
    std::unique_ptr<faults::ChildProgram> runAt(const QString &name, const QStringList &more) const;
    static bool end(faults::ChildProgram &running);
    /// One round at a desktop over its folder.
    CommandRun round(const QString &name, QStringList more = {}) const;
    QString out(const QString &name) const { return m_office.path(u"exchange-out/"_s + name); }
    QString in(const QString &name) const { return m_office.path(u"exchange-in/"_s + name); }
    CommandRun roundOut(const QStringList &more = {}) const
    {
        return round(SenderMailRoom, QStringList{u"--folder"_s, out({})} + more);
    }
    CommandRun roundIn() const { return round(FinanceMailRoom, {u"--folder"_s, in({})}); }
    /// The envelope of what lies in `in` under a title; empty where nothing does.
    QString arrivedUnder(const QString &title) const;

    CommandOffice m_office;
    std::optional<ForeignSystem> m_system;
};

CommandRun AdapterCommandTest::round(const QString &name, QStringList more) const
{
    more.prepend(u"--once"_s);
    more.prepend(u"adapter"_s);
    return m_office.at(name, more);
}

QString AdapterCommandTest::arrivedUnder(const QString &title) const
{
    for (const QString &name : namesIn(in(u"in"_s))) {
        if (jsonOf(in(u"in/"_s + name + u"/verdict.json"_s)).value(u"title"_s).toString() == title)
            return name;
    }
    return {};
}

void AdapterCommandTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_system.emplace(m_office);
}

void AdapterCommandTest::anOrderIsSentOnceAndTrackedByItsMessage()
{
    const QString folder = m_office.path(u"order"_s);
    QVERIFY(m_system->write(folder, ForeignSystem::order(u"oa-1"_s, 1)));
    const QStringList send{u"send"_s, u"--order"_s, folder + u"/order.json"_s};
    const CommandRun first = m_office.at(SenderMailRoom, send);
    QVERIFY2(first.status == 0, first.said().constData());
    QCOMPARE(first.json().value(u"message"_s).toString(), u"oa-1"_s);
    QCOMPARE(first.json().value(u"novelty"_s).toString(), u"new"_s);
    const CommandRun again = m_office.at(SenderMailRoom, send);
    QVERIFY2(again.status == 0, again.said().constData());
    QCOMPARE(again.json().value(u"novelty"_s).toString(), u"known"_s);
    for (const QString &field : {u"envelope"_s, u"record"_s, u"recipients"_s})
        QCOMPARE(again.json().value(field), first.json().value(field));
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--message"_s, u"oa-1"_s});
    QVERIFY2(tracked.status == 0, tracked.said().constData());
    QCOMPARE(tracked.json().value(u"record"_s), first.json().value(u"record"_s));
    QCOMPARE(tracked.json().value(u"summary"_s).toObject().value(u"accepted"_s).toInt(), 1);
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s});
    QVERIFY2(received.status == 0, received.said().constData());
    const QJsonArray arrivals = received.json().value(u"arrivals"_s).toArray();
    QCOMPARE(arrivals.size(), 1);
    QCOMPARE(arrivals.at(0).toObject().value(u"title"_s).toString(), u"关于系统对接的第1号通知"_s);
    // Signing for it twice is signing for it once.
    const QString record = arrivals.at(0).toObject().value(u"record"_s).toString();
    for (const QString &novelty : {u"new"_s, u"known"_s}) {
        const CommandRun signedFor = m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, record});
        QVERIFY2(signedFor.status == 0, signedFor.said().constData());
        QCOMPARE(signedFor.json().value(u"novelty"_s).toString(), novelty);
    }
    const CommandRun returned =
        m_office.at(FinanceMailRoom, {u"return"_s, u"--record"_s, record, u"--reason"_s, u"重复"_s});
    QCOMPARE(returned.status, 1);
    QCOMPARE(reasonOf(returned), u"receipt.not-your-step"_s);
}

void AdapterCommandTest::anOrderThatCannotBeSentIsRefused_data()
{
    QTest::addColumn<QJsonObject>("order");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &field, const QJsonValue &value, const QString &reason) {
        QJsonObject order = ForeignSystem::order(u"refused"_s, 2);
        order.insert(field, value);
        QTest::newRow(name) << order << reason;
    };
    row("unknown field", u"receivers"_s, QJsonArray(), u"submission.field"_s);
    row("path", u"document"_s, u"../order/正文.ofd"_s, u"submission.file-name"_s);
    row("missing file", u"document"_s, u"别的.ofd"_s, u"submission.part-file"_s);
    row("no sealed OFD", u"document"_s, u"附表.csv"_s, {}); // Whatever the container's fault is called.
    row("unknown recipient", u"to"_s, QJsonArray{u"某某局"_s}, u"routing.unknown-recipient"_s);
    row("the id of another message", u"message"_s, u"oa-1"_s, u"submission.another"_s);
}

void AdapterCommandTest::anOrderThatCannotBeSentIsRefused()
{
    QFETCH(QJsonObject, order);
    QFETCH(QString, reason);
    const QString folder = m_office.path(u"refused-order"_s);
    QVERIFY(m_system->write(folder, order));
    const CommandRun run =
        m_office.at(SenderMailRoom, {u"send"_s, u"--offline"_s, u"--order"_s, folder + u"/order.json"_s});
    QVERIFY2(run.status == 1, run.said().constData());
    if (!reason.isEmpty())
        QCOMPARE(reasonOf(run), reason);
    QVERIFY2(run.errors.startsWith("wenyictl: "), run.errors.constData());
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--offline"_s, u"--message"_s, u"refused"_s});
    QCOMPARE(reasonOf(tracked), u"record.none"_s);
}

void AdapterCommandTest::aHeaderInXmlIsAnOrderToo()
{
    const QString folder = m_office.path(u"xml-order"_s);
    QVERIFY(m_system->write(folder, {}));
    exchange::DocumentHeader header;
    header.identifier = u"11320281014000001A-2026-3"_s;
    header.kind = u"通知"_s;
    header.number = u"澄政办发〔2026〕3号"_s;
    header.title = u"关于系统对接的第3号通知"_s;
    header.recipients = {u"江阴市财政局"_s};
    header.date = QDate(2026, 6, 18);
    header.parts = {
        {exchange::PartRole::Document, u"正文.ofd"_s, m_system->ofd().size(), crypto::sm3(m_system->ofd())}};
    QVERIFY(writeDurably(folder + u"/header.xml"_s, header.toXml().value()));
    QStringList send{u"send"_s, u"--order"_s, folder + u"/header.xml"_s};
    QCOMPARE(reasonOf(m_office.at(SenderMailRoom, send)), u"submission.no-message"_s);
    const CommandRun sent = m_office.at(SenderMailRoom, send << u"--message"_s << u"oa-3"_s);
    QVERIFY2(sent.status == 0, sent.said().constData());
    const QString written = m_office.path(u"received"_s);
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s, u"--out"_s, written});
    QVERIFY2(received.status == 0, received.said().constData());
    const QJsonObject arrival = received.json().value(u"arrivals"_s).toArray().at(0).toObject();
    auto came = exchange::DocumentHeader::fromXml(
        contentOf(arrival.value(u"files"_s).toObject().value(u"header"_s).toString()));
    QVERIFY(came);
    came->parts[0].name = header.parts[0].name;
    QVERIFY(*came == header);
    const QString record = arrival.value(u"record"_s).toString();
    QCOMPARE(m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, record}).status, 0);
}

void AdapterCommandTest::anOrderInTheFolderIsSentAndKeptWithItsAcceptance()
{
    QVERIFY(m_system->write(out(u"out/2026-4"_s), ForeignSystem::order(u"oa-4"_s, 4)));
    const CommandRun run = roundOut();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"sent"_s).toInt(), 1);
    QCOMPARE(namesIn(out(u"out"_s)), QStringList());
    QCOMPARE(namesIn(out(u"sent"_s)), QStringList({u"2026-4"_s, u"2026-4.json"_s}));
    QCOMPARE(namesIn(out(u"sent/2026-4"_s)), QStringList({u"order.json"_s, u"正文.ofd"_s, u"附表.csv"_s}));
    const QJsonObject acceptance = jsonOf(out(u"sent/2026-4.json"_s));
    QCOMPARE(acceptance.value(u"message"_s).toString(), u"oa-4"_s);
    QVERIFY(!acceptance.value(u"acceptedAt"_s).toString().isEmpty());
    QCOMPARE(acceptance.value(u"recipients"_s).toArray().size(), 1);
    const QJsonObject receipts = jsonOf(out(u"receipts/oa-4.json"_s));
    QCOMPARE(receipts.value(u"summary"_s).toObject().value(u"accepted"_s).toInt(), 1);
    QCOMPARE(receipts.value(u"record"_s), acceptance.value(u"record"_s));
    // The same message under another name is sent already: its first answer, and no second envelope.
    QVERIFY(m_system->write(out(u"out/again"_s), ForeignSystem::order(u"oa-4"_s, 4)));
    QCOMPARE(roundOut().json().value(u"sent"_s).toInt(), 1);
    QCOMPARE(jsonOf(out(u"sent/again.json"_s)).value(u"envelope"_s), acceptance.value(u"envelope"_s));
}

void AdapterCommandTest::theOtherSideGetsFoldersThatAreWhole()
{
    const CommandRun run = roundIn();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"arrived"_s).toInt(), 1);
    const QString envelope = arrivedUnder(u"关于系统对接的第4号通知"_s);
    QVERIFY(!envelope.isEmpty());
    const QString folder = in(u"in/"_s + envelope);
    QCOMPARE(namesIn(folder), QStringList({u"attachments"_s, u"document.ofd"_s, u"header.xml"_s, u"verdict.json"_s}));
    QCOMPARE(contentOf(folder + u"/document.ofd"_s), m_system->ofd());
    QCOMPARE(contentOf(folder + u"/attachments/附表.csv"_s), QByteArray("科目,金额\n"));
    QCOMPARE(
        exchange::DocumentHeader::fromXml(contentOf(folder + u"/header.xml"_s))->title, u"关于系统对接的第4号通知"_s);
    const QJsonObject told = jsonOf(folder + u"/verdict.json"_s);
    QCOMPARE(told.value(u"envelope"_s).toString(), envelope);
    QVERIFY(!told.value(u"verdict"_s).toObject().value(u"conclusion"_s).toString().isEmpty());
}

void AdapterCommandTest::whatWasHandedOverOnceDoesNotComeAgain()
{
    QVERIFY(QDir().rename(in(u"in"_s), in(u"taken"_s)));
    QVERIFY(QFile::remove(out(u"receipts/oa-4.json"_s)));
    const CommandRun again = roundIn();
    QVERIFY2(again.status == 0, again.said().constData());
    QCOMPARE(again.json().value(u"arrived"_s).toInt(), 0);
    QCOMPARE(namesIn(in(u"in"_s)), QStringList());
    QVERIFY(QDir().rmdir(in(u"in"_s)) && QDir().rename(in(u"taken"_s), in(u"in"_s)));
    // Receipts are told when they change: now it is delivered.
    QCOMPARE(roundOut().json().value(u"receipts"_s).toInt(), 1);
    QCOMPARE(jsonOf(out(u"receipts/oa-4.json"_s)).value(u"summary"_s).toObject().value(u"delivered"_s).toInt(), 1);
    QVERIFY(QFile::remove(out(u"receipts/oa-4.json"_s)));
    QCOMPARE(roundOut().json().value(u"receipts"_s).toInt(), 0);
    QVERIFY(!QFileInfo::exists(out(u"receipts/oa-4.json"_s)));
}

void AdapterCommandTest::signingForByAFileIsToldOnBothSides()
{
    const QString envelope = arrivedUnder(u"关于系统对接的第4号通知"_s);
    QVERIFY(writeDurably(in(u"signfor/"_s + envelope), ""));
    const CommandRun run = roundIn();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"answered"_s).toInt(), 1);
    QCOMPARE(namesIn(in(u"signfor"_s)), QStringList());
    QCOMPARE(jsonOf(in(u"answered/"_s + envelope + u".json"_s)).value(u"outcome"_s).toString(), u"signed-for"_s);
    QCOMPARE(roundOut().json().value(u"receipts"_s).toInt(), 1);
    QCOMPARE(jsonOf(out(u"receipts/oa-4.json"_s)).value(u"text"_s).toString(), u"1/1 已签收"_s);
    // Once more, as after an interruption: told again, and done once.
    QVERIFY(writeDurably(in(u"signfor/"_s + envelope + u".txt"_s), ""));
    QCOMPARE(roundIn().json().value(u"answered"_s).toInt(), 1);
    QCOMPARE(roundOut().json().value(u"receipts"_s).toInt(), 0);
}

void AdapterCommandTest::aReturnByAFileTellsItsReason()
{
    QVERIFY(m_system->write(out(u"out/5"_s), ForeignSystem::order(u"oa-5"_s, 5)));
    QCOMPARE(roundOut().status, 0);
    QCOMPARE(roundIn().status, 0);
    const QString envelope = arrivedUnder(u"关于系统对接的第5号通知"_s);
    QVERIFY(writeDurably(in(u"return/"_s + envelope + u".txt"_s), "附件缺第三页，请补正。\n"));
    const CommandRun run = roundIn();
    QVERIFY2(run.json().value(u"answered"_s).toInt() == 1, run.said().constData());
    QCOMPARE(
        jsonOf(in(u"answered/"_s + envelope + u".json"_s)).value(u"reason"_s).toString(), u"附件缺第三页，请补正。"_s);
    QCOMPARE(roundOut().status, 0);
    QVERIFY(contentOf(out(u"receipts/oa-5.json"_s)).contains("附件缺第三页，请补正。"));
}

void AdapterCommandTest::whatIsNotWholeIsNotTouched()
{
    QVERIFY(m_system->write(out(u"out/half.tmp"_s), ForeignSystem::order(u"oa-6"_s, 6)));
    QVERIFY(QDir().mkpath(out(u"out/no-order-yet"_s)));
    QVERIFY(writeDurably(out(u"out/no-order-yet/order.json.tmp"_s), "{"));
    QVERIFY(writeDurably(out(u"signfor/half.tmp"_s), ""));
    const CommandRun run = roundOut();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"sent"_s).toInt() + run.json().value(u"failed"_s).toInt(), 0);
    QCOMPARE(namesIn(out(u"out"_s)), QStringList({u"half.tmp"_s, u"no-order-yet"_s}));
    QCOMPARE(namesIn(out(u"signfor"_s)), QStringList({u"half.tmp"_s}));
    // Whole now.
    QVERIFY(QDir().rename(out(u"out/half.tmp"_s), out(u"out/whole"_s)));
    QCOMPARE(roundOut().json().value(u"sent"_s).toInt(), 1);
    QVERIFY(QDir(out(u"out/no-order-yet"_s)).removeRecursively() && QFile::remove(out(u"signfor/half.tmp"_s)));
}

void AdapterCommandTest::whatCannotBeDoneGoesToFailedWithASentence_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *kept, const char *reason) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(kept) << QByteArray(reason);
    };
    row("broken order", "broken", "submission.json");
    row("path in an order", "path", "submission.file-name");
    row("linked folder", "linked", "adapter.no-folder");
    row("link to nothing", "nowhere", "adapter.no-folder");
    row("file in out", "file", "adapter.no-folder");
    row("changed message", "changed", "submission.another");
    row("unknown envelope", "signfor-unknown", "receipt.no-envelope");
    row("linked request", "signfor-linked", "adapter.no-file");
    row("no reason", "return-none.txt", "receipt.");
}

void AdapterCommandTest::whatCannotBeDoneGoesToFailedWithASentence()
{
    QFETCH(QString, what);
    QFETCH(QString, kept);
    QFETCH(QByteArray, reason);
    const QString secret = m_office.path(u"secret"_s);
    QVERIFY(m_system->write(secret, ForeignSystem::order(u"secret"_s, 9)));
    QJsonObject order = ForeignSystem::order(what, 9);
    if (what == u"broken order") {
        QVERIFY(QDir().mkpath(out(u"out/broken"_s)) && writeDurably(out(u"out/broken/order.json"_s), "{"));
    } else if (what == u"path in an order") {
        order.insert(u"document"_s, u"../../secret/正文.ofd"_s);
        QVERIFY(m_system->write(out(u"out/path"_s), order));
    } else if (what == u"linked folder") {
        QVERIFY(QFile::link(secret, out(u"out/linked"_s)));
    } else if (what == u"link to nothing") {
        QVERIFY(QFile::link(m_office.path(u"nothing"_s), out(u"out/nowhere"_s)));
    } else if (what == u"file in out") {
        QVERIFY(writeDurably(out(u"out/file"_s), "x"));
    } else if (what == u"changed message") {
        QVERIFY(m_system->write(out(u"out/changed"_s), ForeignSystem::order(u"oa-4"_s, 40)));
    } else if (what == u"unknown envelope") {
        QVERIFY(writeDurably(out(u"signfor/unknown"_s), ""));
    } else if (what == u"linked request") {
        QVERIFY(QFile::link(secret + u"/order.json"_s, out(u"signfor/linked"_s)));
    } else {
        QVERIFY(writeDurably(out(u"return/none.txt"_s), " \n"));
    }
    const CommandRun run = roundOut();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"failed"_s).toInt(), 1);
    const QFileInfo moved(out(u"failed/"_s + kept));
    QVERIFY2(moved.exists() || moved.isSymLink(), run.said().constData());
    const QByteArray sentence = contentOf(out(u"failed/"_s + kept + u".txt"_s));
    QVERIFY2(sentence.contains(reason) && sentence.count('\n') == 1, sentence.constData());
    QCOMPARE(namesIn(out(u"out"_s)) + namesIn(out(u"signfor"_s)) + namesIn(out(u"return"_s)), QStringList());
    QVERIFY(QFileInfo::exists(secret + u"/order.json"_s));
}

void AdapterCommandTest::whatBearsNoPlainNameIsLeftAlone()
{
    const QString name = u"line\nbreak"_s;
    QVERIFY(m_system->write(out(u"out/"_s + name), ForeignSystem::order(u"oa-7"_s, 7)));
    const QString tooLong = QString(70, u'长');
    QVERIFY(m_system->write(out(u"out/"_s + tooLong), ForeignSystem::order(u"oa-8"_s, 8)));
    const CommandRun run = roundOut();
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"sent"_s).toInt() + run.json().value(u"failed"_s).toInt(), 0);
    QCOMPARE(namesIn(out(u"out"_s)).size(), 2);
    QVERIFY(QDir(out(u"out"_s)).removeRecursively());
}

void AdapterCommandTest::longNamesOfAttachmentsAreShortened()
{
    const QString attachment = QString(78, u'长') + u".csv"_s;
    QJsonObject order = ForeignSystem::order(u"oa-10"_s, 10);
    order.insert(u"attachments"_s, QJsonArray{attachment});
    // The order's file comes last.
    QVERIFY(QDir().mkpath(out(u"out/10.tmp"_s)));
    QFile file(out(u"out/10.tmp/"_s + attachment));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one") == 3);
    file.close();
    QVERIFY(m_system->write(out(u"out/10.tmp"_s), order));
    QVERIFY(QDir().rename(out(u"out/10.tmp"_s), out(u"out/10"_s)));
    const CommandRun sent = roundOut();
    QVERIFY2(sent.json().value(u"sent"_s).toInt() == 1, sent.said().constData());
    const CommandRun run = roundIn();
    QVERIFY2(run.status == 0, run.said().constData());
    const QString envelope = arrivedUnder(u"关于系统对接的第10号通知"_s);
    const QStringList names = namesIn(in(u"in/"_s + envelope + u"/attachments"_s));
    QCOMPARE(names, QStringList{QString(58, u'长') + u".csv"_s});
}

void AdapterCommandTest::withoutAServerAnOrderStaysWhereItIs()
{
    m_office.stopServer();
    QVERIFY(m_system->write(out(u"out/11"_s), ForeignSystem::order(u"oa-11"_s, 11)));
    const CommandRun run = roundOut({u"--offline"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"waiting"_s).toInt(), 1);
    QCOMPARE(namesIn(out(u"out"_s)), QStringList{u"11"_s});
    QVERIFY(m_office.startServer());
    const CommandRun later = roundOut();
    QVERIFY2(later.json().value(u"sent"_s).toInt() == 1, later.said().constData());
    QCOMPARE(namesIn(out(u"out"_s)), QStringList());
}

void AdapterCommandTest::whatTheServerRefusesForNowStaysAndGoesLater()
{
    QVERIFY(m_office.setQuota(8));
    QVERIFY(m_system->write(out(u"out/20.tmp"_s), ForeignSystem::order(u"oa-20"_s, 20)));
    QVERIFY(writeDurably(out(u"out/20.tmp/附表.csv"_s), QByteArray(12 << 20, 'x')));
    QVERIFY(QDir().rename(out(u"out/20.tmp"_s), out(u"out/20"_s)));
    const CommandRun run = roundOut();
    QVERIFY2(run.json().value(u"waiting"_s).toInt() == 1, run.said().constData());
    QVERIFY2(contentOf(out(u"out/20/refused.txt"_s)).contains("unit.quota"), run.said().constData());
    QVERIFY(m_office.setQuota(10'000));
    const CommandRun later = roundOut();
    QVERIFY2(later.json().value(u"sent"_s).toInt() == 1, later.said().constData());
    QVERIFY(!QFileInfo::exists(out(u"sent/20/refused.txt"_s)) && QFileInfo::exists(out(u"receipts/oa-20.json"_s)));
    QCOMPARE(roundIn().status, 0);
}

void AdapterCommandTest::namesBesideNamesAreFreeToo()
{
    // An order may be called as what is told of another one.
    for (const QString &name : {u"21.json"_s, u"21"_s}) {
        QVERIFY(
            m_system->write(out(u"out/"_s + name), ForeignSystem::order(u"oa-of-"_s + name, name == u"21" ? 22 : 21)));
        const CommandRun run = roundOut();
        QVERIFY2(run.json().value(u"sent"_s).toInt() == 1, run.said().constData());
    }
    QCOMPARE(jsonOf(out(u"sent/21.json.json"_s)).value(u"message"_s).toString(), u"oa-of-21.json"_s);
    QCOMPARE(jsonOf(out(u"sent/21.2.json"_s)).value(u"message"_s).toString(), u"oa-of-21"_s);
    QVERIFY(QFileInfo::exists(out(u"sent/21.2/order.json"_s)));
    QCOMPARE(roundIn().status, 0);
}

std::unique_ptr<faults::ChildProgram> AdapterCommandTest::runAt(const QString &name, const QStringList &more) const
{
    qputenv("WENYI_PIN", "135790");
    qputenv("WENYI_RESOURCES", WENYI_SOURCE_DIR "/resources");
    qputenv("LC_ALL", "C.UTF-8");
    const auto [folder, member] = m_office.desktopOf(name);
    return std::make_unique<faults::ChildProgram>(QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"),
        QStringList{
            u"adapter"_s, u"--profile"_s, folder, u"--member"_s, member.toString(), u"--every"_s, u"1"_s, u"--folder"_s}
            + more);
}

bool AdapterCommandTest::end(faults::ChildProgram &running)
{
    return ::kill(static_cast<pid_t>(running.processId()), SIGTERM) == 0 && running.finish();
}

void AdapterCommandTest::itRunsUntilItIsToldToEnd()
{
    const auto running = runAt(SenderMailRoom, {out({})});
    for (int serial = 12; serial < 14; ++serial) {
        QVERIFY(m_system->write(out(u"out/%1"_s.arg(serial)), ForeignSystem::order(u"oa-%1"_s.arg(serial), serial)));
        QTRY_VERIFY(QFileInfo::exists(out(u"sent/%1/order.json"_s.arg(serial))));
    }
    // Two would hand over everything twice.
    QCOMPARE(reasonOf(roundOut()), u"adapter.running"_s);
    QVERIFY(end(*running));
    const QByteArrayList said = running->linesSaid();
    QVERIFY2(said.join().contains("sent 12: oa-12"), said.join().constData());
}

void AdapterCommandTest::whatAnotherProgramTookInIsHandedOverToo()
{
    const auto running = runAt(FinanceMailRoom, {in({}), u"--offline"_s});
    // Its first round is over.
    QVERIFY(writeDurably(in(u"signfor/unknown"_s), ""));
    QTRY_VERIFY(QFileInfo::exists(in(u"failed/signfor-unknown"_s)));
    const QString folder = m_office.path(u"order-14"_s);
    QVERIFY(m_system->write(folder, ForeignSystem::order(u"oa-14"_s, 14)));
    const CommandRun sent = m_office.at(SenderMailRoom, {u"send"_s, u"--order"_s, folder + u"/order.json"_s});
    QVERIFY2(sent.status == 0, sent.said().constData());
    QVERIFY(arrivedUnder(u"关于系统对接的第14号通知"_s).isEmpty());
    // What a round left that could not go on is not part of it.
    const QString left = u'/' + sent.json().value(u"envelope"_s).toString() + u"/left.ofd"_s;
    QVERIFY(QDir().mkpath(QFileInfo(in(u".work"_s + left)).path()));
    QVERIFY(writeDurably(in(u".work"_s + left), "of another time"));
    QCOMPARE(m_office.at(FinanceMailRoom, {u"sync"_s}).status, 0);
    QTRY_VERIFY(!arrivedUnder(u"关于系统对接的第14号通知"_s).isEmpty());
    QVERIFY(!QFileInfo::exists(in(u"in"_s + left)));
    QVERIFY(end(*running));
}

QTEST_GUILESS_MAIN(AdapterCommandTest)
#include "AdapterCommandTest.moc"
