// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleWriter.h"

#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QBuffer>
#include <QtEndian>

#include <algorithm>

namespace wenyi::exchange {

struct BundleWriter::Sealed
{
    BundleHeader header;
    QByteArray manifest;
    SecretBytes contentKey;
};

BundleContent BundleContent::ofBytes(BundleItemKind kind, const QByteArray &bytes)
{
    return {{kind, bytes.size(), crypto::sm3(bytes)}, [bytes]() -> Result<std::unique_ptr<QIODevice>> {
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(bytes);
                buffer->open(QIODevice::ReadOnly);
                return std::unique_ptr<QIODevice>(std::move(buffer));
            }};
}

BundleWriter::BundleWriter(BundleMedium &medium, crypto::Signer &desktop, RandomSource &random)
    : m_medium(medium)
    , m_desktop(desktop)
    , m_random(random)
{
}

Result<BundleWriter::Sealed> BundleWriter::seal(const BundleOrder &order, const QList<BundleItem> &items)
{
    const crypto::Certificate &addressee = order.addressee.desktop;
    const auto purpose = addressee.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Desktop)
        return Error{ErrorCode::NotTrusted, "bundle.addressee-certificate", addressee.commonName()};
    SecretBytes contentKey = m_random.secret(crypto::ContentKeySize);
    WENYI_TRY(const QByteArray plain, writeManifest(items));
    WENYI_TRY(QByteArray manifest, crypto::protect(contentKey, plain, bundleContext(order.id, -1), m_random));
    BundleFacts facts;
    facts.id = order.id;
    facts.fromUnit = order.fromUnit;
    facts.fromDesktop = DesktopId(m_desktop.certificate().subjectId());
    facts.toUnit = order.addressee.unit;
    facts.toDesktop = DesktopId(addressee.subjectId());
    facts.addressee = addressee.fingerprint();
    facts.created = order.created;
    facts.expires = order.expires;
    facts.position = order.position;
    WENYI_TRY(facts.wrappedKey, addressee.publicKey().encrypt(contentKey.view()));
    facts.manifestSize = manifest.size();
    facts.manifestDigest = crypto::sm3(manifest);
    WENYI_TRY(BundleHeader header, BundleHeader::sign(std::move(facts), m_desktop));
    return Sealed{std::move(header), std::move(manifest), std::move(contentKey)};
}

Result<void> BundleWriter::report()
{
    if (m_progress && m_progress(m_done, m_total) == Continuation::Cancel)
        return Error{ErrorCode::Cancelled, "bundle.cancelled", {}};
    return {};
}

Result<void> BundleWriter::append(QByteArrayView bytes)
{
    WENYI_CHECK(m_medium.append(bytes));
    m_written.add(bytes);
    m_done += bytes.size();
    return report();
}

Result<void> BundleWriter::appendItem(
    const BundleContent &content, const SecretBytes &contentKey, const QByteArray &context)
{
    WENYI_TRY(const std::unique_ptr<QIODevice> device, content.open());
    WENYI_TRY(auto encryptor, crypto::ContentEncryptor::begin(contentKey, context, m_random));
    WENYI_CHECK(append(encryptor.header()));
    crypto::ContentCheck check(static_cast<quint64>(content.item.size));
    const auto changed = [&content] {
        return Error{ErrorCode::Corrupt, "bundle.item-changed", QString::fromLatin1(content.item.digest.toHex())};
    };
    for (qint64 left = content.item.size;;) {
        const qint64 size = std::min<qint64>(left, crypto::ContentBatchSize);
        const QByteArray plain = device->read(size);
        if (plain.size() != size)
            return changed();
        check.add(plain);
        left -= size;
        const auto position = left == 0 ? crypto::ChunkPosition::Last : crypto::ChunkPosition::Middle;
        WENYI_TRY(const QByteArray chunks, encryptor.chunks(plain, position));
        WENYI_CHECK(append(chunks));
        if (left == 0)
            break;
    }
    if (!check.isNamed(content.item.digest))
        return changed();
    return {};
}

Result<void> BundleWriter::writeTemporary(const Sealed &sealed, const QList<BundleContent> &contents)
{
    const QByteArray header = sealed.header.toBytes();
    QByteArray head = BundleMagic.toByteArray() + QByteArray(4, '\0');
    qToBigEndian(static_cast<quint32>(header.size()), head.data() + BundleMagic.size());
    WENYI_CHECK(append(head));
    WENYI_CHECK(append(header));
    WENYI_CHECK(append(sealed.manifest));
    const QString &id = sealed.header.facts().id;
    for (qsizetype i = 0; i < contents.size(); ++i)
        WENYI_CHECK(appendItem(contents.at(i), sealed.contentKey, bundleContext(id, i)));
    m_writtenDigest = m_written.finish();
    return m_medium.finish();
}

Result<void> BundleWriter::readBack(const QString &name)
{
    WENYI_TRY(const std::unique_ptr<QIODevice> device, m_medium.open(name));
    crypto::Sm3 digest;
    qint64 size = 0;
    for (QByteArray bytes = device->read(wenyi::limits::MiB); !bytes.isEmpty();
         bytes = device->read(wenyi::limits::MiB)) {
        digest.add(bytes);
        size += bytes.size();
        WENYI_CHECK(report());
    }
    if (size != m_done || digest.finish() != m_writtenDigest)
        return Error{ErrorCode::StorageFailure, "bundle.reread", name};
    return {};
}

Result<BundleHeader> BundleWriter::write(const QString &fileName, const BundleOrder &order,
    const QList<BundleContent> &contents, const BundleProgress &progress)
{
    if (!isFileName(fileName) || !fileName.endsWith(QStringLiteral(".wyb")))
        return Error{ErrorCode::InvalidInput, "bundle.name", fileName};
    QList<BundleItem> items;
    for (const BundleContent &content : contents)
        items.append(content.item);
    WENYI_TRY(const Sealed sealed, seal(order, items));
    m_progress = progress;
    m_written = crypto::Sm3();
    m_done = 0;
    m_total = bundleSize(sealed.header.toBytes().size(), sealed.manifest.size(), items);
    if (m_total > LargestBundle)
        return Error{ErrorCode::TooLarge, "bundle.too-large", QString::number(m_total)};
    const QString temporary = fileName + QStringLiteral(".part");
    const auto written = [&]() -> Result<void> {
        WENYI_CHECK(m_medium.create(temporary));
        WENYI_CHECK(writeTemporary(sealed, contents));
        return readBack(temporary);
    }();
    if (!written) {
        m_medium.discard(temporary);
        return written.error();
    }
    const auto named = m_medium.rename(temporary, fileName);
    const auto durable = named ? m_medium.syncFolder() : named;
    if (!durable) {
        m_medium.discard(named ? fileName : temporary);
        return durable.error();
    }
    return sealed.header;
}

} // namespace wenyi::exchange
