// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Synchronizer.h"
#include "tests/client/cli/CommandAnswers.h"
#include "tests/client/cli/ForeignSystem.h"

#include <QTest>

#include <optional>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

/// Whatever the server says of having an envelope is lost on its way.
class LostAcceptances final : public core::ServerLink
{
public:
    explicit LostAcceptances(core::ServerLink &link)
        : m_link(link)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        auto answer = m_link.request(std::move(body));
        const auto *state = answer ? std::get_if<protocol::EnvelopeState>(&*answer) : nullptr;
        if (!state || !state->receipt)
            return answer;
        ++m_lost;
        return Error{ErrorCode::Unavailable, "connection.lost", {}};
    }
    int lost() const { return m_lost; }

private:
    core::ServerLink &m_link;
    int m_lost = 0;
};

} // namespace

/// What other systems' documents meet behind their sending, by commands and through an exchange folder: they are urged,
/// and recalled before they went.
class EnvelopeLifeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anUrgeIsReadWhereItArrived();
    void whatIsRecalledBeforeItWentEndsWithASentence();
    void whatHadGoneAndWasSignedForIsStillTold();

private:
    QString out(const QString &name) const { return m_office.path(u"exchange-out/"_s + name); }
    /// One round of the sender's adapter.
    CommandRun roundOut(const QStringList &more) const
    {
        return m_office.at(SenderMailRoom, QStringList{u"adapter"_s, u"--once"_s, u"--folder"_s, out({})} + more);
    }

    CommandOffice m_office;
    std::optional<ForeignSystem> m_system;
};

void EnvelopeLifeTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_system.emplace(m_office);
}

void EnvelopeLifeTest::anUrgeIsReadWhereItArrived()
{
    const QString folder = m_office.path(u"urged-order"_s);
    QVERIFY(m_system->write(folder, ForeignSystem::order(u"oa-13"_s, 13)));
    const CommandRun sent = m_office.at(SenderMailRoom, {u"send"_s, u"--order"_s, folder + u"/order.json"_s});
    const QStringList urge{u"urge"_s, u"--record"_s, sent.json().value(u"record"_s).toString(), u"--unit"_s,
        u"江阴市财政局"_s, u"--words"_s, u"请尽快签收"_s};
    const CommandRun urged = m_office.at(SenderMailRoom, urge);
    const QJsonObject delivery = urged.json().value(u"deliveries"_s).toArray().at(0).toObject();
    QVERIFY2(delivery.value(u"urged"_s).toObject().value(u"count"_s) == 1, urged.said().constData());
    QCOMPARE(reasonOf(m_office.at(SenderMailRoom, urge)), u"urge.nobody"_s);
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s});
    const QJsonObject arrival = received.json().value(u"arrivals"_s).toArray().at(0).toObject();
    QVERIFY2(arrival.value(u"urged"_s).toObject().value(u"words"_s) == u"请尽快签收"_s, received.said().constData());
    QCOMPARE(
        m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, arrival.value(u"record"_s).toString()}).status, 0);
}

void EnvelopeLifeTest::whatIsRecalledBeforeItWentEndsWithASentence()
{
    m_office.stopServer();
    QVERIFY(m_system->write(out(u"out/12"_s), ForeignSystem::order(u"oa-12"_s, 12)));
    QCOMPARE(roundOut({u"--offline"_s}).json().value(u"waiting"_s).toInt(), 1);
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--offline"_s, u"--message"_s, u"oa-12"_s});
    const QString record = tracked.json().value(u"record"_s).toString();
    QVERIFY2(!record.isEmpty(), tracked.said().constData());
    const CommandRun recalled =
        m_office.at(SenderMailRoom, {u"recall"_s, u"--offline"_s, u"--record"_s, record, u"--reason"_s, u"附件有误"_s});
    QVERIFY2(recalled.status == 0, recalled.said().constData());
    const CommandRun run = roundOut({u"--offline"_s});
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"failed"_s).toInt(), 1);
    QCOMPARE(run.json().value(u"sent"_s).toInt() + run.json().value(u"waiting"_s).toInt(), 0);
    QCOMPARE(namesIn(out(u"out"_s)), QStringList());
    const QByteArray sentence = contentOf(out(u"failed/12.txt"_s));
    QVERIFY2(sentence.contains("adapter.recalled") && sentence.count('\n') == 1, sentence.constData());
    // Of what the server has nobody knows here: its word may have been lost on its way.
    QVERIFY2(sentence.contains("is not known here"), sentence.constData());
    QVERIFY(m_office.startServer());
    const CommandRun later = roundOut({});
    QVERIFY2(later.status == 0, later.said().constData());
    const QByteArray receipts = contentOf(out(u"receipts/oa-12.json"_s));
    QVERIFY2(receipts.contains("\"recalled\""), receipts.constData());
}

void EnvelopeLifeTest::whatHadGoneAndWasSignedForIsStillTold()
{
    QVERIFY(m_system->write(out(u"out/14"_s), ForeignSystem::order(u"oa-14"_s, 14)));
    QCOMPARE(roundOut({u"--offline"_s}).json().value(u"waiting"_s).toInt(), 1);
    {
        const auto desk = m_office.unlock(SenderMailRoom);
        protocol::ClientConnection connection(core::connectionSettings(*desk).value(), desk->environment().random);
        core::ConnectionLink real(connection);
        LostAcceptances link(real);
        core::DirectGate gate;
        QVERIFY(!core::Synchronizer(*desk, gate, link).run());
        QCOMPARE(link.lost(), 1);
    }
    const CommandRun tracked = m_office.at(SenderMailRoom, {u"track"_s, u"--offline"_s, u"--message"_s, u"oa-14"_s});
    const QString record = tracked.json().value(u"record"_s).toString();
    const CommandRun recalled =
        m_office.at(SenderMailRoom, {u"recall"_s, u"--offline"_s, u"--record"_s, record, u"--reason"_s, u"附件有误"_s});
    QVERIFY2(recalled.status == 0, recalled.said().constData());
    QCOMPARE(roundOut({u"--offline"_s}).json().value(u"failed"_s).toInt(), 1);
    QVERIFY(contentOf(out(u"failed/14.txt"_s)).contains("adapter.recalled"));
    // Before the recall comes to the server.
    const CommandRun received = m_office.at(FinanceMailRoom, {u"receive"_s});
    const QString arrival = first(received.json(), u"arrivals"_s).value(u"record"_s).toString();
    QVERIFY2(!arrival.isEmpty(), received.said().constData());
    const CommandRun signedFor = m_office.at(FinanceMailRoom, {u"signfor"_s, u"--record"_s, arrival});
    QVERIFY2(signedFor.status == 0, signedFor.said().constData());
    const CommandRun later = roundOut({});
    QVERIFY2(later.status == 0, later.said().constData());
    QCOMPARE(stageOf(jsonOf(out(u"receipts/oa-14.json"_s)), u"江阴市财政局"_s), u"signed-for"_s);
}

QTEST_GUILESS_MAIN(EnvelopeLifeTest)
#include "EnvelopeLifeTest.moc"
