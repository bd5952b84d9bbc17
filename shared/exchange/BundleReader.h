// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/BundleWriter.h"

#include <optional>

namespace wenyi::exchange {

/// Whether a bundle is taken although one or more before it never came (a stick was lost).
enum class GapPolicy { Refuse, Accept };

/// The last bundle that was taken from the same desktop.
struct TakenBundle
{
    quint64 sequence = 0;
    Digest digest;
};

/// What the importing desktop knows; a bundle has to fit it.
struct BundleExpectation
{
    BundlePeer sender; ///< As the directory knows the desktop that the header names; found to hold there.
    BundlePeer self;
    Instant now;
    std::optional<TakenBundle> last;
    GapPolicy gaps = GapPolicy::Refuse;
};

/// Opens a bundle. Nothing is handed out before everything was verified, and what is handed out is verified once more
/// as it is read, since a stick can change underneath. Nothing of the stick is opened by a name that it holds.
class BundleReader
{
public:
    /// Reads who wrote it for whom, unverified: enough to look the sender up. Fails with Corrupt "bundle.magic",
    /// "bundle.truncated", TooLarge "bundle.header-size", and as BundleHeader::fromBytes() does.
    static Result<BundleHeader> readHeader(QIODevice &device);

    /// Whether a bundle with this header would be the next one to be taken here. Fails as open() does before it reads
    /// the rest.
    static Result<void> check(const BundleHeader &header, const BundleExpectation &expectation);

    /// Takes the device, which must be one that can be read at any place. Fails with the reasons of readHeader() and
    /// BundleHeader::verify(), NotAllowed "bundle.not-for-you", "bundle.expired", AlreadyExists
    /// "bundle.already-imported", NotTrusted "bundle.fork" (another one with a number that was used),
    /// "bundle.previous-altered", Unavailable "bundle.sequence-gap", NotTrusted "bundle.key-altered",
    /// "bundle.manifest-altered", "bundle.item-altered", Corrupt "bundle.size", Cancelled "bundle.cancelled".
    static Result<BundleReader> open(std::unique_ptr<QIODevice> device, const BundleExpectation &expectation,
        const crypto::PrivateKey &key, const BundleProgress &progress = {});

    const BundleHeader &header() const { return m_header; }
    const QList<BundleItem> &items() const { return m_items; }
    /// The bytes of an item. Fails with NotTrusted "bundle.item-altered", NotFound "bundle.no-item".
    Result<QByteArray> read(qsizetype index);
    /// The same for what is large; after a failure what went into `sink` is to be thrown away.
    Result<void> copyTo(qsizetype index, QIODevice &sink);

private:
    using Sink = std::function<Result<void>(QByteArrayView)>;
    BundleReader(std::unique_ptr<QIODevice> device, BundleHeader header, SecretBytes contentKey);
    Result<void> readManifestAt(qint64 position);
    Result<void> verifyItems(const BundleProgress &progress);
    Result<void> decrypt(qsizetype index, const Sink &sink);

    std::unique_ptr<QIODevice> m_device;
    BundleHeader m_header;
    SecretBytes m_contentKey;
    QList<BundleItem> m_items;
    QList<qint64> m_positions;
};

} // namespace wenyi::exchange
