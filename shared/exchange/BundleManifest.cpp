// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/BundleManifest.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/exchange/ExchangeLimits.h"

namespace wenyi::exchange {

namespace {

Result<void> check(const QList<BundleItem> &items)
{
    qint64 total = 0;
    for (const BundleItem &item : items) {
        if (item.size < 0)
            return Error{ErrorCode::InvalidInput, "bundle.items", QString::number(item.size)};
        if (item.size > largestItem(item.kind))
            return Error{ErrorCode::TooLarge, "bundle.too-large", QString::number(item.size)};
        total += crypto::protectedSize(item.size); // At most BundleItems times the largest: no overflow.
    }
    if (total > LargestBundle || items.size() > bounds::BundleItems)
        return Error{ErrorCode::TooLarge, "bundle.too-large", QString::number(total)};
    return {};
}

} // namespace

qint64 largestItem(BundleItemKind kind)
{
    using wenyi::limits::MiB;
    switch (kind) {
    case BundleItemKind::EntryRun:
        return 64 * MiB;
    case BundleItemKind::Envelope:
        return bounds::EnvelopeHeader + bounds::Signature + 64; // As bytes, with the frame around the body.
    case BundleItemKind::Receipt:
        return 2 * bounds::Receipt;
    case BundleItemKind::Directory:
        return 64 * MiB;
    case BundleItemKind::RevocationList:
        return 16 * MiB;
    case BundleItemKind::Part:
    case BundleItemKind::Blob:
        break;
    }
    return bounds::Part;
}

Result<QByteArray> writeManifest(const QList<BundleItem> &items)
{
    WENYI_CHECK(check(items));
    CborWriter out;
    out.startArray(items.size());
    for (const BundleItem &item : items) {
        out.startArray(3);
        out.unsignedInteger(static_cast<quint64>(item.kind));
        out.unsignedInteger(static_cast<quint64>(item.size));
        out.digest(item.digest);
        out.endArray();
    }
    out.endArray();
    return out.take();
}

Result<QList<BundleItem>> readManifest(QByteArrayView bytes)
{
    CborReader in(bytes);
    QList<BundleItem> items;
    for (qsizetype left = in.startList(bounds::BundleItems); left > 0 && in.ok(); --left) {
        in.startArray(3);
        BundleItem item;
        item.kind =
            static_cast<BundleItemKind>(in.unsignedInteger(static_cast<quint64>(BundleItemKind::RevocationList)));
        item.size = static_cast<qint64>(in.unsignedInteger(std::numeric_limits<qint64>::max()));
        item.digest = in.digest();
        in.endArray();
        items.append(item);
    }
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(items));
    return items;
}

qint64 bundleSize(qsizetype headerSize, qint64 manifestSize, const QList<BundleItem> &items)
{
    qint64 size = BundleHeadSize + headerSize + manifestSize;
    for (const BundleItem &item : items)
        size += crypto::protectedSize(item.size);
    return size;
}

QByteArray bundleContext(const QString &bundleId, qsizetype index)
{
    CborWriter out;
    out.startArray(3);
    out.text(u"wenyi.bundle.item");
    out.text(bundleId);
    out.integer(index);
    out.endArray();
    return out.take();
}

} // namespace wenyi::exchange
