// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/layout/ScanFixtures.h"

#include "shared/layout/SealPicture.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QBuffer>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;

namespace {

/// Black strokes like print: lines of it above and below, one through the middle.
bool isPrinted(int x, int y, const QImage &sheet)
{
    const int line = y % 40;
    const bool isLine = y < 50 || y > sheet.height() - 50 || std::abs(y - sheet.height() / 2) < 12;
    return isLine && line > 12 && line < 30 && x % 18 < 5;
}

int channelOf(double paper, double light, double ink, double opacity, double noise)
{
    const double value = light * (paper * (1 - opacity) + paper / 255 * ink * opacity);
    return static_cast<int>(std::lround(std::clamp(value + noise, 0.0, 255.0)));
}

} // namespace

QImage scanOf(const QImage &face, const ScanLook &look, int margin)
{
    std::mt19937 random(20261129);
    std::normal_distribution<double> noise(0, std::max(look.noise, 1e-9));
    QImage sheet(face.width() + 2 * margin, face.height() + 2 * margin, QImage::Format_RGB32);
    for (int y = 0; y < sheet.height(); ++y) {
        for (int x = 0; x < sheet.width(); ++x) {
            const QPoint on(x - margin, y - margin);
            const double opacity = face.rect().contains(on) ? qAlpha(face.pixel(on)) / 255.0 : 0;
            const double way = (double(x) / sheet.width() + double(y) / sheet.height()) / 2;
            double light = 1 - (1 - look.darkest) * way;
            if (look.hasPrint && isPrinted(x, y, sheet))
                light *= 0.12;
            sheet.setPixel(x, y,
                qRgb(channelOf(qRed(look.paper), light, qRed(look.ink), opacity, noise(random)),
                    channelOf(qGreen(look.paper), light, qGreen(look.ink), opacity, noise(random)),
                    channelOf(qBlue(look.paper), light, qBlue(look.ink), opacity, noise(random))));
        }
    }
    for (int i = 0; i < look.specks; ++i) {
        const auto x = static_cast<int>(random() % static_cast<unsigned>(sheet.width() - 2));
        const auto y = static_cast<int>(random() % static_cast<unsigned>(sheet.height() - 2));
        for (const QPoint &dot : {QPoint(x, y), QPoint(x + 1, y), QPoint(x, y + 1), QPoint(x + 1, y + 1)})
            sheet.setPixel(dot, look.ink);
    }
    if (look.jpegQuality < 0)
        return sheet;
    return QImage::fromData(encodedAs(sheet, "JPEG", look.jpegQuality), "JPEG").convertToFormat(QImage::Format_RGB32);
}

QImage drawnSeal(int resolution)
{
    const auto png = wenyi::layout::drawSealPicture({u"样例县人民政府办公室"_s, {}, 42}, *shippedFonts(), resolution);
    return png ? QImage::fromData(*png, "PNG").convertToFormat(QImage::Format_ARGB32) : QImage();
}

QImage handwriting(int width)
{
    QImage picture(width, width / 3, QImage::Format_ARGB32);
    picture.fill(0);
    const double pen = width / 90.0;
    const double middle = picture.height() / 2.0;
    for (double part = 0.04; part < 0.96; part += 0.0004) {
        // Loops that run to the right, higher and lower.
        const double turn = part * 40;
        const double atX = (part + 0.03 * std::sin(turn)) * width;
        const double atY = middle + std::cos(turn) * picture.height() * (0.15 + 0.2 * std::abs(std::sin(part * 7)));
        for (int y = int(atY - pen - 1); y <= int(atY + pen + 1); ++y) {
            for (int x = int(atX - pen - 1); x <= int(atX + pen + 1); ++x) {
                if (!picture.rect().contains(x, y))
                    continue;
                const double opacity = std::clamp(pen + 0.5 - std::hypot(x - atX, y - atY), 0.0, 1.0);
                const int before = qAlpha(picture.pixel(x, y));
                picture.setPixel(x, y, qRgba(0, 0, 0, std::max(before, int(std::lround(opacity * 255)))));
            }
        }
    }
    return picture;
}

QByteArray encodedAs(const QImage &picture, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format, quality);
    return bytes;
}

double inkDifference(const QImage &picture, const QImage &truth)
{
    if (picture.size() != truth.size())
        return 1;
    double differs = 0;
    double ink = 0;
    for (int y = 0; y < truth.height(); ++y) {
        for (int x = 0; x < truth.width(); ++x) {
            differs += std::abs(qAlpha(picture.pixel(x, y)) - qAlpha(truth.pixel(x, y)));
            ink += qAlpha(truth.pixel(x, y));
        }
    }
    return ink > 0 ? differs / ink : 1;
}
