// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"

/// Sizes and counts of what travels between units; checked before anything is allocated.
namespace wenyi::exchange::bounds {

inline constexpr qsizetype FileName = 200; ///< Characters of an attachment's name.
inline constexpr qsizetype Recipients = 4096;
inline constexpr qsizetype Parts = 256;
inline constexpr qint64 Part = wenyi::limits::Blob; ///< Bytes of one part, encrypted.
inline constexpr qint64 AllParts = 1024 * wenyi::limits::MiB;
inline constexpr qsizetype SealedManifest = 256 * wenyi::limits::KiB;
/// A header with all its recipients fits into one protocol message.
inline constexpr qsizetype EnvelopeHeader = 3 * wenyi::limits::MiB;
inline constexpr qsizetype Signature = 128;
inline constexpr qsizetype WrappedKey = 512;
inline constexpr quint64 Copies = 999'999; ///< 份号 has six digits (GB/T 9704-2012 7.2.1).
inline constexpr qsizetype Receipt = 16 * wenyi::limits::KiB;
/// Of a decision about an envelope and of a ruling on it, which name recipients.
inline constexpr qsizetype Directive = 384 * wenyi::limits::KiB;
inline constexpr qsizetype Ruling = 768 * wenyi::limits::KiB;
inline constexpr qsizetype ReceiptsUnderOneSignature = 65'536;
inline constexpr qsizetype HeadsFile = 64 * wenyi::limits::MiB;
inline constexpr qsizetype ReasonText = 1000; ///< Characters of why a document was returned or recalled.
inline constexpr qsizetype PersonName = 100;
inline constexpr qsizetype DocumentHeader = 1 * wenyi::limits::MiB;
inline constexpr qsizetype BundleHeader = 8 * wenyi::limits::KiB;
inline constexpr qsizetype BundleManifest = 8 * wenyi::limits::MiB;
inline constexpr qsizetype BundleItems = 100'000;
/// The last millisecond of the year 9999: no later moment is written or read.
inline constexpr qint64 LatestInstant = 253'402'300'799'999;

} // namespace wenyi::exchange::bounds
