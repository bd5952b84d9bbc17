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
/// 7.3.5.5: how far lines and characters are moved so that signatories, date and seals share a page with text: lines
/// together by 8.8 % at most and apart by 11.5 %, characters by one more in a line (3.4 %), over so many pages.
inline constexpr double TightestPitch = 27 * MillimetresPerPoint;
inline constexpr double LoosestPitch = 33 * MillimetresPerPoint;
inline constexpr double TightCell = BodyWidth / (CharactersPerLine + 1);
inline constexpr int MostTightPages = 4;
/// Where a face's em square stands over its baseline.
inline constexpr double Ascent = 0.88;

inline constexpr double IssuerMarkTop = 35;      ///< Under the area's top (7.2.4).
inline constexpr double IssuerMarkLargest = 22;  ///< The size is the issuer's choice; not larger than this.
inline constexpr double RedLineGap = 4;          ///< Under the number (7.2.7).
inline constexpr double RedLineWidth = 0.7;      ///< Free; the length is that of the area.
inline constexpr double ImprintOuterLine = 0.35; ///< 版记 first and last line (7.4.1).
inline constexpr double ImprintInnerLine = 0.25;
inline constexpr double ImprintPitch = 7.4;    ///< Of 4号 lines between them.
inline constexpr double ImprintGap = 3;        ///< At least, under the text.
inline constexpr double PageNumberGap = 7;     ///< From the area's bottom to the dash (7.5).
inline constexpr int DateRightIndent = 4;      ///< Characters, with a seal (7.3.5.1).
inline constexpr double SealBelowCentre = 4.7; ///< How far 署名 and date stand below the seal's centre.
inline constexpr double SealRoom = 45;         ///< The largest seal of an office (国发〔1999〕25号).
inline constexpr double SealsApart = 1;        ///< At least, so that none touches another (7.3.5.1).
inline constexpr double SealUnderDate = 10;    ///< What such a seal needs under the date.

inline constexpr int UnsealedRightIndent = 2; ///< Characters (7.3.5.2).
inline constexpr int DateUnderName = 2;       ///< Characters that the date begins right of the name (7.3.5.2).

inline constexpr int StampRightIndent = 4; ///< Characters (7.3.5.3).
inline constexpr int StampDutyGap = 2;     ///< Characters between duty and stamp (7.3.5.3).

// 信函格式 (10.1).
inline constexpr double LetterMarkTop = 30; ///< From the page's top.
inline constexpr double LetterMarkLargest = 15.6;
inline constexpr double LetterLineGap = 4; ///< Under the mark.
inline constexpr double LetterLineWidth = 170;
inline constexpr double LetterLineBottom = 20; ///< The second line's, from the page's bottom.
inline constexpr double LetterThickLine = 1.0; ///< Free: 上粗下细, 上细下粗.
inline constexpr double LetterThinLine = 0.4;
inline constexpr double LetterLinesApart = 0.6;
inline constexpr double LetterTextGap = Size3 * 7 / 8; ///< From a line to what stands under or over it.

inline constexpr double OrderMarkTop = 20; ///< 命令(令), under the area's top (10.2).

inline constexpr Color Red{255, 0, 0, 255};
inline constexpr Color Black{0, 0, 0, 255};

} // namespace wenyi::layout::gb9704
