// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QString>

class QFont;
class QPainter;
class QPointF;
class QRectF;

namespace wenyi::ui {

/// ✔ valid, ▲ with reserve, ■ not valid: shape and word besides the colour.
QString sealMarkWords(core::SealingConclusion conclusion);

/// Where the mark of a seal lies that itself lies in `seal` (pixels): over its upper edge, inside of `page`.
QRectF sealMarkRect(const QFont &font, core::SealingConclusion conclusion, const QRectF &seal, const QRectF &page);

/// Draws the mark into that rectangle.
void paintSealMark(QPainter &painter, core::SealingConclusion conclusion, const QRectF &rect);

} // namespace wenyi::ui
