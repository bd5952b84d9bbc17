// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

namespace wenyi::layout {

/// A picture as PNG, by a palette where it has at most 256 colours, which differ by opacity too: a seal in one ink
/// takes about three fifths so. Every pixel is read as it is in the picture. Empty where there is no picture.
QByteArray compactPng(const QImage &picture);

} // namespace wenyi::layout
