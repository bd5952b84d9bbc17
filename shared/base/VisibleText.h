// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace wenyi {

/// Whether a text can be read as it is: no control, formatting (bidirectional, zero width, tag), filler or variation
/// characters, no lone surrogates, no spaces but the common one inside. Two identifiers or names that look alike then
/// do not differ by something that nobody sees.
bool isVisibleText(QStringView text);

/// Whether a text is visible text that may also hold ideographic spaces, as titles and two-character names do.
bool isVisibleLine(QStringView text);

} // namespace wenyi
