// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/BundleReader.h"

#include <QBuffer>

#include <cstdlib>
#include <map>

using namespace wenyi;
using namespace wenyi::exchange;

namespace {

const QString Name = QStringLiteral("unit");

crypto::KeySigner makeDesktop()
{
    crypto::SystemRandom random;
    const Instant from = instantFromMilliseconds(0);
    const Instant to = instantFromMilliseconds(4'000'000'000'000);
    auto root = *crypto::CertificateAuthority::createRoot({Name, Name, Name}, from, to, random);
    auto key = *crypto::PrivateKey::generate();
    auto certificate =
        *root.issue({Name, Name, Name}, crypto::CertificatePurpose::Desktop, key.publicKey(), from, to, random);
    return {std::move(key), std::move(certificate)};
}

crypto::KeySigner &desktop()
{
    static crypto::KeySigner signer = makeDesktop();
    return signer;
}

/// Keeps files in memory.
class MemoryMedium final : public BundleMedium
{
public:
    Result<void> create(const QString &name) override
    {
        m_open = name;
        files[name].clear();
        return {};
    }
    Result<void> append(QByteArrayView bytes) override
    {
        files[m_open] += bytes;
        return {};
    }
    Result<void> finish() override { return {}; }
    Result<std::unique_ptr<QIODevice>> open(const QString &name) override
    {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(files[name]);
        buffer->open(QIODevice::ReadOnly);
        return std::unique_ptr<QIODevice>(std::move(buffer));
    }
    Result<void> rename(const QString &from, const QString &to) override
    {
        files[to] = files[from];
        return {};
    }
    Result<void> syncFolder() override { return {}; }
    void discard(const QString &name) override { files.erase(name); }

    std::map<QString, QByteArray> files;

private:
    QString m_open;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    buffer->open(QIODevice::ReadOnly);
    const BundlePeer peer{UnitCode(Name), desktop().certificate()};
    const BundleExpectation expectation{peer, peer, instantFromMilliseconds(1), {}, GapPolicy::Accept};
    auto reader = BundleReader::open(std::move(buffer), expectation, desktop().key());
    for (qsizetype i = 0; reader && i < reader->items().size(); ++i) {
        if (!reader->read(i))
            abort(); // What open() found good can be read.
    }
    if (const auto header = BundleHeader::fromBytes(bytes); header && header->toBytes() != bytes)
        abort();
    if (const auto items = readManifest(bytes); items && *writeManifest(*items) != bytes)
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    crypto::SystemRandom random;
    MemoryMedium medium;
    const BundleOrder order{Name, UnitCode(Name), {UnitCode(Name), desktop().certificate()}, instantFromMilliseconds(0),
        instantFromMilliseconds(1000), {}};
    const QList<BundleContent> contents{BundleContent::ofBytes(BundleItemKind::Receipt, "receipt"),
        BundleContent::ofBytes(BundleItemKind::Blob, QByteArray(300, 'x'))};
    const auto header = BundleWriter(medium, desktop(), random).write(QStringLiteral("a.wyb"), order, contents);
    const auto manifest = writeManifest({contents[0].item, contents[1].item});
    if (!header || !manifest)
        abort();
    for (const QByteArray &seed : {medium.files[QStringLiteral("a.wyb")], header->toBytes(), *manifest})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
