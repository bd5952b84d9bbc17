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

/// A heading where the text is short, numbered and no sentence; else a paragraph, numbered or not.
Block blockOf(const QString &text);

} // namespace wenyi::document
