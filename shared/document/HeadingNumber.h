// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"

#include <QString>
#include <QStringView>

namespace wenyi::document {

/// 结构层次序数: the level, 1 to 4, of the number that a text begins with, 一、（一）1. （1）(GB/T 9704-2012 7.3.3), or
/// 0. Common other forms count too: 一. (一) 1、 1．
int headingLevel(QStringView text);

/// Whether the number is in the standard's own form: 一、（一）1. （1）, with no blank behind it.
bool hasStandardHeadingNumber(QStringView text);

/// How long the number is that a text begins with, with the blanks behind it; 0 where it has none.
qsizetype headingNumberLength(QStringView text);

/// Which number of its level it is, 1 to 99; 0 where there is none.
int headingOrdinal(QStringView text);

/// The number of a level in the standard's form: 一、（一）1. （1）; empty for what it does not number.
QString headingNumber(int level, int ordinal);

/// A heading where the text is short, numbered and no sentence; else a paragraph, numbered or not.
Block blockOf(const QString &text);

} // namespace wenyi::document
