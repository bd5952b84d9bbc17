// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace wenyi::document {

/// Whether a text reads as the name of an organ or a group of them: short, unpunctuated and ending as such names do
/// (政府, 局, 办公室, 单位 …). A guess by form; no list of real names stands behind it.
bool looksLikeOrgan(QStringView text);

/// 主送 or 抄送 as a list: parted at ， and ；, and at 、 only where every part is an organ by itself
/// (各区、县人民政府 stays whole).
QStringList splitOrgans(QStringView text);

} // namespace wenyi::document
