// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScannedFace.h"

#include "shared/layout/Resolution.h"
#include "shared/layout/paint/PaperLight.h"

#include <QRect>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr double CoarsestScan = 100;    ///< Dots an inch.
constexpr double LeastInk = 0.0005;     ///< Part of the scan.
constexpr float FaintestInk = 0.15F;    ///< How much of the light the ink has to take.
constexpr float CountsAsInk = 0.2F;     ///< For finding how strong the ink is.
constexpr double StrengthAt = 0.8;      ///< Quantile of what counts as ink.
constexpr float ClearBelow = 0.18F;     ///< Of that strength: paper.
constexpr float OpaqueAbove = 0.82F;    ///< Ink; between them an edge.
constexpr float PaperNoise = 0.08F;     ///< Is never ink.
constexpr uchar InPiece = 100;          ///< Opacity from which pixels hang together.
constexpr double LargePiece = 0.01;     ///< Of all ink: says where the seal is.
constexpr double SpeckSide = 1.0 / 140; ///< Of the seal's longer side.
constexpr double Surroundings = 0.04;   ///< The same: what lies further out is none of it.
constexpr int Fringe = 3;               ///< Pixels around a piece that may be its soft edge.
constexpr double LongestShape = 2;      ///< Length to width of a seal.
constexpr double FullestSeal = 0.85;    ///< Of its rectangle; a 白文 seal has two thirds.
constexpr double FullestWriting = 0.5;

/// Ink that hangs together.
struct Piece
{
    std::vector<int> pixels;
    QRect bounds;
};

/// One scan on its way to a face.
class Cleaner
{
public:
    Cleaner(const QImage &scan, const ScanCleaning &cleaning)
        : m_scan(scan)
        , m_cleaning(cleaning)
        , m_width(scan.width())
        , m_height(scan.height())
    {
    }

    Result<CleanedFace> clean()
    {
        if (!measureInk() || !findPieces())
            return none();
        WENYI_CHECK(checkShape());
        dropSpecks();
        return face();
    }

private:
    static Error none() { return Error{ErrorCode::InvalidInput, "seal-scan.no-ink", {}}; }
    bool measureInk();
    bool setOpacity(const std::vector<float> &ink);
    bool findPieces();
    Piece takePiece(int first, std::vector<char> &isTaken) const;
    Result<void> checkShape() const;
    void dropSpecks();
    QRgb inkColor() const;
    CleanedFace face() const;

    const QImage &m_scan;
    const ScanCleaning &m_cleaning;
    int m_width;
    int m_height;
    std::vector<uchar> m_opacity; ///< Line by line.
    std::vector<Piece> m_pieces;
    QRect m_bounds; ///< Of what is kept.
};

/// How much of the light each pixel's ink takes, then how opaque that makes it. False where there is no ink.
bool Cleaner::measureInk()
{
    const auto light = PaperLight::find(m_scan);
    if (!light)
        return false;
    std::vector<float> ink(static_cast<size_t>(m_width) * static_cast<size_t>(m_height));
    size_t index = 0;
    for (int y = 0; y < m_height; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(m_scan.constScanLine(y));
        for (int x = 0; x < m_width; ++x) {
            const PaperLight::Color paper = light->at(x, y);
            const auto part = [&paper](int value, size_t channel) {
                return std::min(1.0F, static_cast<float>(value) / std::max(paper[channel], 1.0F));
            };
            const float red = part(qRed(line[x]), 0);
            // Red ink leaves red light and takes the rest, which black does not; black and blue ink take red light.
            const float redness = red - (part(qGreen(line[x]), 1) + part(qBlue(line[x]), 2)) / 2;
            const float taken = m_cleaning.ink == ScanInk::Red ? redness : 1 - red - std::max(0.0F, redness);
            ink[index++] = std::max(0.0F, taken);
        }
    }
    return setOpacity(ink);
}

bool Cleaner::setOpacity(const std::vector<float> &ink)
{
    std::vector<float> strong;
    std::copy_if(ink.begin(), ink.end(), std::back_inserter(strong), [](float taken) { return taken > CountsAsInk; });
    if (static_cast<double>(strong.size()) < LeastInk * static_cast<double>(ink.size()) || strong.empty())
        return false;
    const auto at = strong.begin() + static_cast<std::ptrdiff_t>(StrengthAt * static_cast<double>(strong.size() - 1));
    std::nth_element(strong.begin(), at, strong.end());
    const float strength = *at;
    if (strength < FaintestInk)
        return false;
    const float least = std::max(PaperNoise, ClearBelow * strength);
    const float most = std::max(OpaqueAbove * strength, least + PaperNoise);
    m_opacity.resize(ink.size());
    std::transform(ink.begin(), ink.end(), m_opacity.begin(), [least, most](float taken) {
        return static_cast<uchar>(std::lround(255 * std::clamp((taken - least) / (most - least), 0.0F, 1.0F)));
    });
    return true;
}

Piece Cleaner::takePiece(int first, std::vector<char> &isTaken) const
{
    Piece piece{{first}, QRect(first % m_width, first / m_width, 1, 1)};
    isTaken[static_cast<size_t>(first)] = 1;
    // The list grows while it is walked.
    for (size_t next = 0; next < piece.pixels.size(); ++next) {
        const int x = piece.pixels[next] % m_width;
        const int y = piece.pixels[next] / m_width;
        piece.bounds |= QRect(x, y, 1, 1);
        for (int toY = std::max(0, y - 1); toY <= std::min(m_height - 1, y + 1); ++toY) {
            for (int toX = std::max(0, x - 1); toX <= std::min(m_width - 1, x + 1); ++toX) {
                const int to = toY * m_width + toX;
                const auto index = static_cast<size_t>(to);
                if (isTaken[index] || m_opacity[index] < InPiece)
                    continue;
                isTaken[index] = 1;
                piece.pixels.push_back(to);
            }
        }
    }
    return piece;
}

/// Parts the ink into pieces, and finds the rectangle of the large ones. False where there is nothing but noise.
bool Cleaner::findPieces()
{
    std::vector<char> isTaken(m_opacity.size(), 0);
    size_t all = 0;
    for (size_t index = 0; index < m_opacity.size(); ++index) {
        if (isTaken[index] || m_opacity[index] < InPiece)
            continue;
        m_pieces.push_back(takePiece(static_cast<int>(index), isTaken));
        all += m_pieces.back().pixels.size();
    }
    size_t large = 0;
    for (const Piece &piece : m_pieces) {
        if (static_cast<double>(piece.pixels.size()) < LargePiece * static_cast<double>(all))
            continue;
        large += piece.pixels.size();
        m_bounds |= piece.bounds;
    }
    return large * 2 > all;
}

Result<void> Cleaner::checkShape() const
{
    const double width = m_bounds.width();
    const double height = m_bounds.height();
    const double longer = std::max(width, height);
    const bool isSeal = m_cleaning.ink == ScanInk::Red;
    if (isSeal && longer > LongestShape * std::min(width, height))
        return Error{ErrorCode::InvalidInput, "seal-scan.shape", u"%1 x %2"_s.arg(width).arg(height)};
    double filled = 0;
    for (const Piece &piece : m_pieces)
        filled += static_cast<double>(piece.pixels.size());
    if (filled > width * height * (isSeal ? FullestSeal : FullestWriting))
        return none();
    const double resolution = longer / m_cleaning.size * MillimetresPerInch;
    if (resolution < CoarsestScan)
        return Error{ErrorCode::InvalidInput, "seal-scan.too-coarse", QString::number(std::lround(resolution))};
    return {};
}

/// Leaves the pieces that are large enough and near enough, with their soft edges, and nothing else.
void Cleaner::dropSpecks()
{
    const double longer = std::max(m_bounds.width(), m_bounds.height());
    const int around = static_cast<int>(std::lround(longer * Surroundings));
    const QRect near = m_bounds.adjusted(-around, -around, around, around);
    std::vector<char> isKept(m_opacity.size(), 0);
    m_bounds = {};
    for (const Piece &piece : m_pieces) {
        const bool isSpeck = static_cast<double>(piece.pixels.size()) < longer * longer * SpeckSide * SpeckSide;
        if (isSpeck || !near.contains(piece.bounds))
            continue;
        m_bounds |= piece.bounds;
        for (const int pixel : piece.pixels) {
            const int x = pixel % m_width;
            const int y = pixel / m_width;
            for (int toY = std::max(0, y - Fringe); toY <= std::min(m_height - 1, y + Fringe); ++toY) {
                const auto line = static_cast<std::ptrdiff_t>(toY) * m_width;
                const auto from = isKept.begin() + line + std::max(0, x - Fringe);
                std::fill(from, isKept.begin() + line + std::min(m_width - 1, x + Fringe) + 1, 1);
            }
        }
    }
    for (size_t index = 0; index < m_opacity.size(); ++index)
        m_opacity[index] = isKept[index] ? m_opacity[index] : uchar(0);
}

/// Pure red for a seal; of a signature the mean of its opaque pixels.
QRgb Cleaner::inkColor() const
{
    if (m_cleaning.ink == ScanInk::Red)
        return qRgb(255, 0, 0);
    double sum[3] = {0, 0, 0};
    double count = 0;
    for (int y = m_bounds.top(); y <= m_bounds.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(m_scan.constScanLine(y));
        for (int x = m_bounds.left(); x <= m_bounds.right(); ++x) {
            if (m_opacity[static_cast<size_t>(y) * static_cast<size_t>(m_width) + static_cast<size_t>(x)] < 255)
                continue;
            ++count;
            sum[0] += qRed(line[x]);
            sum[1] += qGreen(line[x]);
            sum[2] += qBlue(line[x]);
        }
    }
    count = std::max(count, 1.0);
    const auto mean = [count](double value) { return static_cast<int>(std::lround(value / count)); };
    return qRgb(mean(sum[0]), mean(sum[1]), mean(sum[2]));
}

CleanedFace Cleaner::face() const
{
    const QRgb color = inkColor();
    QImage cropped(m_bounds.size(), QImage::Format_ARGB32);
    for (int y = 0; y < cropped.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(cropped.scanLine(y));
        const uchar *opacity =
            m_opacity.data() + static_cast<std::ptrdiff_t>(m_bounds.top() + y) * m_width + m_bounds.left();
        for (int x = 0; x < cropped.width(); ++x)
            line[x] = qRgba(qRed(color), qGreen(color), qBlue(color), opacity[x]);
    }
    const double longer = std::max(cropped.width(), cropped.height());
    const double scale = m_cleaning.size / longer; // mm a pixel
    const double dots = m_cleaning.resolution / MillimetresPerInch;
    const auto pixels = [dots](double length) { return std::max(1, static_cast<int>(std::lround(length * dots))); };
    const QImage scaled = cropped.scaled(pixels(cropped.width() * scale), pixels(cropped.height() * scale),
        Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    // Rounded lest a millimetre be added for a pixel more.
    const auto whole = [scale](int length) { return static_cast<int>(std::ceil(length * scale - 0.05)); };
    CleanedFace face{{}, whole(cropped.width()), whole(cropped.height())};
    face.picture = QImage(pixels(face.width), pixels(face.height), QImage::Format_ARGB32);
    face.picture.fill(qRgba(qRed(color), qGreen(color), qBlue(color), 0));
    const QPoint corner((face.picture.width() - scaled.width()) / 2, (face.picture.height() - scaled.height()) / 2);
    for (int y = 0; y < scaled.height() && y + corner.y() < face.picture.height(); ++y) {
        if (y + corner.y() < 0)
            continue;
        auto *line = reinterpret_cast<QRgb *>(face.picture.scanLine(y + corner.y()));
        for (int x = 0; x < scaled.width(); ++x) {
            if (const int to = x + corner.x(); to >= 0 && to < face.picture.width())
                line[to] = qRgba(qRed(color), qGreen(color), qBlue(color), qAlpha(scaled.pixel(x, y)));
        }
    }
    return face;
}

} // namespace

Result<CleanedFace> cleanScan(const QImage &scan, const ScanCleaning &cleaning)
{
    constexpr int SmallestScan = 32; // Pixels.
    // Written so that what is no number fails too.
    if (!(cleaning.size >= 5 && cleaning.size <= 100))
        return Error{ErrorCode::InvalidInput, "seal-scan.size", QString::number(cleaning.size)};
    if (cleaning.resolution < 96 || cleaning.resolution > 600)
        return Error{ErrorCode::InvalidInput, "seal-scan.resolution", QString::number(cleaning.resolution)};
    if (scan.width() < SmallestScan || scan.height() < SmallestScan)
        return Error{ErrorCode::InvalidInput, "seal-scan.too-coarse", {}};
    // What shines through in the file has paper behind it.
    QImage opaque(scan.size(), QImage::Format_RGB32);
    const QImage source = scan.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < source.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(source.constScanLine(y));
        auto *to = reinterpret_cast<QRgb *>(opaque.scanLine(y));
        for (int x = 0; x < source.width(); ++x) {
            const int behind = 255 - qAlpha(from[x]);
            to[x] = qRgb(qRed(from[x]) + behind, qGreen(from[x]) + behind, qBlue(from[x]) + behind);
        }
    }
    return Cleaner(opaque, cleaning).clean();
}

} // namespace wenyi::layout
