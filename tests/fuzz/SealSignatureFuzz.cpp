// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/seal/SealSignature.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::seal;
using namespace Qt::StringLiterals;
using crypto::DerWriter;

/// A signature in the form of GM/T 0031-2014; the corpus has the later form.
static QByteArray firstForm()
{
    constexpr char Algorithm[] = "1.2.156.10197.1.501";
    DerWriter property;
    property.integer(1).utf8String(u"样例"_s).sequence(DerWriter().octetString("certificate"));
    property.utcTime({}).utcTime({}).utcTime({});
    DerWriter info;
    info.sequence(DerWriter().ia5String(u"ES"_s).integer(1).ia5String(u"V"_s)).ia5String(u"1"_s).sequence(property);
    info.sequence(DerWriter().ia5String(u"PNG"_s).octetString("picture").integer(42).integer(42));
    DerWriter signInfo;
    signInfo.octetString("certificate").objectIdentifier(Algorithm).bitString("value");
    DerWriter toSign;
    toSign.integer(1).sequence(DerWriter().sequence(info).sequence(signInfo)).bitString("2026-11-21 08:09:10");
    toSign.bitString("hash").ia5String(u"/Signature.xml"_s).octetString("certificate").objectIdentifier(Algorithm);
    return DerWriter().sequence(DerWriter().sequence(toSign).bitString("value")).bytes();
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray seed = firstForm();
    if (!SealSignature::fromDer(seed))
        std::abort();
    add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto read = SealSignature::fromDer(bytes);
    if (!read)
        return 0;
    // What was taken is kept as it came.
    if (read->toDer() != bytes)
        std::abort();
    if (read->verifyValue() && read->signerCertificate().isEmpty())
        std::abort();
    return 0;
}
