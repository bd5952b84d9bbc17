// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ReceiptService.h"
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/records/RecordList.h"
#include "client/core/sealing/FileSealing.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/PdfTrail.h"
#include "client/core/uses/ApplicationService.h"
#include "tests/client/core/StampOffice.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QTest>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

/// Something that a member does with legal weight, or on the way to it.
struct Act
{
    QByteArray name;
    QString member;
    /// Tries it; the reason why it was not done.
    std::function<QByteArray(Workspace &, const SecretBytes &)> tryIt;
};

SecretBytes wrongPin()
{
    return SecretBytes(QByteArrayView("000000"));
}

quint64 written(Workspace &desk)
{
    const auto chain = desk.journal().ownChain();
    return chain ? chain->newest : 0;
}

} // namespace

/// Fault F28: where neither log nor audit log can be written nobody signs, decides, seals, sends, signs for or returns
/// anything, and no key is opened for it; what is there can be read. Each act is tried so, and then done, so that it
/// was the disk that stood in its way.
class UnwritableTrailTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noActIsDone_data();
    void noActIsDone();
    void noPdfIsSigned();
    // Behind the acts: it reads what they left.
    void readingGoesOn_data();
    void readingGoesOn();

private:
    std::unique_ptr<Workspace> unlock(const QString &member) const { return m_exchange->office.unlock(member); }
    void receiveTwo();
    void prepareTown();
    /// A step of the notice's process; what it is about is looked up once.
    Act step(const QByteArray &name, const QString &member, const QString &act, const QString &outcome,
        const QJsonObject &values = {});
    /// The seal that closes a document; what the keeper looks at is made once.
    Act closing(const QByteArray &name, const QString &member, StreamId UnwritableTrailTest::*stream);
    std::vector<Act> townActs();
    std::vector<Act> sealActs();
    std::vector<Act> financeActs();

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::vector<Act> m_acts;
    StreamId m_notice;
    StreamId m_order; ///< Waits for its issuer's stamp.
    StreamId m_toSignFor;
    StreamId m_toReturn;
    QByteArray m_file; ///< An OFD without a seal.
    Digest m_application;
};

void UnwritableTrailTest::initTestCase()
{
    journal::FaultyDisk::becomeDefault();
    m_exchange = std::make_unique<ExchangeOffice>();
    receiveTwo();
    m_exchange->stopServer(); // Its store is on the same disk.
    m_exchange->sender.reset();
    m_exchange->finance.reset();
    m_exchange->town.reset();
    prepareTown();
    for (const auto &acts : {townActs(), sealActs(), financeActs()})
        m_acts.insert(m_acts.end(), acts.begin(), acts.end());
}

void UnwritableTrailTest::receiveTwo()
{
    for (const auto stream : {&UnwritableTrailTest::m_toSignFor, &UnwritableTrailTest::m_toReturn}) {
        const int serial = stream == &UnwritableTrailTest::m_toReturn ? 62 : 61;
        auto order = m_exchange->order(StreamId(u"notice-%1"_s.arg(serial)), serial);
        order.recipients = {u"江阴市财政局"_s};
        const auto dispatched = DispatchService(*m_exchange->sender).dispatch(order);
        QVERIFY2(dispatched, reasonOf(dispatched).constData());
        this->*stream = incomingStream(dispatched->envelope);
    }
    const auto sent = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(sent, reasonOf(sent).constData());
    const auto received = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(received, reasonOf(received).constData());
}

void UnwritableTrailTest::prepareTown()
{
    const SampleOffice &office = m_exchange->office;
    const auto made = giveStamp(office, u"澄江镇/leader"_s);
    QVERIFY2(made, reasonOf(made).constData());
    const auto opened = NumberService(*informed(office, u"澄江镇/mailroom"_s)).openAll();
    QVERIFY2(opened, reasonOf(opened).constData());
    const auto order = numberedAt(townOf(office), orderOf(u"澄江镇人民政府"_s, {u"镇　长"_s}));
    QVERIFY2(order, reasonOf(order).constData());
    m_order = *order;
    document::OfficialDocument notice = SampleOffice::notice();
    notice.number.clear();
    notice.issuers = notice.signatories = {u"澄江镇人民政府"_s};
    notice.issuerMark = u"澄江镇人民政府文件"_s;
    notice.printer = u"澄江镇人民政府"_s;
    notice.recipients = {u"江阴市财政局"_s};
    notice.copyTo.clear();
    const auto begun = ImportService(*unlock(u"澄江镇/clerk"_s)).begin(notice);
    QVERIFY2(begun, reasonOf(begun).constData());
    m_notice = *begun;
}

Act UnwritableTrailTest::step(const QByteArray &name, const QString &member, const QString &act, const QString &outcome,
    const QJsonObject &values)
{
    const auto request = std::make_shared<ActRequest>();
    request->outcome = outcome;
    request->opinion.words = u"同意。"_s;
    request->values = values;
    return {name, member, [this, act, request](Workspace &desk, const SecretBytes &pin) {
                if (request->task.isEmpty()) {
                    const auto view = RecordService(desk).load(m_notice);
                    const auto document = view ? DocumentService(desk).load(view->record) : view.error();
                    if (!document)
                        return reasonOf(document);
                    request->document = document->digest;
                    for (const PossibleAct &possible : view->possible) {
                        if (possible.possible.rules.act == act)
                            request->task = possible.possible.task.id;
                    }
                }
                return reasonOf(ActService(desk).act(m_notice, *request, &pin));
            }};
}

Act UnwritableTrailTest::closing(const QByteArray &name, const QString &member, StreamId UnwritableTrailTest::*stream)
{
    const auto shown = std::make_shared<std::optional<SealPreview>>();
    return {name, member, [this, stream, shown](Workspace &desk, const SecretBytes &pin) {
                OutgoingService outgoing(desk);
                if (!*shown) {
                    auto preview = outgoing.sealPreview(this->*stream);
                    if (!preview)
                        return reasonOf(preview);
                    m_file = preview->document.ofd;
                    shown->emplace(*std::move(preview));
                }
                return reasonOf(outgoing.seal(this->*stream, **shown, pin));
            }};
}

std::vector<Act> UnwritableTrailTest::townActs()
{
    const QString today =
        toDateTime(m_exchange->office.environment().clock.now()).toOffsetFromUtc(8 * 3600).date().toString(Qt::ISODate);
    return {step("submit a draft", u"澄江镇/clerk"_s, u"draft"_s, u"submit"_s),
        step("decide in a review", u"澄江镇/clerk"_s, u"review"_s, u"agree"_s),
        step("sign at issuing", u"澄江镇/leader"_s, u"issue"_s, u"agree"_s),
        step("draw a number", u"澄江镇/mailroom"_s, u"number"_s, u"numbered"_s, {{u"issueDate"_s, today}}),
        closing("seal a document", u"澄江镇/sealkeeper"_s, &UnwritableTrailTest::m_notice),
        {"dispatch", u"澄江镇/mailroom"_s, [this](Workspace &desk, const SecretBytes &) {
             DispatchChoice choice;
             choice.recipients = {u"江阴市财政局"_s};
             return reasonOf(OutgoingService(desk).dispatch(m_notice, choice));
         }}};
}

std::vector<Act> UnwritableTrailTest::sealActs()
{
    return {{"apply for a seal", u"澄江镇/clerk"_s,
                [this](Workspace &desk, const SecretBytes &pin) {
                    const auto applied =
                        ApplicationService(desk).apply({m_file, u"合同.ofd"_s, {}, 2, u"签订服务合同"_s}, pin);
                    if (applied)
                        m_application = *applied;
                    return reasonOf(applied);
                }},
        {"decide on a seal", u"澄江镇/leader"_s,
            [this](Workspace &desk, const SecretBytes &pin) {
                return reasonOf(ApplicationService(desk).decide(m_application, true, u"同意"_s, pin));
            }},
        {"use a seal on a file", u"澄江镇/sealkeeper"_s,
            [this](Workspace &desk, const SecretBytes &pin) {
                return reasonOf(
                    FileSealing(desk).seal(m_file, {SealAt{0, {105, 160}}, {}}, ofd::Coverage::CloseDocument, pin));
            }},
        closing("put one's own stamp", u"澄江镇/leader"_s, &UnwritableTrailTest::m_order)};
}

std::vector<Act> UnwritableTrailTest::financeActs()
{
    return {{"sign for", u"市财政局/mailroom"_s,
                [this](Workspace &desk, const SecretBytes &pin) {
                    return reasonOf(ReceiptService(desk).signFor(m_toSignFor, pin));
                }},
        {"return", u"市财政局/mailroom"_s, [this](Workspace &desk, const SecretBytes &pin) {
             return reasonOf(ReceiptService(desk).returnDocument(m_toReturn, u"附件缺页。"_s, pin));
         }}};
}

void UnwritableTrailTest::noActIsDone_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_acts.size(); ++i)
        QTest::newRow(m_acts[i].name.constData()) << static_cast<int>(i);
}

void UnwritableTrailTest::noActIsDone()
{
    QFETCH(int, index);
    const Act &act = m_acts[static_cast<std::size_t>(index)];
    quint64 before = 0;
    {
        const auto desk = unlock(act.member);
        before = written(*desk);
        desk->journal().database().makeReadOnly();
        // A key that was opened would have told the wrong PIN, and counted it.
        QCOMPARE(act.tryIt(*desk, wrongPin()), QByteArray("store.read-only"));
        QCOMPARE(written(*desk), before);
    }
    {
        const auto desk = unlock(act.member);
        journal::FaultyDisk::fullWhile("/");
        const QByteArray reason = act.tryIt(*desk, SampleOffice::pin());
        const bool isReadable =
            RecordService(*desk).load(m_notice).has_value() || RecordService(*desk).load(m_toReturn).has_value();
        journal::FaultyDisk::fullWhile({});
        QCOMPARE(reason, QByteArray("store.full"));
        QVERIFY(isReadable);
        QCOMPARE(written(*desk), before);
    }
    const auto desk = unlock(act.member);
    QCOMPARE(act.tryIt(*desk, SampleOffice::pin()), QByteArray());
    QVERIFY(written(*desk) > before);
    const auto rows = desk->audit().verify();
    QVERIFY2(rows, reasonOf(rows).constData());
}

/// It leaves a row and no entry.
void UnwritableTrailTest::noPdfIsSigned()
{
    const QString member = u"澄江镇/leader"_s;
    const auto trySigning = [](Workspace &desk, const SecretBytes &pin) {
        const QString key = desk.profile().memberPath(desk.member().id, keyfile::PersonalSigning);
        return reasonOf(withPdfTrail(desk, pdfTrailSubject("%PDF-1.7", key), [&] { return openPdfKey(key, pin); }));
    };
    {
        const auto desk = unlock(member);
        desk->journal().database().makeReadOnly();
        QCOMPARE(trySigning(*desk, wrongPin()), QByteArray("store.read-only"));
    }
    {
        const auto desk = unlock(member);
        journal::FaultyDisk::fullWhile("/");
        const QByteArray reason = trySigning(*desk, wrongPin());
        journal::FaultyDisk::fullWhile({});
        QCOMPARE(reason, QByteArray("store.full"));
    }
    const auto desk = unlock(member);
    QCOMPARE(trySigning(*desk, wrongPin()), QByteArray("key-file.pin"));
    QCOMPARE(trySigning(*desk, SampleOffice::pin()), QByteArray());
    const auto rows = desk->audit().newest(3);
    QVERIFY2(rows, reasonOf(rows).constData());
    QStringList reasons;
    for (const journal::AuditRecord &row : *rows) {
        QCOMPARE(row.what, u"pdf.sign"_s);
        QCOMPARE(row.actor, desk->member().id.toString());
        reasons.append(row.reason);
    }
    QCOMPARE(reasons, (QStringList{{}, u"key-file.pin"_s, {}}));
}

void UnwritableTrailTest::readingGoesOn_data()
{
    QTest::addColumn<bool>("isFull");
    QTest::newRow("a sync failed") << false;
    QTest::newRow("the disk is full") << true;
}

void UnwritableTrailTest::readingGoesOn()
{
    QFETCH(bool, isFull);
    const auto town = unlock(u"澄江镇/mailroom"_s);
    const auto finance = unlock(u"市财政局/mailroom"_s);
    if (isFull) {
        journal::FaultyDisk::fullWhile("/");
    } else {
        town->journal().database().makeReadOnly();
        finance->journal().database().makeReadOnly();
    }
    const auto list = RecordList(*town).counts();
    const auto draft = DraftService(*town).load(m_notice);
    const auto sealedOfd = OutgoingService(*town).sealedOfd(m_notice);
    const auto uses = UseService(*town).check();
    const auto view = RecordService(*finance).load(m_toSignFor);
    const auto arrived = view ? DocumentService(*finance).load(view->record) : view.error();
    journal::FaultyDisk::fullWhile({});
    QVERIFY2(list, reasonOf(list).constData());
    QVERIFY(!list->isEmpty());
    QVERIFY2(draft, reasonOf(draft).constData());
    QVERIFY2(sealedOfd, reasonOf(sealedOfd).constData());
    QVERIFY2(uses, reasonOf(uses).constData());
    QCOMPARE(uses->uses.uses.size(), 2);
    QVERIFY2(arrived, reasonOf(arrived).constData());
    QVERIFY(arrived->verdict && arrived->verdict->isFullyValid());
}

QTEST_MAIN(UnwritableTrailTest)
#include "UnwritableTrailTest.moc"
