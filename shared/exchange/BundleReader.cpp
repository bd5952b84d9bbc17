// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleReader.h"

#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QtEndian>

#include <algorithm>

namespace wenyi::exchange {

namespace {

Result<QByteArray> readExactly(QIODevice &device, qint64 size)
{
    const QByteArray bytes = device.read(size);
    if (bytes.size() != size)
        return Error{ErrorCode::Corrupt, "bundle.truncated", {}};
    return bytes;
}

/// Whether the bundle is the next one of its row.
Result<void> checkPosition(const BundleHeader &header, const BundleExpectation &expectation)
{
    const PairPosition &position = header.facts().position;
    const QString number = QString::number(position.sequence);
    const quint64 last = expectation.last ? expectation.last->sequence : 0;
    if (position.sequence < last)
        return Error{ErrorCode::AlreadyExists, "bundle.already-imported", number};
    if (position.sequence == last) {
        if (header.digest() == expectation.last->digest)
            return Error{ErrorCode::AlreadyExists, "bundle.already-imported", number};
        return Error{ErrorCode::NotTrusted, "bundle.fork", number};
    }
    if (position.sequence - last > 1) {
        if (expectation.gaps == GapPolicy::Accept)
            return {};
        return Error{ErrorCode::Unavailable, "bundle.sequence-gap",
            QStringLiteral("%1-%2").arg(last + 1).arg(position.sequence - 1)};
    }
    if (expectation.last && position.previous != expectation.last->digest)
        return Error{ErrorCode::NotTrusted, "bundle.previous-altered", number};
    return {};
}

} // namespace

Result<void> BundleReader::check(const BundleHeader &header, const BundleExpectation &expectation)
{
    WENYI_CHECK(header.verify(expectation.sender));
    const BundleFacts &facts = header.facts();
    if (facts.toUnit != expectation.self.unit || facts.addressee != expectation.self.desktop.fingerprint()
        || facts.toDesktop.toString() != expectation.self.desktop.subjectId())
        return Error{ErrorCode::NotAllowed, "bundle.not-for-you", facts.toDesktop.toString()};
    // Told before expiry: an old stick that was taken in time is no alarm.
    WENYI_CHECK(checkPosition(header, expectation));
    if (expectation.now >= facts.expires)
        return Error{ErrorCode::NotAllowed, "bundle.expired", toDateTime(facts.expires).toString(Qt::ISODate)};
    return {};
}

BundleReader::BundleReader(std::unique_ptr<QIODevice> device, BundleHeader header, SecretBytes contentKey)
    : m_device(std::move(device))
    , m_header(std::move(header))
    , m_contentKey(std::move(contentKey))
{
}

Result<BundleHeader> BundleReader::readHeader(QIODevice &device)
{
    if (!device.seek(0))
        return Error{ErrorCode::Corrupt, "bundle.truncated", device.errorString()};
    WENYI_TRY(const QByteArray head, readExactly(device, BundleHeadSize));
    if (!head.startsWith(BundleMagic.toByteArray()))
        return Error{ErrorCode::Corrupt, "bundle.magic", {}};
    const auto size = qFromBigEndian<quint32>(head.constData() + BundleMagic.size());
    if (size > bounds::BundleHeader)
        return Error{ErrorCode::TooLarge, "bundle.header-size", QString::number(size)};
    WENYI_TRY(const QByteArray bytes, readExactly(device, size));
    return BundleHeader::fromBytes(bytes);
}

Result<BundleReader> BundleReader::open(std::unique_ptr<QIODevice> device, const BundleExpectation &expectation,
    const crypto::PrivateKey &key, const BundleProgress &progress)
{
    WENYI_TRY(BundleHeader header, readHeader(*device));
    WENYI_CHECK(check(header, expectation));
    auto contentKey = key.decrypt(header.facts().wrappedKey);
    if (!contentKey || contentKey->size() != crypto::ContentKeySize)
        return Error{ErrorCode::NotTrusted, "bundle.key-altered", header.facts().id};
    const qint64 manifestAt = device->pos();
    BundleReader reader(std::move(device), std::move(header), std::move(*contentKey));
    WENYI_CHECK(reader.readManifestAt(manifestAt));
    WENYI_CHECK(reader.verifyItems(progress));
    return reader;
}

Result<void> BundleReader::readManifestAt(qint64 position)
{
    const BundleFacts &facts = m_header.facts();
    WENYI_TRY(const QByteArray bytes, readExactly(*m_device, facts.manifestSize));
    if (crypto::sm3(bytes) != facts.manifestDigest)
        return Error{ErrorCode::NotTrusted, "bundle.manifest-altered", facts.id};
    const auto plain = crypto::unprotect(m_contentKey, bytes, bundleContext(facts.id, -1));
    if (!plain)
        return Error{ErrorCode::NotTrusted, "bundle.manifest-altered", facts.id};
    WENYI_TRY(m_items, readManifest(*plain));
    position += facts.manifestSize;
    for (const BundleItem &item : m_items) {
        m_positions.append(position);
        position += crypto::protectedSize(item.size);
    }
    if (m_device->size() != position)
        return Error{
            ErrorCode::Corrupt, "bundle.size", QStringLiteral("%1, not %2").arg(m_device->size()).arg(position)};
    return {};
}

Result<void> BundleReader::verifyItems(const BundleProgress &progress)
{
    const qint64 total = m_device->size();
    qint64 done = m_positions.isEmpty() ? total : m_positions.front();
    const Sink sink = [&](QByteArrayView bytes) -> Result<void> {
        done += bytes.size();
        if (progress && progress(std::min(done, total), total) == Continuation::Cancel)
            return Error{ErrorCode::Cancelled, "bundle.cancelled", {}};
        return {};
    };
    for (qsizetype i = 0; i < m_items.size(); ++i)
        WENYI_CHECK(decrypt(i, sink));
    return {};
}

Result<void> BundleReader::decrypt(qsizetype index, const Sink &sink)
{
    if (index < 0 || index >= m_items.size())
        return Error{ErrorCode::NotFound, "bundle.no-item", QString::number(index)};
    const BundleItem &item = m_items.at(index);
    const Error altered{ErrorCode::NotTrusted, "bundle.item-altered", QString::number(index + 1)};
    if (!m_device->seek(m_positions.at(index)))
        return altered;
    const QByteArray begin = m_device->read(crypto::ContentHeaderSize);
    auto decryptor = crypto::ContentDecryptor::begin(m_contentKey, begin, bundleContext(m_header.facts().id, index));
    if (!decryptor)
        return altered;
    crypto::ContentCheck check(static_cast<quint64>(item.size));
    qint64 left = item.size;
    do {
        const qint64 size = std::min<qint64>(left, crypto::ContentBatchSize);
        left -= size;
        const auto position = left == 0 ? crypto::ChunkPosition::Last : crypto::ChunkPosition::Middle;
        const qint64 stored = crypto::protectedSize(size) - crypto::ContentHeaderSize;
        const auto plain = decryptor->chunks(m_device->read(stored), position);
        if (!plain || plain->size() != size)
            return altered;
        check.add(*plain);
        WENYI_CHECK(sink(*plain));
    } while (left > 0);
    return check.isNamed(item.digest) ? Result<void>() : Result<void>(altered);
}

Result<QByteArray> BundleReader::read(qsizetype index)
{
    QByteArray bytes;
    WENYI_CHECK(decrypt(index, [&bytes](QByteArrayView chunk) -> Result<void> {
        bytes += chunk;
        return {};
    }));
    return bytes;
}

Result<void> BundleReader::copyTo(qsizetype index, QIODevice &sink)
{
    return decrypt(index, [&sink](QByteArrayView chunk) -> Result<void> {
        if (sink.write(chunk.data(), chunk.size()) != chunk.size())
            return Error{ErrorCode::StorageFailure, "bundle.medium", sink.errorString()};
        return {};
    });
}

} // namespace wenyi::exchange
