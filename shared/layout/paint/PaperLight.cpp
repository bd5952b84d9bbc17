// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/PaperLight.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wenyi::layout {

namespace {

constexpr int CellsAlong = 64;  ///< The longer side.
constexpr int SmallestCell = 6; ///< Pixels.
/// Of a cell's pixels so many are darker than what counts as its paper: three quarters of it may be ink.
constexpr double PaperQuantile = 0.75;
constexpr float RednessOverMost = 0.08F; ///< Part of the brightness; paper has one tint all over.
constexpr float DarkestPaper = 0.75F;    ///< Of the lightest cell around: light falls off slowly.
constexpr int Around = 3;                ///< Cells.

float brightness(const PaperLight::Color &color)
{
    return (color[0] + color[1] + color[2]) / 3;
}

float redness(const PaperLight::Color &color)
{
    return (color[0] - (color[1] + color[2]) / 2) / std::max(brightness(color), 1.0F);
}

/// The quantile of the values that were counted.
float quantileOf(const std::array<int, 256> &counts, int total)
{
    int left = static_cast<int>(total * PaperQuantile);
    for (size_t value = 0; value < counts.size(); ++value) {
        left -= counts.at(value);
        if (left < 0)
            return static_cast<float>(value);
    }
    return 255;
}

} // namespace

std::optional<PaperLight> PaperLight::find(const QImage &scan)
{
    PaperLight light(scan, std::max(SmallestCell, std::max(scan.width(), scan.height()) / CellsAlong));
    light.measure(scan);
    if (!light.fillIn(light.findInk()))
        return {};
    light.smooth();
    return light;
}

PaperLight::PaperLight(const QImage &scan, int cell)
    : m_cell(cell)
    , m_columns((scan.width() + cell - 1) / cell)
    , m_rows((scan.height() + cell - 1) / cell)
    , m_cells(static_cast<size_t>(m_columns) * static_cast<size_t>(m_rows))
{
}

void PaperLight::measure(const QImage &scan)
{
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            std::array<std::array<int, 256>, 3> counts{};
            const int bottom = std::min((row + 1) * m_cell, scan.height());
            const int right = std::min((column + 1) * m_cell, scan.width());
            for (int y = row * m_cell; y < bottom; ++y) {
                const auto *line = reinterpret_cast<const QRgb *>(scan.constScanLine(y));
                for (int x = column * m_cell; x < right; ++x) {
                    ++counts[0][static_cast<size_t>(qRed(line[x]))];
                    ++counts[1][static_cast<size_t>(qGreen(line[x]))];
                    ++counts[2][static_cast<size_t>(qBlue(line[x]))];
                }
            }
            const int total = (bottom - row * m_cell) * (right - column * m_cell);
            for (size_t channel = 0; channel < 3; ++channel)
                cell(column, row)[channel] = quantileOf(counts[channel], total);
        }
    }
}

std::vector<char> PaperLight::findInk() const
{
    std::vector<float> all;
    for (const Color &color : m_cells)
        all.push_back(redness(color));
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    const float most = *middle + RednessOverMost;
    std::vector<char> isInk(m_cells.size(), 0);
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            float lightest = 1;
            for (int y = std::max(0, row - Around); y <= std::min(m_rows - 1, row + Around); ++y) {
                for (int x = std::max(0, column - Around); x <= std::min(m_columns - 1, column + Around); ++x)
                    lightest = std::max(lightest, brightness(cell(x, y)));
            }
            const Color &own = cell(column, row);
            if (redness(own) > most || brightness(own) < DarkestPaper * lightest)
                isInk[static_cast<size_t>(row * m_columns + column)] = 1;
        }
    }
    return isInk;
}

bool PaperLight::fillIn(std::vector<char> isInk)
{
    if (std::find(isInk.begin(), isInk.end(), 0) == isInk.end())
        return false;
    // From the edges of what is covered inwards, each cell the mean of its neighbours.
    for (bool isMissing = true; isMissing;) {
        isMissing = false;
        const std::vector<char> before = isInk;
        for (int row = 0; row < m_rows; ++row) {
            for (int column = 0; column < m_columns; ++column) {
                const auto at = static_cast<size_t>(row * m_columns + column);
                if (!before[at])
                    continue;
                Color sum{};
                float count = 0;
                for (int y = std::max(0, row - 1); y <= std::min(m_rows - 1, row + 1); ++y) {
                    for (int x = std::max(0, column - 1); x <= std::min(m_columns - 1, column + 1); ++x) {
                        if (before[static_cast<size_t>(y * m_columns + x)])
                            continue;
                        ++count;
                        for (size_t channel = 0; channel < 3; ++channel)
                            sum[channel] += cell(x, y)[channel];
                    }
                }
                isMissing = isMissing || count == 0;
                if (count == 0)
                    continue;
                isInk[at] = 0;
                for (size_t channel = 0; channel < 3; ++channel)
                    cell(column, row)[channel] = sum[channel] / count;
            }
        }
    }
    return true;
}

void PaperLight::smooth()
{
    const std::vector<Color> before = m_cells;
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            Color sum{};
            float count = 0;
            for (int y = std::max(0, row - 1); y <= std::min(m_rows - 1, row + 1); ++y) {
                for (int x = std::max(0, column - 1); x <= std::min(m_columns - 1, column + 1); ++x) {
                    ++count;
                    for (size_t channel = 0; channel < 3; ++channel)
                        sum[channel] += before[static_cast<size_t>(y * m_columns + x)][channel];
                }
            }
            for (size_t channel = 0; channel < 3; ++channel)
                cell(column, row)[channel] = sum[channel] / count;
        }
    }
}

PaperLight::Color PaperLight::at(int x, int y) const
{
    // Between the middles of the four cells around.
    const auto size = static_cast<float>(m_cell);
    const float column =
        std::clamp((static_cast<float>(x) + 0.5F) / size - 0.5F, 0.0F, static_cast<float>(m_columns - 1));
    const float row = std::clamp((static_cast<float>(y) + 0.5F) / size - 0.5F, 0.0F, static_cast<float>(m_rows - 1));
    const int left = static_cast<int>(column);
    const int top = static_cast<int>(row);
    const int right = std::min(left + 1, m_columns - 1);
    const int bottom = std::min(top + 1, m_rows - 1);
    const float across = column - static_cast<float>(left);
    const float down = row - static_cast<float>(top);
    Color color{};
    for (size_t channel = 0; channel < 3; ++channel) {
        const float upper = cell(left, top)[channel] * (1 - across) + cell(right, top)[channel] * across;
        const float lower = cell(left, bottom)[channel] * (1 - across) + cell(right, bottom)[channel] * across;
        color[channel] = upper * (1 - down) + lower * down;
    }
    return color;
}

} // namespace wenyi::layout
