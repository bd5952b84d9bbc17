// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class ReceiptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recipientsReceiptHolds_data();
    void recipientsReceiptHolds();
    void nobodyElsesKeyMakesAReceipt_data();
    void nobodyElsesKeyMakesAReceipt();
    void receiptOfAnotherEnvelopeIsRefused();
    void factsThatBreakARuleAreNotSigned_data();
    void factsThatBreakARuleAreNotSigned();
    void everyBitCounts();
    void everyTruncationIsRefused();
    void manyShareOneSignatureAndEachStandsAlone();
    void merklePathsLeadToTheRootForEverySize();

private:
    crypto::Signer &rightSigner(const ReceiptFacts &facts)
    {
        return facts.kind == ReceiptKind::Accepted ? static_cast<crypto::Signer &>(m_domain.server())
                                                   : m_domain.unit(facts.unit).signer;
    }

    Domain m_domain;
    Envelope m_envelope = m_domain.envelope({Finance, Town});
};

void ReceiptTest::recipientsReceiptHolds_data()
{
    QTest::addColumn<ReceiptKind>("kind");
    for (int kind = 0; kind <= static_cast<int>(ReceiptKind::Concluded); ++kind)
        QTest::addRow("kind %d", kind) << static_cast<ReceiptKind>(kind);
}

void ReceiptTest::recipientsReceiptHolds()
{
    QFETCH(ReceiptKind, kind);
    ReceiptFacts facts = m_domain.facts(m_envelope.header, kind == ReceiptKind::Accepted ? Office : Finance, kind);
    crypto::Signer &signer = rightSigner(facts);
    const auto receipt = Receipt::sign(facts, signer);
    QVERIFY2(receipt, reasonOf(receipt).constData());
    const auto read = Receipt::fromBytes(receipt->toBytes());
    QVERIFY2(read, reasonOf(read).constData());
    facts.signer = signer.certificate().fingerprint();
    QVERIFY(read->facts() == facts);
    QCOMPARE(read->digest(), receipt->digest());
    QCOMPARE(reasonOf(read->verify(m_envelope.header, signer.certificate())), "");
}

void ReceiptTest::nobodyElsesKeyMakesAReceipt_data()
{
    QTest::addColumn<int>("key");
    const char *names[] = {"sender", "other recipient", "stranger", "own encryption key", "own desktop", "server"};
    for (int key = 0; key < 6; ++key)
        QTest::newRow(names[key]) << key;
}

void ReceiptTest::nobodyElsesKeyMakesAReceipt()
{
    QFETCH(int, key);
    crypto::KeySigner *const keys[] = {&m_domain.unit(Office).signer, &m_domain.unit(Town).signer,
        &m_domain.unit(Stranger).signer, &m_domain.unit(Finance).encryption, &m_domain.desktop(Finance),
        &m_domain.server()};
    const ReceiptFacts facts = m_domain.facts(m_envelope.header, Finance, ReceiptKind::SignedFor);
    const auto forged = Receipt::sign(facts, *keys[key]);
    QVERIFY(forged);
    QCOMPARE(reasonOf(forged->verify(m_envelope.header, keys[key]->certificate())), "receipt.signer");
    QCOMPARE(
        reasonOf(forged->verify(m_envelope.header, m_domain.unit(Finance).signer.certificate())), "receipt.signer");
    // A unit cannot accept in the server's place either.
    const ReceiptFacts acceptance = m_domain.facts(m_envelope.header, Office, ReceiptKind::Accepted);
    if (keys[key] != &m_domain.server()) {
        QCOMPARE(reasonOf(Receipt::sign(acceptance, *keys[key])->verify(m_envelope.header, keys[key]->certificate())),
            "receipt.signer");
    }
}

void ReceiptTest::receiptOfAnotherEnvelopeIsRefused()
{
    const Envelope another = m_domain.envelope({Finance});
    auto &finance = m_domain.unit(Finance).signer;
    const auto receipt = Receipt::sign(m_domain.facts(another.header, Finance, ReceiptKind::SignedFor), finance);
    QCOMPARE(reasonOf(receipt->verify(m_envelope.header, finance.certificate())), "receipt.foreign-envelope");
    auto &stranger = m_domain.unit(Stranger).signer;
    const auto uninvited = Receipt::sign(m_domain.facts(m_envelope.header, Stranger, ReceiptKind::SignedFor), stranger);
    QCOMPARE(reasonOf(uninvited->verify(m_envelope.header, stranger.certificate())), "receipt.foreign-unit");
    const auto self =
        Receipt::sign(m_domain.facts(m_envelope.header, Office, ReceiptKind::SignedFor), m_domain.unit(Office).signer);
    QCOMPARE(
        reasonOf(self->verify(m_envelope.header, m_domain.unit(Office).signer.certificate())), "receipt.foreign-unit");
}

using Alteration = std::function<void(ReceiptFacts &)>;

void ReceiptTest::factsThatBreakARuleAreNotSigned_data()
{
    QTest::addColumn<ReceiptKind>("kind");
    QTest::addColumn<Alteration>("alter");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, ReceiptKind kind, const QByteArray &reason, Alteration alter) {
        QTest::newRow(name) << kind << alter << reason;
    };
    using enum ReceiptKind;
    row("no envelope", SignedFor, "receipt.identifier", [](auto &f) { f.envelope = {}; });
    row("no unit", SignedFor, "receipt.identifier", [](auto &f) { f.unit = {}; });
    row("nobody signed for it", SignedFor, "receipt.member", [](auto &f) { f.member = {}; });
    row("signed for without a name", SignedFor, "receipt.member", [](auto &f) { f.memberName.clear(); });
    row("a name that hides something", SignedFor, "receipt.member", [](auto &f) { f.memberName = u"张\u202e三"_s; });
    row("a person accepts", Accepted, "receipt.member", [](auto &f) { f.member = MemberId(u"m-1"_s); });
    row("returned without reason", Returned, "receipt.reason", [](auto &f) { f.reason.clear(); });
    row("a reason where none belongs", SignedFor, "receipt.reason", [](auto &f) { f.reason = u"不"_s; });
    row("too long a reason", Returned, "receipt.reason", [](auto &f) { f.reason = QString(1001, u'长'); });
    row("before 1970", SignedFor, "receipt.time", [](auto &f) { f.time = instantFromMilliseconds(-1); });
}

void ReceiptTest::factsThatBreakARuleAreNotSigned()
{
    QFETCH(ReceiptKind, kind);
    QFETCH(Alteration, alter);
    QFETCH(QByteArray, reason);
    ReceiptFacts facts = m_domain.facts(m_envelope.header, Finance, kind);
    alter(facts);
    QCOMPARE(reasonOf(Receipt::sign(facts, m_domain.unit(Finance).signer)), reason);
}

void ReceiptTest::everyBitCounts()
{
    auto &signer = m_domain.unit(Finance).signer;
    const QList<ReceiptFacts> facts(5, m_domain.facts(m_envelope.header, Finance, ReceiptKind::Returned));
    const QByteArray bytes = Receipt::signAll(facts, signer)->at(4).toBytes();
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto receipt = Receipt::fromBytes(flipped(bytes, bit));
        QVERIFY2(
            !receipt || !receipt->verify(m_envelope.header, signer.certificate()), QByteArray::number(bit).constData());
    }
}

void ReceiptTest::everyTruncationIsRefused()
{
    const QByteArray bytes =
        Receipt::sign(m_domain.facts(m_envelope.header, Finance, ReceiptKind::Opened), m_domain.unit(Finance).signer)
            ->toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!Receipt::fromBytes(bytes.left(size)));
    QVERIFY(!Receipt::fromBytes(bytes + '\0'));
}

void ReceiptTest::manyShareOneSignatureAndEachStandsAlone()
{
    QList<ReceiptFacts> facts;
    for (int i = 0; i < 37; ++i) {
        facts.append(m_domain.facts(m_envelope.header, Office, ReceiptKind::Accepted));
        facts.last().time += std::chrono::milliseconds(i);
    }
    const auto receipts = Receipt::signAll(facts, m_domain.server());
    QVERIFY(receipts);
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const auto read = Receipt::fromBytes(receipts->at(i).toBytes());
        QVERIFY2(read, reasonOf(read).constData());
        QCOMPARE(toMilliseconds(read->facts().time), toMilliseconds(facts.at(i).time));
        QCOMPARE(reasonOf(read->verify(m_envelope.header, m_domain.server().certificate())), "");
    }
    QVERIFY(!Receipt::signAll({}, m_domain.server()));
}

void ReceiptTest::merklePathsLeadToTheRootForEverySize()
{
    QList<Digest> leaves;
    for (int count = 1; count <= 40; ++count) {
        leaves.append(merkleLeaf(QByteArray::number(count)));
        const Digest root = merkleRoot(leaves);
        for (qsizetype i = 0; i < count; ++i) {
            MerklePath path = merklePath(leaves, i);
            QVERIFY(merkleRootOf(leaves.at(i), path) == root);
            QVERIFY(merkleRootOf(leaves.at((i + 1) % count), path) != root || count == 1);
            path.siblings.append(root);
            QVERIFY(merkleRootOf(leaves.at(i), path) != root);
        }
    }
}

QTEST_APPLESS_MAIN(ReceiptTest)
#include "ReceiptTest.moc"
