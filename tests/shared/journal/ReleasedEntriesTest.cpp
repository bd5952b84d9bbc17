// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Entry.h"
#include "shared/journal/UnitLog.h"
#include "tests/Released.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const Instant At = instantFromMilliseconds(1'795'000'000'000);

Digest digestOf(quint8 value)
{
    Digest digest;
    digest.bytes.fill(value);
    return digest;
}

Entry firstEntry()
{
    return {DesktopId(u"zfb-1"_s), 1, {}, StreamId(u"s-1"_s), u"outgoing"_s, u"record.event"_s, {toMilliseconds(At), 0},
        MemberId(u"ZFB/clerk"_s), {}, {}, {}};
}

Entry laterEntry()
{
    return {DesktopId(u"zfb-1"_s), 2, digestOf(7), StreamId(u"s-1"_s), u"outgoing"_s, u"draft.revision"_s,
        {toMilliseconds(At), 3}, MemberId(u"ZFB/clerk"_s), {u"ZFB"_s, 1}, QByteArray(300, 'p'), {{digestOf(8), 300}}};
}

SignedHead head()
{
    SignedHead head;
    head.desktop = DesktopId(u"zfb-1"_s);
    head.position = {2, digestOf(7)};
    head.signedAt = At;
    head.signature = "signature";
    return head;
}

} // namespace

/// What messages carry of journals stays as it is (fault F14): octets that were written down once. An entry's id is the
/// digest of its octets, so that another form would be another chain.
class ReleasedEntriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anEntryIsReadAndWrittenAsItWas_data();
    void anEntryIsReadAndWrittenAsItWas();
    void aHeadIsReadAndWrittenAsItWas();
    void aCheckpointIsReadAndWrittenAsItWas();
    void aRunIsReadAndWrittenAsItWas();

private:
    QMap<QByteArray, QByteArray> m_octets;
};

void ReleasedEntriesTest::initTestCase()
{
    m_octets = released(u"first-entries.txt"_s);
    QCOMPARE(m_octets.size(), 5);
}

void ReleasedEntriesTest::anEntryIsReadAndWrittenAsItWas_data()
{
    QTest::addColumn<bool>("isFirst");
    QTest::newRow("first-entry") << true;
    QTest::newRow("entry") << false;
}

void ReleasedEntriesTest::anEntryIsReadAndWrittenAsItWas()
{
    QFETCH(bool, isFirst);
    const QByteArray octets = m_octets.value(QTest::currentDataTag());
    const Entry meant = isFirst ? firstEntry() : laterEntry();
    const auto read = decodeEntry(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QVERIFY(read->entry == meant);
    const auto written = encodeEntry(meant);
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    QCOMPARE(written->bytes.toHex(), octets.toHex());
}

void ReleasedEntriesTest::aHeadIsReadAndWrittenAsItWas()
{
    const QByteArray octets = m_octets.value("signed-head");
    const auto read = SignedHead::fromBytes(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QVERIFY(*read == head());
    QCOMPARE(head().toBytes().toHex(), octets.toHex());
}

void ReleasedEntriesTest::aCheckpointIsReadAndWrittenAsItWas()
{
    const QByteArray octets = m_octets.value("checkpoint");
    const auto read = Checkpoint::fromBytes(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->unit, UnitCode(u"ZFB"_s));
    QVERIFY(read->position == (LogPosition{9, digestOf(8)}));
    QCOMPARE(read->signedAt, At);
    QCOMPARE(read->signature, QByteArray("signature"));
    QCOMPARE(read->toBytes().toHex(), octets.toHex());
}

void ReleasedEntriesTest::aRunIsReadAndWrittenAsItWas()
{
    const QByteArray octets = m_octets.value("log-run");
    const auto read = LogRun::fromBytes(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->first, quint64(8));
    QCOMPARE(read->run.entries, (QList<QByteArray>{"one", "two"}));
    QVERIFY(read->run.head == head());
    QCOMPARE(read->toBytes().toHex(), octets.toHex());
}

QTEST_APPLESS_MAIN(ReleasedEntriesTest)
#include "ReleasedEntriesTest.moc"
