// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActEvidence.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class ActEvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void whatIsCutOrLongerIsRefused();
    void boundsHold_data();
    void boundsHold();

private:
    ActEvidence whole() const
    {
        return {crypto::sm3("signature"), {m_hierarchy.operating().certificate(), m_hierarchy.root().certificate()},
            KeptList{crypto::sm3("list"), {crypto::sm3("blob"), 4711}}, QByteArray(300, 't')};
    }

    Hierarchy m_hierarchy;
};

void ActEvidenceTest::comesBackAsItWas()
{
    const ActEvidence bare{crypto::sm3("signature"), {}, {}, {}};
    for (const ActEvidence &evidence : {whole(), bare}) {
        const auto read = ActEvidence::fromBytes(evidence.toBytes());
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QVERIFY(*read == evidence);
    }
}

void ActEvidenceTest::whatIsCutOrLongerIsRefused()
{
    const QByteArray bytes = whole().toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!ActEvidence::fromBytes(QByteArrayView(bytes).first(size)));
    QVERIFY(!ActEvidence::fromBytes(bytes + 'x'));
}

void ActEvidenceTest::boundsHold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    ActEvidence many = whole();
    many.issuers = QList<crypto::Certificate>(ActEvidence::MostIssuers + 1, m_hierarchy.root().certificate());
    ActEvidence longStamp = whole();
    longStamp.timeStamp = QByteArray(64 * limits::KiB + 1, 't');
    ActEvidence largeList = whole();
    largeList.list->blob.size = limits::Blob + 1;
    QTest::newRow("too many issuers") << many.toBytes() << QByteArray("cbor.array-too-long");
    QTest::newRow("too long a stamp") << longStamp.toBytes() << QByteArray("cbor.string-too-long");
    QTest::newRow("too large a list") << largeList.toBytes() << QByteArray("cbor.integer-range");
    CborWriter newer;
    newer.startArray(5);
    newer.unsignedInteger(2);
    newer.digest({});
    newer.startArray(0);
    newer.endArray();
    newer.null();
    newer.null();
    newer.endArray();
    QTest::newRow("newer version") << newer.take() << QByteArray("evidence.version");
    CborWriter words;
    words.startArray(5);
    words.unsignedInteger(1);
    words.digest({});
    words.startArray(1);
    words.bytes("no certificate");
    words.endArray();
    words.null();
    words.null();
    words.endArray();
    QTest::newRow("no certificate") << words.take() << QByteArray("certificate.form");
}

void ActEvidenceTest::boundsHold()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, reason);
    const auto read = ActEvidence::fromBytes(bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
}

QTEST_GUILESS_MAIN(ActEvidenceTest)
#include "ActEvidenceTest.moc"
