// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// Internal to shared/ofd: what a text holds that nobody sees, or takes for something else.
namespace wenyi::ofd {

/// Formatting characters: directions, zero widths, tags, fillers.
bool hasHiddenCharacters(QStringView text);
/// Characters that look like common ones and are others: radicals and compatibility forms of ideographs, and Cyrillic
/// or Greek letters among Latin ones, digits or ideographs.
bool hasLookAlikes(QStringView text);
/// Whether exchanging this character for another changes a number: digits and the numerals of Chinese.
bool isNumeral(char32_t character);

} // namespace wenyi::ofd
