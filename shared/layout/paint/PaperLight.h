// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <array>
#include <optional>
#include <vector>

namespace wenyi::layout {

/// Internal to shared/layout/paint: the colour that the paper of a scan has at each place, as the light fell on it.
class PaperLight
{
public:
    using Color = std::array<float, 3>; ///< Red, green, blue; 0 to 255.

    /// Looks for paper in a grid of cells and fills in the cells that ink covers. Nothing where no cell shows paper.
    static std::optional<PaperLight> find(const QImage &scan);
    /// The paper's colour at a pixel's middle.
    Color at(int x, int y) const;

private:
    PaperLight(const QImage &scan, int cell);
    Color &cell(int column, int row) { return m_cells[static_cast<size_t>(row * m_columns + column)]; }
    const Color &cell(int column, int row) const { return m_cells[static_cast<size_t>(row * m_columns + column)]; }
    void measure(const QImage &scan);
    /// Which cells show ink rather than paper: redder than most, or darker than the lightest around.
    std::vector<char> findInk() const;
    bool fillIn(std::vector<char> isInk);
    void smooth();

    int m_cell;
    int m_columns;
    int m_rows;
    std::vector<Color> m_cells;
};

} // namespace wenyi::layout
