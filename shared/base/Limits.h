// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// Sizes and counts that nothing from outside may pass; checked before anything is allocated.
namespace wenyi::limits {

inline constexpr qsizetype KiB = 1024;
inline constexpr qsizetype MiB = 1024 * KiB;

inline constexpr int CborDepth = 16;
inline constexpr qsizetype CborText = 1 * MiB;
inline constexpr qsizetype CborBytes = 64 * MiB;
inline constexpr qsizetype CborItems = 100'000;

/// One journal entry as bytes, payload included; larger content goes into blobs.
inline constexpr qsizetype Entry = 1 * MiB;
/// One push: entries under one signed head.
inline constexpr qsizetype EntriesPerPush = 10'000;
/// A blob's part on every wire (PERFORMANCE: 64 to 256 KB).
inline constexpr qsizetype BlobChunk = 256 * KiB;
inline constexpr qsizetype Blob = 512 * MiB;
/// One protocol message; a ZeroMQ frame over it is dropped before it is read.
inline constexpr qsizetype Message = 4 * MiB;

} // namespace wenyi::limits
