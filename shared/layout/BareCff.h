// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wenyi::layout {

/// Whether the bytes are a font set in the Compact Font Format (Adobe 5176) without an OpenType file around it, as
/// converters from PDF leave them in OFD files.
bool isBareCff(const QByteArray &bytes);

/// An OpenType file around the font: glyphs by number, no characters, every advance an em. Empty where the bytes are
/// damaged.
QByteArray openTypeFromCff(const QByteArray &cff);

} // namespace wenyi::layout
