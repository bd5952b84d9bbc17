// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/PictureDecoder.h"

#include "shared/layout/PictureHeader.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QImageWriter>
#include <QTest>

#include <openjpeg.h>

#include <algorithm>
#include <cstring>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

QImage sample()
{
    QImage image(6, 4, QImage::Format_RGB32);
    image.fill(0xffff0000);
    image.setPixel(5, 3, 0xff0000ff);
    return image;
}

QByteArray written(const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter(&buffer, format).write(sample());
    return bytes;
}

OPJ_SIZE_T appendBytes(void *data, OPJ_SIZE_T size, void *target)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(data), static_cast<qsizetype>(size));
    return size;
}

/// The sample without loss, as a bare codestream: what an encoder gives when it cannot seek back.
QByteArray jpeg2000()
{
    const QImage image = sample();
    opj_image_cmptparm_t parts[3];
    std::memset(parts, 0, sizeof parts);
    for (auto &part : parts) {
        part.dx = part.dy = 1;
        part.w = static_cast<OPJ_UINT32>(image.width());
        part.h = static_cast<OPJ_UINT32>(image.height());
        part.prec = 8;
    }
    opj_image_t *raw = opj_image_create(3, parts, OPJ_CLRSPC_SRGB);
    raw->x1 = static_cast<OPJ_UINT32>(image.width());
    raw->y1 = static_cast<OPJ_UINT32>(image.height());
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            raw->comps[0].data[y * image.width() + x] = qRed(pixel);
            raw->comps[1].data[y * image.width() + x] = qGreen(pixel);
            raw->comps[2].data[y * image.width() + x] = qBlue(pixel);
        }
    }
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.numresolution = 1;
    opj_codec_t *codec = opj_create_compress(OPJ_CODEC_J2K);
    QByteArray bytes;
    opj_stream_t *stream = opj_stream_default_create(OPJ_FALSE);
    opj_stream_set_user_data(stream, &bytes, nullptr);
    opj_stream_set_write_function(stream, appendBytes);
    const bool isWritten = opj_setup_encoder(codec, &parameters, raw) && opj_start_compress(codec, raw, stream)
                           && opj_encode(codec, stream) && opj_end_compress(codec, stream);
    opj_stream_destroy(stream);
    opj_destroy_codec(codec);
    opj_image_destroy(raw);
    return isWritten ? bytes : QByteArray();
}

/// A page of black pixels and nothing else, as a file.
QByteArray jbig2(quint32 width = 6, quint32 height = 4)
{
    QByteArray bytes("\x97JB2\r\n\x1a\n\x01\0\0\0\x01", 13);
    bytes += QByteArray("\0\0\0\0\x30\0\x01\0\0\0\x13", 11);
    for (const quint32 number : {width, height, 0u, 0u}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += static_cast<char>(number >> shift);
    }
    bytes += QByteArray("\x04\0\0", 3);
    bytes += QByteArray("\0\0\0\x01\x31\0\x01\0\0\0\0", 11);
    return bytes;
}

const QByteArray RedGif = QByteArray::fromHex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b");

} // namespace

class PictureDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesEveryFormatThatPagesHold_data();
    void decodesEveryFormatThatPagesHold();
    void tellsSizesBeforeDecoding_data();
    void tellsSizesBeforeDecoding();
    void refusesHostileSizes_data();
    void refusesHostileSizes();
    void survivesEveryCutAndFlippedByte();
    void masksHideWhereTheyAreDark();
    void portableScenesHoldPngAndJpegOnly();
};

void PictureDecoderTest::decodesEveryFormatThatPagesHold_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QRgb>("first");
    QTest::addColumn<QRgb>("last");
    for (const char *format : {"png", "bmp", "tiff"})
        QTest::newRow(format) << written(format) << QRgb(0xffff0000) << QRgb(0xff0000ff);
    QTest::newRow("gif") << RedGif << QRgb(0xffff0000) << QRgb(0xffff0000);
    QTest::newRow("jpeg 2000") << jpeg2000() << QRgb(0xffff0000) << QRgb(0xff0000ff);
    QTest::newRow("jbig2 file") << jbig2() << QRgb(0xff000000) << QRgb(0xff000000);
    QTest::newRow("jbig2 stream") << jbig2().mid(13) << QRgb(0xff000000) << QRgb(0xff000000);
}

void PictureDecoderTest::decodesEveryFormatThatPagesHold()
{
    QFETCH(const QByteArray, encoded);
    QFETCH(const QRgb, first);
    QFETCH(const QRgb, last);
    const auto picture = decodePicture(encoded);
    QVERIFY2(picture, picture ? "" : qPrintable(describe(picture.error())));
    QCOMPARE(picture->pixel(0, 0), first);
    QCOMPARE(picture->pixel(picture->width() - 1, picture->height() - 1), last);
}

void PictureDecoderTest::tellsSizesBeforeDecoding_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<PictureFormat>("format");
    QTest::newRow("png") << written("png") << PictureFormat::Png;
    QTest::newRow("jpeg") << written("jpeg") << PictureFormat::Jpeg;
    QTest::newRow("bmp") << written("bmp") << PictureFormat::Bmp;
    QTest::newRow("tiff") << written("tiff") << PictureFormat::Tiff;
    QTest::newRow("jpeg 2000") << jpeg2000() << PictureFormat::Jpeg2000;
    QTest::newRow("jbig2") << jbig2() << PictureFormat::Jbig2;
}

void PictureDecoderTest::tellsSizesBeforeDecoding()
{
    QFETCH(const QByteArray, encoded);
    QFETCH(const PictureFormat, format);
    const auto header = readPictureHeader(encoded);
    QVERIFY(header);
    QCOMPARE(header->format, format);
    QCOMPARE(header->width, 6);
    QCOMPARE(header->height, 4);
}

static QByteArray patched(QByteArray bytes, qsizetype at, const QByteArray &with)
{
    return bytes.replace(at, with.size(), with);
}

void PictureDecoderTest::refusesHostileSizes_data()
{
    QTest::addColumn<QByteArray>("encoded");
    const QByteArray huge("\xff\xff\xff\x7f", 4);
    QTest::newRow("bmp") << patched(written("bmp"), 18, huge);
    QTest::newRow("bmp, lowest height") << patched(written("bmp"), 22, QByteArray("\0\0\0\x80", 4));
    QTest::newRow("gif") << patched(RedGif, 6, QByteArray("\xff\xff\xff\xff", 4));
    QTest::newRow("jpeg 2000") << patched(jpeg2000(), 8, QByteArray("\x7f\xff\xff\xff", 4));
    QTest::newRow("jbig2") << jbig2(0x7fffffff, 0x7fffffff);
    QTest::newRow("jbig2 of unknown height") << jbig2(6, 0xffffffff);
    QTest::newRow("none") << jbig2(0, 0);
}

void PictureDecoderTest::refusesHostileSizes()
{
    QFETCH(const QByteArray, encoded);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!decodePicture(encoded));
    QVERIFY(timer.elapsed() < 1000);
}

void PictureDecoderTest::survivesEveryCutAndFlippedByte()
{
    for (const QByteArray &whole : {written("bmp"), written("tiff"), RedGif, jpeg2000(), jbig2()}) {
        for (qsizetype i = 0; i < whole.size(); ++i) {
            (void)decodePicture(whole.first(i));
            for (const char value : {'\0', '\xff'})
                (void)decodePicture(patched(whole, i, QByteArray(1, value)));
        }
    }
}

void PictureDecoderTest::masksHideWhereTheyAreDark()
{
    QImage mask(2, 1, QImage::Format_Grayscale8);
    mask.setPixel(0, 0, 0);
    mask.fill(0);
    mask.setPixelColor(1, 0, Qt::white);
    const QImage masked = withMask(sample().scaled(2, 1), mask);
    QCOMPARE(qAlpha(masked.pixel(0, 0)), 0);
    QCOMPARE(qAlpha(masked.pixel(1, 0)), 255);
}

void PictureDecoderTest::portableScenesHoldPngAndJpegOnly()
{
    const Image bmp{written("bmp"), {0, 0, 10, 10}, {}, BlendMode::Normal, {}};
    const Image jpeg{written("jpeg"), {0, 0, 10, 10}, {}, BlendMode::Normal, {}};
    const Image broken{written("bmp").first(20), {0, 0, 10, 10}, {}, BlendMode::Normal, {}};
    Image masked = jpeg;
    masked.mask = written("png");
    DocumentScene scene;
    scene.pages = {PageScene{}};
    const auto shared = std::make_shared<const QList<SceneItem>>(QList<SceneItem>{bmp});
    scene.pages[0].items = {bmp, jpeg, broken, masked, Group{shared}, Group{shared}};
    const DocumentScene portable = withPortablePictures(scene);
    QVERIFY(lacksPictures(portable));
    const auto &items = portable.pages[0].items;
    QVERIFY(std::get<Image>(items[0]).encoded.startsWith("\x89PNG"));
    QCOMPARE(std::get<Image>(items[1]).encoded, jpeg.encoded);
    QCOMPARE(std::get<Image>(items[2]).opacity, 0.0);
    QVERIFY(std::get<Image>(items[3]).encoded.startsWith("\x89PNG") && std::get<Image>(items[3]).mask.isEmpty());
    QCOMPARE(std::get<Group>(items[4]).items, std::get<Group>(items[5]).items);
    QVERIFY(std::get<Image>(std::get<Group>(items[4]).items->first()).encoded.startsWith("\x89PNG"));
    scene.pages[0].items.removeAt(2);
    QVERIFY(!lacksPictures(withPortablePictures(scene)));
    const auto lacking = std::make_shared<const QList<SceneItem>>(QList<SceneItem>{broken});
    scene.pages[0].items.append(Group{lacking});
    QVERIFY(lacksPictures(withPortablePictures(scene)));
}

QTEST_MAIN(PictureDecoderTest)
#include "PictureDecoderTest.moc"
