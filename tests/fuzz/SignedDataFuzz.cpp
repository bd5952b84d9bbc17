// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Ber.h"
#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "shared/seal/SignedData.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::seal;
using namespace Qt::StringLiterals;
using crypto::DerTag;
using crypto::DerWriter;

static QByteArray attribute(const char *type, const DerWriter &value)
{
    return DerWriter().sequence(DerWriter().objectIdentifier(type).wrapped(DerTag::Set, value.bytes())).bytes();
}

/// Signed data by a certificate that is little more than its issuer and number.
static QByteArray signedData(bool hasAttributes)
{
    const DerWriter name = DerWriter().printableString(u"CA"_s);
    const DerWriter algorithm = DerWriter().objectIdentifier("1.2.156.10197.1.401");
    const QByteArray certificate =
        DerWriter().sequence(DerWriter().sequence(DerWriter().integer(7).sequence(algorithm).sequence(name))).bytes();
    DerWriter info;
    info.integer(1).sequence(DerWriter().sequence(name).integer(7)).sequence(algorithm);
    if (hasAttributes) {
        info.wrapped(crypto::contextTag(0),
            attribute("1.2.840.113549.1.9.3", DerWriter().objectIdentifier("1.2.156.10197.6.1.4.2.1"))
                + attribute("1.2.840.113549.1.9.5", DerWriter().utcTime({}))
                + attribute("1.2.840.113549.1.9.4", DerWriter().octetString(QByteArray(32, 'd'))));
    }
    info.sequence(DerWriter().objectIdentifier("1.2.156.10197.1.301.1")).octetString(QByteArray(64, 'v'));
    DerWriter content;
    content.objectIdentifier("1.2.156.10197.6.1.4.2.1");
    if (!hasAttributes)
        content.explicitTag(0, DerWriter().octetString(QByteArray(32, 'd')));
    DerWriter fields;
    fields.integer(1).wrapped(DerTag::Set, DerWriter().sequence(algorithm).bytes()).sequence(content);
    fields.wrapped(crypto::contextTag(0), certificate).wrapped(DerTag::Set, DerWriter().sequence(info).bytes());
    DerWriter whole;
    whole.objectIdentifier("1.2.156.10197.6.1.4.2.2").explicitTag(0, DerWriter().sequence(fields));
    return DerWriter().sequence(whole).bytes();
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto seed = [add](const QByteArray &bytes) {
        if (!SignedData::fromBytes(bytes))
            std::abort();
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    };
    seed(signedData(false));
    seed(signedData(true));
    // The same without its outermost length.
    const QByteArray whole = signedData(true);
    const auto outer = crypto::DerReader(whole).element();
    seed("\x30\x80" + outer->content.toByteArray() + QByteArray(2, '\0'));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    // What has definite lengths stays as it is.
    const auto der = crypto::toDefiniteLengths(bytes);
    if (der && crypto::toDefiniteLengths(*der).value_or(QByteArray()) != *der)
        std::abort();
    const auto read = SignedData::fromBytes(bytes);
    if (!read)
        return 0;
    // Nobody's key signed any of this, and its content is not that of an empty file.
    if (read->signerCertificate().isEmpty() || read->verifyValue() || read->isOver(crypto::sm3(QByteArray())))
        std::abort();
    return 0;
}
