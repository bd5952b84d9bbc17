// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/SignedDataValue.h"

#include "shared/crypto/Der.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/seal/SealFixtures.h"

namespace wenyi::core::tests {

using crypto::DerReader;
using crypto::DerTag;
using crypto::DerWriter;
using wenyi::tests::must;

namespace {

constexpr char Sm3[] = "1.2.156.10197.1.401";
constexpr char Data[] = "1.2.156.10197.6.1.4.2.1";
constexpr char Signed[] = "1.2.156.10197.6.1.4.2.2";

/// A constructed element, its length left open where the value is streamed.
QByteArray element(DerTag tag, const QByteArray &content, bool isStreamed)
{
    if (!isStreamed)
        return DerWriter().wrapped(tag, content).bytes();
    return QByteArray(1, static_cast<char>(tag)) + '\x80' + content + QByteArray(2, '\0');
}

QByteArray issuerAndSerial(const QByteArray &certificate)
{
    DerReader outer(certificate);
    DerReader fields = must(outer.enter());
    DerReader inner = must(fields.enter());
    must(inner.element(crypto::contextTag(0)));
    const auto serial = must(inner.element());
    must(inner.element());
    return DerWriter().sequence(DerWriter().raw(must(inner.element()).raw).raw(serial.raw)).bytes();
}

QByteArray attribute(const char *type, const DerWriter &value)
{
    DerWriter fields;
    fields.objectIdentifier(type).wrapped(DerTag::Set, value.bytes());
    return DerWriter().sequence(fields).bytes();
}

QByteArray octets(const QByteArray &bytes, bool isStreamed)
{
    if (!isStreamed)
        return DerWriter().octetString(bytes).bytes();
    const QByteArray pieces = DerWriter().octetString(bytes.first(5)).octetString(bytes.sliced(5)).bytes();
    return element(static_cast<DerTag>(0x24), pieces, true);
}

} // namespace

QByteArray signedDataOver(const Digest &digest, crypto::Signer &signer, const SignedDataValue &value)
{
    const QByteArray told = value.other.isEmpty() ? digest.toBytes() : crypto::sm3(value.other).toBytes();
    const bool hasContent = value.content != DigestContent::None;
    const QByteArray content = value.content == DigestContent::Base64 ? told.toBase64() : told;
    const QByteArray algorithm = DerWriter().sequence(DerWriter().objectIdentifier(Sm3)).bytes();
    QByteArray attributes;
    if (value.signedAt) {
        const QByteArray named = !value.otherAttribute.isEmpty() ? crypto::sm3(value.otherAttribute).toBytes()
                                 : hasContent                    ? crypto::sm3(content).toBytes()
                                                                 : told;
        attributes = attribute("1.2.840.113549.1.9.3", DerWriter().objectIdentifier(Data))
                     + attribute("1.2.840.113549.1.9.5", DerWriter().utcTime(*value.signedAt))
                     + attribute("1.2.840.113549.1.9.4", DerWriter().octetString(named));
    }
    const QByteArray message = attributes.isEmpty() ? content : DerWriter().wrapped(DerTag::Set, attributes).bytes();
    const QByteArray certificate = signer.certificate().toDer();
    DerWriter info;
    info.integer(1).raw(issuerAndSerial(certificate)).raw(algorithm);
    if (!attributes.isEmpty())
        info.wrapped(crypto::contextTag(0), attributes);
    info.sequence(DerWriter().objectIdentifier(value.algorithm));
    info.octetString(must((value.signer ? value.signer : &signer)->sign(message)));
    const bool streams = value.isStreamed;
    QByteArray inner = DerWriter().objectIdentifier(Data).bytes();
    if (hasContent)
        inner += element(crypto::contextTag(0), octets(content, streams), streams);
    const QByteArray fields = DerWriter().integer(1).wrapped(DerTag::Set, algorithm).bytes()
                              + element(DerTag::Sequence, inner, streams)
                              + element(crypto::contextTag(0), certificate, streams)
                              + DerWriter().wrapped(DerTag::Set, DerWriter().sequence(info).bytes()).bytes();
    const QByteArray outer = DerWriter().objectIdentifier(Signed).bytes()
                             + element(crypto::contextTag(0), element(DerTag::Sequence, fields, streams), streams);
    return element(DerTag::Sequence, outer, streams);
}

} // namespace wenyi::core::tests
