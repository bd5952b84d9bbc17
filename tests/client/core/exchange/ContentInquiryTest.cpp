// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ContentInquiry.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/OwedBlobs.h"
#include "server/store/BlobScrubber.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Content that rotted at the server comes again from a desktop that has it (F08).
class ContentInquiryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nobodyIsAskedBeforeThePauseIsOver();
    void whatRottedAtTheServerComesAgain();
    void onlyWhatIsMissingIsOwed();

private:
    Workspace &sender() { return *m_exchange->sender; }
    DesktopMarks marks() { return DesktopMarks(sender().journal().database()); }
    Instant now() const { return m_exchange->office.environment().clock.now(); }
    void pauseIsOver() { QVERIFY(marks().keepInquiry({now() - 2h, 0})); }
    void sync(Workspace &workspace)
    {
        const auto report = m_exchange->sync(workspace);
        QVERIFY2(report, reasonOf(report).constData());
    }
    /// Flips a bit of the stored bytes in the stopped server's log.
    bool rot(const QByteArray &stored) const;

    std::unique_ptr<ExchangeOffice> m_exchange;
    Digest m_blob;
};

void ContentInquiryTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    const auto key = sender().contentKey();
    QVERIFY(key);
    const auto blob = sender().blobs().store(QByteArray(200'000, 'c'), **key, m_exchange->office.random());
    QVERIFY(blob);
    m_blob = blob->digest;
    const auto written = sender().journal().append(sender().member().id,
        {{StreamId(u"note"_s), u"test"_s, u"test.note"_s, "words", {*blob}, sender().profile().unit.toString()}});
    QVERIFY2(written, reasonOf(written).constData());
    sync(sender());
}

void ContentInquiryTest::nobodyIsAskedBeforeThePauseIsOver()
{
    ContentInquiry inquiry(sender());
    QVERIFY(marks().inquiry()->at != Instant()); // The first synchronisation began it.
    QVERIFY(inquiry.next()->isEmpty());
    pauseIsOver();
    QVERIFY(inquiry.next()->contains(m_blob));
    QVERIFY(inquiry.next()->isEmpty());
}

bool ContentInquiryTest::rot(const QByteArray &stored) const
{
    QDirIterator files(m_exchange->folder->storePath() + u"/segments"_s, QDir::Files);
    while (files.hasNext()) {
        QFile segment(files.next());
        if (!segment.open(QIODevice::ReadWrite))
            return false;
        const qsizetype at = segment.readAll().indexOf(stored.first(1'000));
        if (at < 0)
            continue;
        const char flipped = static_cast<char>(stored.at(500) ^ 1);
        return segment.seek(at + 500) && segment.write(&flipped, 1) == 1;
    }
    return false;
}

void ContentInquiryTest::whatRottedAtTheServerComesAgain()
{
    m_exchange->stopServer();
    QVERIFY2(rot(sender().blobs().readStored(m_blob).value()), "the blob is not in the server's log");
    {
        const auto store = server::Store::open(m_exchange->folder->storePath(), m_exchange->office.environment().clock);
        QVERIFY2(store, reasonOf(store).constData());
        server::BlobScrubber scrubber(**store);
        QList<Digest> found;
        for (bool isRound = false; !isRound;) {
            const auto step = scrubber.step();
            QVERIFY2(step, reasonOf(step).constData());
            isRound = step->isRound;
            if (step->damaged)
                found.append(step->damaged->digest);
        }
        QCOMPARE(found, QList<Digest>{m_blob});
    }
    m_exchange->startServer();
    const auto colleague = m_exchange->office.unlock(u"市政府办/admin"_s);
    sync(*colleague);
    QVERIFY(!colleague->blobs().has(m_blob)); // And nothing failed for it.
    sync(sender());
    sync(*colleague);
    QVERIFY(!colleague->blobs().has(m_blob));
    pauseIsOver();
    sync(sender());
    sync(*colleague);
    QVERIFY(colleague->blobs().has(m_blob));
    QVERIFY(OwedBlobs(sender().journal().database()).all()->isEmpty());
}

void ContentInquiryTest::onlyWhatIsMissingIsOwed()
{
    const QList<Digest> blobs{crypto::sm3("there"), crypto::sm3("dropped by its rules"), crypto::sm3("missing")};
    std::vector<Result<protocol::Body>> answers;
    answers.emplace_back(protocol::Body(protocol::BlobChunk{10, 0, "x"}));
    answers.emplace_back(Error{ErrorCode::NotFound, "blob.expired", {}});
    answers.emplace_back(Error{ErrorCode::NotFound, "blob.none", {}});
    QCOMPARE(ContentInquiry(sender()).take(blobs, answers).value(), 1);
    OwedBlobs owed(sender().journal().database());
    QCOMPARE(owed.all().value(), QList<Digest>{blobs.last()});
    QVERIFY(owed.remove(blobs.last()));
}

QTEST_GUILESS_MAIN(ContentInquiryTest)
#include "ContentInquiryTest.moc"
