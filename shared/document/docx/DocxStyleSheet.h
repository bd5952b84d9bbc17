// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

namespace wenyi::document {

/// A row of the page in twentieths of a point: 22 on 225 mm (GB/T 9704-2012 5.2.3).
inline constexpr int DocxRow = 579;

/// The Chinese faces of a docx by their names on the machines that read it.
namespace docxface {

inline constexpr QStringView TitleSong = u"方正小标宋简体";
inline constexpr QStringView Song = u"宋体";
inline constexpr QStringView Fang = u"仿宋_GB2312";
inline constexpr QStringView Hei = u"黑体";
inline constexpr QStringView Kai = u"楷体_GB2312";

} // namespace docxface

/// styles.xml of an exported document: the faces, sizes and line pitch of GB/T 9704-2012 by element.
QByteArray docxStyleSheet();

/// The id of a style of DocxStyles.h by its name.
QString docxStyleId(QStringView name);

} // namespace wenyi::document
