// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/BlobScrub.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// Blobs that rot on a desktop's disk (F08): only those are put aside, and fetched from the server anew.
class BlobScrubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsReadDamagedComesAnew();
    void whatNobodyReadsIsFoundToo();
    void whatTheServerDoesNotHaveIsToldAndKept();
    void whatWasReadDamagedIsNotForgottenOverOthers();

private:
    QString pathOf(const Digest &digest) const
    {
        const QString hex = QString::fromLatin1(digest.toHex());
        return desk().profile().path(u"blobs/%1/%2"_s.arg(hex.left(2), hex));
    }
    Workspace &desk() const { return *m_exchange->sender; }
    /// One bit, in the middle.
    void rot(const Digest &digest) const;
    QByteArray newestAudit() const { return desk().audit().newest(1)->first().subject.toLatin1(); }

    std::unique_ptr<ExchangeOffice> m_exchange;
    QList<Digest> m_blobs; ///< Of the dispatched document.
};

void BlobScrubTest::rot(const Digest &digest) const
{
    QFile file(pathOf(digest));
    QVERIFY2(file.open(QIODevice::ReadWrite), qPrintable(file.fileName()));
    const qint64 at = file.size() / 2;
    QVERIFY(file.seek(at));
    const QByteArray byte = file.read(1);
    QVERIFY(file.seek(at));
    QVERIFY(file.putChar(static_cast<char>(byte.at(0) ^ 0x04)));
}

void BlobScrubTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    const auto dispatch = DispatchService(desk()).dispatch(m_exchange->order(StreamId(u"notice"_s), 28));
    QVERIFY2(dispatch, dispatch ? "" : qPrintable(describe(dispatch.error())));
    const auto report = m_exchange->sync(desk());
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    std::optional<qint64> below;
    const auto newest = ExchangeProjection::newestBlobs(desk().journal().database(), below, 500);
    QVERIFY2(newest, newest ? "" : qPrintable(describe(newest.error())));
    for (const journal::BlobReference &blob : *newest) {
        if (desk().blobs().has(blob.digest) && !m_blobs.contains(blob.digest))
            m_blobs.append(blob.digest);
    }
    QVERIFY2(m_blobs.size() >= 2, "the dispatched document has too few blobs for this test");
}

void BlobScrubTest::whatIsReadDamagedComesAnew()
{
    const Digest damaged = m_blobs.at(0);
    const QByteArray whole = desk().blobs().readStored(damaged).value();
    rot(damaged);
    QCOMPARE(desk().blobs().readStored(damaged).error().reason, QByteArray("blob.damaged"));
    const auto report = m_exchange->sync(desk());
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QCOMPARE(report->blobsFetched, 1);
    QCOMPARE(desk().blobs().readStored(damaged).value(), whole);
    QCOMPARE(newestAudit(), damaged.toHex());
    QVERIFY(QFileInfo::exists(desk().profile().path(u"blobs.damaged/"_s + QString::fromLatin1(damaged.toHex()))));
}

void BlobScrubTest::whatNobodyReadsIsFoundToo()
{
    const Digest damaged = m_blobs.at(1);
    const QByteArray whole = desk().blobs().readStored(damaged).value();
    rot(damaged);
    DirectGate gate;
    BlobScrub scrub(desk(), gate);
    qsizetype aside = 0;
    for (int first = 0; first < 256; ++first)
        aside += scrub.look(static_cast<quint8>(first)).value();
    QCOMPARE(aside, 1);
    QVERIFY(!desk().blobs().has(damaged));
    for (const Digest &other : std::as_const(m_blobs))
        QVERIFY(other == damaged || desk().blobs().has(other));
    QCOMPARE(m_exchange->sync(desk())->blobsFetched, 1);
    QCOMPARE(desk().blobs().readStored(damaged).value(), whole);
}

void BlobScrubTest::whatTheServerDoesNotHaveIsToldAndKept()
{
    const auto own =
        desk().blobs().store("a draft that was not sent", **desk().contentKey(), m_exchange->office.random());
    QVERIFY(own);
    rot(own->digest);
    QCOMPARE(desk().blobs().readStored(own->digest).error().reason, QByteArray("blob.damaged"));
    const auto report = m_exchange->sync(desk());
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QCOMPARE(report->blobsFetched, 0);
    QCOMPARE(newestAudit(), own->digest.toHex());
    QVERIFY(QFileInfo::exists(desk().profile().path(u"blobs.damaged/"_s + QString::fromLatin1(own->digest.toHex()))));
}

void BlobScrubTest::whatWasReadDamagedIsNotForgottenOverOthers()
{
    const auto own = desk().blobs().store("another draft", **desk().contentKey(), m_exchange->office.random());
    QVERIFY(own);
    rot(own->digest);
    QCOMPARE(desk().blobs().readStored(own->digest).error().reason, QByteArray("blob.damaged"));
    DirectGate gate;
    BlobScrub scrub(desk(), gate);
    const int first = own->digest.toHex().left(2).toInt(nullptr, 16);
    QCOMPARE(scrub.look(static_cast<quint8>(first ^ 1)).value(), 0);
    QCOMPARE(desk().blobs().foundDamaged(), QList<Digest>{own->digest});
    QCOMPARE(scrub.run().value(), 1);
    QCOMPARE(desk().blobs().foundDamaged(), QList<Digest>());
    QCOMPARE(newestAudit(), own->digest.toHex());
}

QTEST_GUILESS_MAIN(BlobScrubTest)
#include "BlobScrubTest.moc"
