// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Entry.h"
#include "shared/base/Limits.h"
#include "shared/journal/DeviceChain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

class EntryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void everyFlippedBitIsRefusedOrAnotherEntry();
    void everyTruncationIsRefused();
    void refusesAnEntryOverItsLimit();
    void clockNeverGoesBack();
};

static Entry sample()
{
    return {DesktopId(u"desktop"_s), 2, *Digest::fromHex(QByteArray(64, 'a')), StreamId(u"stream"_s), u"outgoing"_s,
        u"record.event"_s, {1'795'000'000'000, 3}, MemberId(u"unit/clerk"_s), {u"unit"_s, 1}, QByteArray(100, 'p'),
        {{*Digest::fromHex(QByteArray(64, 'b')), 12345}}};
}

void EntryTest::readsBackWhatItWrote()
{
    const auto stored = *encodeEntry(sample());
    const auto read = decodeEntry(stored.bytes);
    QVERIFY(read);
    QCOMPARE(read->entry, sample());
    QCOMPARE(read->id, stored.id);
}

void EntryTest::everyFlippedBitIsRefusedOrAnotherEntry()
{
    const auto stored = *encodeEntry(sample());
    for (qsizetype bit = 0; bit < stored.bytes.size() * 8; ++bit) {
        QByteArray flipped = stored.bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        const auto read = decodeEntry(flipped);
        QVERIFY(!read || (read->id != stored.id && encodeEntry(read->entry)->bytes == flipped));
    }
}

void EntryTest::everyTruncationIsRefused()
{
    const auto stored = *encodeEntry(sample());
    for (qsizetype size = 0; size < stored.bytes.size(); ++size)
        QVERIFY(!decodeEntry(stored.bytes.first(size)));
    QVERIFY(!decodeEntry(stored.bytes + '\0'));
}

void EntryTest::refusesAnEntryOverItsLimit()
{
    Entry entry = sample();
    entry.payload = QByteArray(limits::Entry, 'p');
    QCOMPARE(encodeEntry(entry).error().reason, "entry.size");
    QCOMPARE(decodeEntry(QByteArray(limits::Entry + 1, 'x')).error().reason, "entry.size");
}

void EntryTest::clockNeverGoesBack()
{
    struct BackwardClock final : Clock
    {
        mutable qint64 milliseconds = 1000;
        Instant now() const override { return instantFromMilliseconds(milliseconds -= 100); }
    } clock;
    HybridClock hybrid(clock);
    HybridTime last = hybrid.next();
    hybrid.observe({5000, 2});
    for (int i = 0; i < 20; ++i) {
        const HybridTime next = hybrid.next();
        QVERIFY(next > last);
        QVERIFY(next > (HybridTime{5000, 2}));
        last = next;
    }
}

QTEST_GUILESS_MAIN(EntryTest)
#include "EntryTest.moc"
