// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// How large the parts of an official document may be when they come from outside; lengths in UTF-16 units.
namespace wenyi::document::limits {

inline constexpr qsizetype Json = 8 * 1024 * 1024;        ///< Bytes of one DOC.json or draft revision.
inline constexpr qsizetype ImportBytes = 4 * 1024 * 1024; ///< Bytes of one plain text to import.
inline constexpr qsizetype DocxBytes = 64 * 1024 * 1024;  ///< Bytes of one docx to import, packed.
inline constexpr qsizetype HtmlText = 16 * 1024 * 1024;   ///< One HTML text to import, marks included.
inline constexpr qsizetype ElementText = 1'000;           ///< A title, a name, a number, a note.
inline constexpr qsizetype ElementEntries = 1'000;        ///< Recipients, copies, signers.
inline constexpr qsizetype BlockText = 100'000;           ///< One paragraph, heading or cell.
inline constexpr qsizetype Blocks = 50'000;               ///< Of one body.
inline constexpr qsizetype Attachments = 200;
inline constexpr qsizetype TableRows = 5'000;
inline constexpr qsizetype TableColumns = 100;
inline constexpr int TableHeadRows = 10;
inline constexpr qsizetype Remarks = 10'000; ///< Of one draft revision.
inline constexpr qsizetype Parents = 16;     ///< Of one draft revision.

} // namespace wenyi::document::limits
