// SPDX-License-Identifier: GPL-3.0-or-later
// Shares of a key's backup: what can be read without a PIN.
#include "shared/crypto/KeyShare.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/Hierarchy.h"

using namespace wenyi;
using namespace wenyi::crypto;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    tests::Hierarchy hierarchy;
    const auto signer = hierarchy.issue(QStringLiteral("王小明"), QStringLiteral("wang"), CertificatePurpose::Member);
    const auto custodian = [](const QString &name) { return Custodian{name, SecretBytes(QByteArrayView("123456"))}; };
    const auto files = KeyShare::split(signer->key(), signer->certificate(),
        {
            custodian(QStringLiteral("张建国")),
            custodian(QStringLiteral("李红")),
            custodian(QStringLiteral("赵")),
        },
        tests::Hierarchy::now(), {KeyDerivationCost::Least}, hierarchy.random());
    if (!files)
        qFatal("No seed");
    for (const QByteArray &bytes : *files)
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
}

namespace {

/// The same with a digest that fits, so that what lies behind it is read as well; empty where it has another form.
QByteArray fitted(const QByteArray &bytes)
{
    CborReader in(bytes);
    in.startArray(4);
    const QByteArray head = in.bytes(limits::MiB);
    const QByteArray part = in.bytes(limits::MiB);
    const QByteArray sealedKey = in.bytes(limits::MiB);
    (void)in.digest();
    in.endArray();
    if (!in.finish())
        return {};
    CborWriter out;
    out.startArray(4);
    out.bytes(head);
    out.bytes(part);
    out.bytes(sealedKey);
    out.digest(sm3(head + part + sealedKey));
    out.endArray();
    return out.take();
}

void read(const QByteArray &bytes)
{
    const auto share = KeyShare::fromBytes(bytes);
    if (!share)
        return;
    const bool isSound = share->number() >= 1 && share->number() <= KeyShare::Shares && !share->custodian().isEmpty()
                         && share->custodian().size() <= KeyShare::LongestName;
    if (!isSound)
        qFatal("A share without number or name");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    read(bytes);
    read(fitted(bytes));
    return 0;
}
