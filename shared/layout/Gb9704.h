// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

/// The page of GB/T 9704-2012: figures in one place, in millimetres.
namespace wenyi::layout::gb9704 {

inline constexpr double MillimetresPerPoint = 25.4 / 72;

inline constexpr double PageWidth = 210;
inline constexpr double PageHeight = 297;
inline constexpr double Top = 37;        ///< 天头 (5.2.1)
inline constexpr double Left = 28;       ///< 订口 (5.2.1)
inline constexpr double BodyWidth = 156; ///< 版心 (5.2.1)
inline constexpr double BodyHeight = 225;
inline constexpr double BodyBottom = Top + BodyHeight;
inline constexpr double BodyRight = Left + BodyWidth;

inline constexpr int LinesPerPage = 22;      ///< 5.2.3
inline constexpr int CharactersPerLine = 28; ///< 5.2.3
inline constexpr double Cell = BodyWidth / CharactersPerLine;

inline constexpr double Size2 = 22 * MillimetresPerPoint; ///< 2号
inline constexpr double Size3 = 16 * MillimetresPerPoint; ///< 3号
inline constexpr double Size4 = 14 * MillimetresPerPoint; ///< 4号
/// 22 lines fill 225 mm: the first character's top is the area's top, the last one's bottom the area's bottom.
inline constexpr double Pitch = (BodyHeight - Size3) / (LinesPerPage - 1);
/// Where a face's em square stands over its baseline.
inline constexpr double Ascent = 0.88;

inline constexpr double IssuerMarkTop = 35;      ///< Under the area's top (7.2.4).
inline constexpr double IssuerMarkLargest = 22;  ///< The size is the issuer's choice; not larger than this.
inline constexpr double RedLineGap = 4;          ///< Under the number (7.2.7).
inline constexpr double RedLineWidth = 0.7;      ///< Free; the length is that of the area.
inline constexpr double ImprintOuterLine = 0.35; ///< 版记 first and last line (7.4.1).
inline constexpr double ImprintInnerLine = 0.25;
inline constexpr double ImprintPitch = 7.4;    ///< Of 4号 lines between them.
inline constexpr double PageNumberGap = 7;     ///< From the area's bottom to the dash (7.5).
inline constexpr int DateRightIndent = 4;      ///< Characters, with a seal (7.3.5.1).
inline constexpr double SealBelowCentre = 4.7; ///< How far 署名 and date stand below the seal's centre.

inline constexpr Color Red{255, 0, 0, 255};
inline constexpr Color Black{0, 0, 0, 255};

} // namespace wenyi::layout::gb9704
