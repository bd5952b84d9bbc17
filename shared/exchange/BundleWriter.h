// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Progress.h"
#include "shared/base/RandomSource.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/BundleHeader.h"
#include "shared/exchange/BundleManifest.h"
#include "shared/exchange/BundleMedium.h"

#include <functional>

namespace wenyi::exchange {

/// Told of bytes done and in all.
using BundleProgress = Progress;

/// An item to be written, with the way to its bytes: nothing is held in memory that does not have to be.
struct BundleContent
{
    BundleItem item;
    std::function<Result<std::unique_ptr<QIODevice>>()> open;

    static BundleContent ofBytes(BundleItemKind kind, const QByteArray &bytes);
};

/// What the sender decides about a bundle.
struct BundleOrder
{
    QString id; ///< newIdentifier()
    UnitCode fromUnit;
    BundlePeer addressee;
    Instant created;
    Instant expires;
    PairPosition position;
};

/// Writes one bundle: to a temporary name, synced, read back and compared, and only then under its own name. When
/// write() succeeds 可安全拔出 is true. When it fails nothing lies under the bundle's name, or, where the stick went
/// after the renaming, the whole bundle; writing it once more completes it.
class BundleWriter
{
public:
    BundleWriter(BundleMedium &medium, crypto::Signer &desktop, RandomSource &random);

    /// Fails with NotTrusted "bundle.addressee-certificate", InvalidInput "bundle.name", "bundle.items", TooLarge
    /// "bundle.too-large", Corrupt "bundle.item-changed" (an item is not what it is said to be), StorageFailure
    /// "bundle.medium", "bundle.medium-full", "bundle.reread", Cancelled "bundle.cancelled", and with what an item's
    /// open() fails with.
    Result<BundleHeader> write(const QString &fileName, const BundleOrder &order, const QList<BundleContent> &contents,
        const BundleProgress &progress = {});

private:
    struct Sealed;
    Result<Sealed> seal(const BundleOrder &order, const QList<BundleItem> &items);
    Result<void> append(QByteArrayView bytes);
    Result<void> appendItem(const BundleContent &content, const SecretBytes &contentKey, const QByteArray &context);
    Result<void> writeTemporary(const Sealed &sealed, const QList<BundleContent> &contents);
    Result<void> readBack(const QString &name);
    Result<void> report();

    BundleMedium &m_medium;
    crypto::Signer &m_desktop;
    RandomSource &m_random;
    BundleProgress m_progress;
    crypto::Sm3 m_written;
    Digest m_writtenDigest;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace wenyi::exchange
