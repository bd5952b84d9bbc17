// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// What a document to hundreds of units takes of the server's disk.
class BroadcastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void partsAreStoredOnceWhateverTheNumberOfRecipients();
    void everyOneOfThemFindsItInItsQueue();

private:
    static constexpr int Units = 300;
    static constexpr qsizetype PartBytes = 400'000;
    static UnitCode unit(int number) { return UnitCode(u"D%1"_s.arg(number, 4, 10, QChar(u'0'))); }
    /// A notice with one part, to so many units; the wrapped keys are as large as real ones.
    EnvelopeHeader accept(int recipients);

    TestDomain m_domain;
    std::unique_ptr<server::Store> m_store;
};

void BroadcastTest::initTestCase()
{
    auto opened = server::Store::open(m_domain.file(u"store"_s), m_domain.clock());
    QVERIFY2(opened, reasonOf(opened).constData());
    m_store = std::move(*opened);
}

EnvelopeHeader BroadcastTest::accept(int recipients)
{
    const Envelope sample = m_domain.envelope(Office, {Finance}, 1'000);
    EnvelopeRouting routing = sample.header.routing();
    routing.recipients.clear();
    for (int i = 0; i < recipients; ++i)
        routing.recipients.append({unit(i), sample.header.routing().recipients.at(0).wrappedKey, {}, 1, {}});
    const QByteArray bytes = m_domain.random().bytes(PartBytes);
    routing.parts[1].size = bytes.size();
    routing.parts[1].digest = crypto::sm3(bytes);
    EnvelopeHeader header = EnvelopeHeader::sign(routing, m_domain.unitSigner(Office)).value();
    const auto transaction = journal::Transaction::begin(m_store->database()).value();
    server::BlobTable &blobs = m_store->blobs();
    const Digest &digest = header.routing().parts.at(1).digest;
    const auto begun = blobs.begin(Office, digest, static_cast<quint64>(bytes.size()), 1ULL << 40);
    if (!begun)
        qFatal("%s", begun.error().reason.constData());
    for (qsizetype offset = 0; offset < bytes.size(); offset += limits::BlobChunk) {
        const auto stored =
            blobs.append(Office, digest, static_cast<quint64>(offset), bytes.mid(offset, limits::BlobChunk));
        if (!stored)
            qFatal("%s", stored.error().reason.constData());
    }
    const auto number = m_store->envelopes().accept(header, m_domain.clock().now());
    QList<UnitCode> awaited;
    for (const exchange::EnvelopeRecipient &recipient : header.routing().recipients)
        awaited.append(recipient.unit);
    if (!number || !m_store->answers().expect(*number, awaited) || !transaction->commit())
        qFatal("the envelope was not accepted");
    return header;
}

void BroadcastTest::partsAreStoredOnceWhateverTheNumberOfRecipients()
{
    accept(1); // The files are there and have their first size.
    const qint64 before = m_store->sizeOnDisk();
    const EnvelopeHeader one = accept(1);
    const qint64 forOne = m_store->sizeOnDisk() - before;
    const EnvelopeHeader many = accept(Units);
    const qint64 forMany = m_store->sizeOnDisk() - before - forOne;
    QVERIFY2(forOne >= PartBytes, qPrintable(QString::number(forOne)));
    // Beside the document: the larger header, which stands in log, database and its journal, and two rows a recipient.
    const qint64 headers = many.toBytes().size() - one.toBytes().size();
    const qint64 aUnit = (forMany - forOne - 3 * headers) / Units;
    QVERIFY2(aUnit < 1'024, qPrintable(u"%1 bytes a unit beside the header"_s.arg(aUnit)));
    QVERIFY2(forMany < 2 * PartBytes + 4 * headers, qPrintable(QString::number(forMany)));
    // A header for the most recipients that there may be still fits into one message.
    QVERIFY(many.toBytes().size() / Units * bounds::Recipients < bounds::EnvelopeHeader);
}

void BroadcastTest::everyOneOfThemFindsItInItsQueue()
{
    for (const int number : {0, 1, Units / 2, Units - 1}) {
        const auto waiting = m_store->envelopes().waiting(unit(number), 10, limits::MiB);
        QVERIFY2(waiting, reasonOf(waiting).constData());
        QCOMPARE(waiting->size(), number == 0 ? 3 : 1);
    }
    QCOMPARE(m_store->envelopes().waiting(unit(Units), 10, limits::MiB)->size(), 0);
    QCOMPARE(m_store->answers().outstanding().value(), quint64(Units + 2));
}

QTEST_GUILESS_MAIN(BroadcastTest)
#include "BroadcastTest.moc"
