// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Wire.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace std::chrono_literals;

/// What a wire is filled with ahead.
class WireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownOfAWireButThatItCarriesChunks();
    void whatWentInNoTimeLetsFourTimesAsMuchFollow();
    void aSlowWireIsFilledLessAndLess();
};

void WireTest::nothingIsKnownOfAWireButThatItCarriesChunks()
{
    QCOMPARE(Wire().atOnce(), limits::BlobChunk);
}

void WireTest::whatWentInNoTimeLetsFourTimesAsMuchFollow()
{
    Wire wire;
    wire.carried(100, 0ms);
    QCOMPARE(wire.atOnce(), limits::BlobChunk); // Small things say nothing.
    wire.carried(limits::BlobChunk, 20ms);
    QCOMPARE(wire.atOnce(), 4 * limits::BlobChunk);
    wire.carried(limits::BlobChunk, 20ms);
    QCOMPARE(wire.atOnce(), 4 * limits::BlobChunk);
    wire.carried(4 * limits::BlobChunk, 400ms); // Neither quick nor slow.
    QCOMPARE(wire.atOnce(), 4 * limits::BlobChunk);
    wire.carried(64 * limits::BlobChunk, 20ms);
    QCOMPARE(wire.atOnce(), 4 * limits::MiB);
}

void WireTest::aSlowWireIsFilledLessAndLess()
{
    Wire wire;
    wire.carried(limits::BlobChunk, 20ms);
    wire.carried(4 * limits::BlobChunk, 2s);
    QCOMPARE(wire.atOnce(), 2 * limits::BlobChunk);
    wire.carried(2 * limits::BlobChunk, 2s);
    wire.carried(limits::BlobChunk, 20s);
    QCOMPARE(wire.atOnce(), limits::BlobChunk);
}

QTEST_GUILESS_MAIN(WireTest)
#include "WireTest.moc"
