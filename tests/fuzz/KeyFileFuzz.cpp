// SPDX-License-Identifier: GPL-3.0-or-later
// Key files: what can be read without a PIN.
#include "shared/crypto/KeyFile.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QTemporaryDir>

using namespace wenyi;
using namespace wenyi::crypto;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    tests::Hierarchy hierarchy;
    const auto signer = hierarchy.issue(QStringLiteral("王小明"), QStringLiteral("wang"), CertificatePurpose::Member);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("wang.key"));
    const SecretBytes pin{QByteArrayView("123456")};
    if (!KeyFile::create(
            path, signer->key(), signer->certificate(), pin, {KeyDerivationCost::Least}, hierarchy.random()))
        qFatal("No seed");
    const QByteArray bytes = *readBounded(path, limits::MiB);
    add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const auto file = KeyFile::fromBytes(QStringLiteral("/nonexistent/file.key"), bytes))
        (void)file->certificate().commonName();
    return 0;
}
