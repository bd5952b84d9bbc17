// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/RotLook.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;

class RotLookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itGoesOnWhileThereIsSomethingNew();
    void whatCannotBePutHoldsUpNothing();
    void aServerThatNamesTheSameForEverIsLeft();

private:
    /// So many of them behind a number, as another server names them.
    static QList<protocol::BlobState> parts(int from, quint64 count)
    {
        QList<protocol::BlobState> parts;
        for (quint64 i = 0; i < count; ++i) {
            Digest digest;
            digest.bytes[0] = static_cast<quint8>(from + static_cast<int>(i));
            digest.bytes[1] = static_cast<quint8>((from + static_cast<int>(i)) >> 8);
            parts.append({digest, 0});
        }
        return parts;
    }
};

void RotLookTest::itGoesOnWhileThereIsSomethingNew()
{
    RotLook look;
    int there = 0;
    for (int round = 0; round < 50; ++round) {
        const auto next = look.next(parts(there, look.limit()));
        QCOMPARE(next.size(), RotLook::AtOnce);
        there += static_cast<int>(next.size()); // They are there again and not named any more.
    }
    QVERIFY(look.next({}).isEmpty());
}

void RotLookTest::whatCannotBePutHoldsUpNothing()
{
    RotLook look;
    constexpr int Gone = 20; // The first for ever.
    int tried = 0;
    for (int round = 0; round < 4; ++round) {
        const auto next = look.next(parts(0, look.limit()));
        for (const protocol::BlobState &part : next) {
            QCOMPARE(part.digest, parts(tried, 1).constFirst().digest);
            if (++tried <= Gone)
                look.passOver();
        }
    }
    QVERIFY2(tried > Gone, QByteArray::number(tried).constData());
}

void RotLookTest::aServerThatNamesTheSameForEverIsLeft()
{
    RotLook look;
    QCOMPARE(look.next(parts(0, 5)).size(), 5);
    QVERIFY(look.next(parts(0, 5)).isEmpty());
    QCOMPARE(look.next(parts(0, 6)).size(), 1);
}

QTEST_APPLESS_MAIN(RotLookTest)
#include "RotLookTest.moc"
