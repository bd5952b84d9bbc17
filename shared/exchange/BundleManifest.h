// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QByteArray>
#include <QList>

namespace wenyi::exchange {

/// What a bundle's item is; its owner's layer knows its form.
enum class BundleItemKind {
    EntryRun, ///< Journal entries with their signed head.
    Envelope, ///< An envelope's header.
    Part,     ///< An envelope's encrypted part.
    Receipt,
    Blob,
    Directory,
    RevocationList
};

/// One item: it has no name, only what it is and its digest.
struct BundleItem
{
    BundleItemKind kind = BundleItemKind::Blob;
    qint64 size = 0; ///< Bytes, not encrypted.
    Digest digest;   ///< SM3 of the bytes, not encrypted.
    friend bool operator==(const BundleItem &, const BundleItem &) = default;
};

/// The largest item of a kind, in bytes.
qint64 largestItem(BundleItemKind kind);

/// Fails with InvalidInput "bundle.items", TooLarge "bundle.too-large".
Result<QByteArray> writeManifest(const QList<BundleItem> &items);
/// Fails with "cbor.…", TooLarge "bundle.too-large".
Result<QList<BundleItem>> readManifest(QByteArrayView bytes);

/// Before the header: magic bytes, and the header's size in 4 bytes, most significant first.
inline constexpr QByteArrayView BundleMagic = "WYBUNDL1";
inline constexpr qsizetype BundleHeadSize = 12;
/// FAT32, which sticks come with, holds no larger file.
inline constexpr qint64 LargestBundle = 0xffff'ffff;

/// Bytes of the whole file.
qint64 bundleSize(qsizetype headerSize, qint64 manifestSize, const QList<BundleItem> &items);

/// What encryption of the manifest (index -1) and of an item is bound to besides the key.
QByteArray bundleContext(const QString &bundleId, qsizetype index);

} // namespace wenyi::exchange
