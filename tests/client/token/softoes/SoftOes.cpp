// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of seals in software behind the OES functions: one seal, seal.esl of its folder, by the key of key.der and
// the certificate of certificate.der. A second one, second.esl, it only shows. What goes wrong a test orders
// (Orders.h).
#include "shared/crypto/Certificate.h"
#include "shared/crypto/Der.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/seal/ElectronicSeal.h"
#include "tests/client/token/Orders.h"

#include <algorithm>

using namespace wenyi;
namespace soft = wenyi::tests::soft;

namespace {

constexpr int Ok = 0;
constexpr int NeedsPin = 1;
constexpr int Cancelled = 0x10;
constexpr int Failed = 0x2222;

QByteArray content(const char *name)
{
    return QByteArray::fromStdString(soft::read(name));
}

int give(const QByteArray &bytes, unsigned char *out, int *size)
{
    const int room = *size;
    *size = static_cast<int>(bytes.size());
    if (!out)
        return Ok;
    if (room < *size)
        return Failed;
    std::copy(bytes.begin(), bytes.end(), out);
    return Ok;
}

/// A seal's id and name as a list has them; empty where the file holds none.
QByteArray listed(const char *name)
{
    const auto seal = seal::ElectronicSeal::fromDer(content(name));
    return seal ? seal->info().id.toUtf8() + '\0' + seal->info().name.toUtf8() + '\0' : QByteArray();
}

/// SES_Signature of GB/T 38540-2020 7.1, without any of the checks that a sealer has to make.
QByteArray sealed(const QByteArray &digest, const QString &property)
{
    const auto key = crypto::PrivateKey::fromPkcs8(SecretBytes(QByteArrayView(content("key.der"))));
    const QByteArray certificate = content("certificate.der");
    if (!key)
        return {};
    const auto late = soft::isOrdered("yesterday", "OES_Sign") ? std::chrono::hours(24) : std::chrono::hours(0);
    crypto::DerWriter toSign;
    toSign.integer(4)
        .raw(content(soft::isOrdered("exchanged", "OES_Sign") ? "signs.esl" : "seal.esl"))
        .generalizedTime(SystemClock().now() - late)
        .bitString(digest)
        .ia5String(property);
    const QByteArray signedPart = crypto::DerWriter().sequence(toSign).bytes();
    QByteArray value = key->sign(signedPart).value();
    if (soft::isOrdered("rubbish", "OES_Sign"))
        value[value.size() - 1] ^= 1;
    crypto::DerWriter fields;
    fields.raw(signedPart).octetString(certificate).objectIdentifier("1.2.156.10197.1.501").bitString(value);
    return crypto::DerWriter().sequence(fields).bytes();
}

} // namespace

#define OES extern "C" __attribute__((visibility("default")))

OES int OES_GetProviderInfo(unsigned char *name, int *nameSize, unsigned char *company, int *companySize,
    unsigned char *version, int *versionSize, unsigned char *extended, int *extendedSize)
{
    soft::obey("OES_GetProviderInfo");
    give("文驿软印章", name, nameSize);
    give("文驿", company, companySize);
    give("1.0", version, versionSize);
    give({}, extended, extendedSize);
    return Ok;
}

OES int OES_GetSealList(unsigned char *list, int *size)
{
    soft::obey("OES_GetSealList");
    if (soft::isOrdered("endless", "OES_GetSealList")) {
        *size = list ? -5 : 0x7fff'ffff;
        return Ok;
    }
    const QByteArray own = listed("seal.esl");
    if (own.isEmpty())
        return Failed;
    // One that is named and not given comes first.
    const QByteArray kept =
        soft::isOrdered("keep-one", "OES_GetSeal") ? QByteArray("kept\0另一枚\0", 15) : QByteArray();
    return give(kept + own + listed("second.esl") + '\0', list, size);
}

OES int OES_GetSeal(unsigned char *id, int idSize, unsigned char *data, int *size)
{
    soft::obey("OES_GetSeal");
    if (QByteArrayView(id, idSize) == "kept")
        return Failed;
    if (soft::isOrdered("rubbish", "OES_GetSeal"))
        return give("no seal", data, size);
    const QByteArray second = listed("second.esl");
    const bool isSecond = second.startsWith(QByteArrayView(id, idSize).toByteArray() + '\0');
    return give(content(isSecond ? "second.esl" : "seal.esl"), data, size);
}

OES int OES_GetSignMethod(unsigned char *method, int *size)
{
    return give("1.2.156.10197.1.501", method, size);
}

OES int OES_GetSignDateTime(unsigned char *time, int *size)
{
    return give("2026-11-29 08:00:00", time, size);
}

OES unsigned long OES_Sign(unsigned char *, int, unsigned char *property, int propertySize, unsigned char *digest,
    int digestSize, unsigned char *, int, unsigned char *, int, unsigned char *value, int *valueSize)
{
    soft::write("asked", "1");
    soft::obey("OES_Sign");
    if (soft::isOrdered("cancel", "OES_Sign"))
        return Cancelled;
    if (soft::isOrdered("pin", "OES_Sign"))
        return NeedsPin;
    QByteArray over(reinterpret_cast<const char *>(digest), digestSize);
    if (soft::isOrdered("other-document", "OES_Sign"))
        over[0] ^= 1;
    const QByteArray signature =
        sealed(over, QString::fromUtf8(reinterpret_cast<const char *>(property), propertySize));
    return static_cast<unsigned long>(signature.isEmpty() ? Failed : give(signature, value, valueSize));
}
