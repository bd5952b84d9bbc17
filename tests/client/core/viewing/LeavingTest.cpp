// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/ForeignPictures.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <array>
#include <atomic>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// The program ends while a page is painted whose pictures a helper decodes.
class LeavingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPaintedStillHasItsPictures();
};

void LeavingTest::whatIsPaintedStillHasItsPictures()
{
    QByteArray png;
    QBuffer buffer(&png);
    QImage square(20, 20, QImage::Format_RGB32);
    square.fill(Qt::red);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && square.save(&buffer, "PNG"));
    int arguments = 1;
    QByteArray name = "leaving";
    std::array<char *, 2> words{name.data(), nullptr};
    std::atomic<bool> isDecoded = false;
    {
        const QCoreApplication application(arguments, words.data());
        QSemaphore begun;
        QThreadPool::globalInstance()->start([&] {
            const auto source = decodedByHelper({QStringLiteral(WENYI_BUILD_DIR "/client/render/wenyi-render"),
                RenderProcess::Containers::Never, std::chrono::seconds(20), 4});
            begun.release();
            isDecoded = source(png).has_value();
        });
        begun.acquire();
    } // Without an end to it the test stands here.
    QVERIFY(isDecoded);
}

QTEST_APPLESS_MAIN(LeavingTest)
#include "LeavingTest.moc"
