// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/helper/Frames.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::helper;

namespace {

QByteArray frameOf(const QByteArray &content)
{
    CborWriter writer;
    writer.bytes(content);
    return framed(writer);
}

} // namespace

/// Frames between the client and its helpers; neither believes a size that the other tells.
class FramesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesComeWholeHoweverTheyAreCut();
    void frameOverTheLimitIsRefusedBeforeItsBytesCome();
    void wipingLeavesNothingOfWhatIsOnesOwn();
};

void FramesTest::framesComeWholeHoweverTheyAreCut()
{
    const QList<QByteArray> contents{QByteArray("4"), QByteArray(500, 'x'), QByteArray(), QByteArray(70'000, 'y')};
    QByteArray stream;
    for (const QByteArray &content : contents)
        stream += frameOf(content);
    for (qsizetype step = 1; step < stream.size(); step += step < 600 ? 7 : 9001) {
        FrameReader frames(100'000);
        QList<QByteArray> came;
        for (qsizetype at = 0; at < stream.size(); at += step) {
            frames.append(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)));
            for (auto frame = frames.next(); frame && *frame; frame = frames.next())
                came << **frame;
        }
        QCOMPARE(came.size(), contents.size());
        for (qsizetype i = 0; i < came.size(); ++i)
            QVERIFY(came[i] == frameOf(contents[i]).sliced(4));
    }
}

void FramesTest::frameOverTheLimitIsRefusedBeforeItsBytesCome()
{
    FrameReader frames(1000);
    frames.append(QByteArray::fromHex("000003e9"));
    const auto frame = frames.next();
    QVERIFY(!frame);
    QCOMPARE(frame.error().reason, "helper.frame");
}

void FramesTest::wipingLeavesNothingOfWhatIsOnesOwn()
{
    QByteArray pin("135790");
    pin.detach();
    wipe(pin);
    QCOMPARE(pin, QByteArray(6, '\0'));
    // What somebody else still needs stays.
    QByteArray shared = QByteArray(6, 'p');
    const QByteArray other = shared;
    wipe(shared);
    QCOMPARE(other, QByteArray(6, 'p'));
}

QTEST_GUILESS_MAIN(FramesTest)
#include "FramesTest.moc"
