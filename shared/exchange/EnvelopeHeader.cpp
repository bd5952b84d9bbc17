// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/EnvelopeHeader.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Identifier.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QSet>

#include <algorithm>

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.envelope.1";

Error refused(const QByteArray &reason, const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, reason, detail};
}

Result<void> checkRecipient(const EnvelopeRecipient &recipient)
{
    const auto &[unit, wrappedKey, copies, printQuota, position] = recipient;
    if (!isIdentifier(unit.toString()))
        return refused("envelope.identifier", unit.toString());
    if (wrappedKey.isEmpty() || wrappedKey.size() > bounds::WrappedKey)
        return refused("envelope.recipients", unit.toString());
    if (copies.from > copies.to || copies.to > bounds::Copies || (copies.from == 0) != (copies.to == 0)
        || printQuota > bounds::Copies)
        return refused("envelope.copies", unit.toString());
    if (position.sequence == 0 || (position.sequence == 1) == position.previous.has_value())
        return refused("envelope.position", unit.toString());
    return {};
}

Result<void> checkRecipients(const EnvelopeRouting &routing)
{
    if (routing.recipients.isEmpty() || routing.recipients.size() > bounds::Recipients)
        return refused("envelope.recipients", QString::number(routing.recipients.size()));
    QSet<UnitCode> units;
    for (const EnvelopeRecipient &recipient : routing.recipients) {
        WENYI_CHECK(checkRecipient(recipient));
        if (units.contains(recipient.unit))
            return refused("envelope.duplicate-recipient", recipient.unit.toString());
        units.insert(recipient.unit);
    }
    return {};
}

Result<void> checkParts(const QList<EnvelopePart> &parts)
{
    const auto count = [&parts](PartRole role) {
        return std::count_if(
            parts.begin(), parts.end(), [role](const EnvelopePart &part) { return part.role == role; });
    };
    if (parts.size() > bounds::Parts || parts.isEmpty() || parts.front().role != PartRole::Header
        || count(PartRole::Header) != 1 || count(PartRole::Document) != 1 || count(PartRole::Source) > 1)
        return refused("envelope.parts", QString::number(parts.size()));
    qint64 total = 0;
    for (const EnvelopePart &part : parts) {
        if (part.size <= 0)
            return refused("envelope.parts", QString::number(part.size));
        if (part.size > bounds::Part || (total += part.size) > bounds::AllParts)
            return Error{ErrorCode::TooLarge, "envelope.too-large", QString::number(part.size)};
    }
    return {};
}

Result<void> check(const EnvelopeRouting &routing)
{
    for (const QString &id : {routing.id.toString(), routing.sender.toString()}) {
        if (!isIdentifier(id))
            return refused("envelope.identifier", id);
    }
    if (!isScopedIdentifier(routing.desktop.toString()))
        return refused("envelope.identifier", routing.desktop.toString());
    if (toMilliseconds(routing.created) < 0 || toMilliseconds(routing.created) > bounds::LatestInstant)
        return refused("envelope.time");
    if (routing.sealedManifest.isEmpty() || routing.sealedManifest.size() > bounds::SealedManifest)
        return refused("envelope.manifest");
    WENYI_CHECK(checkRecipients(routing));
    return checkParts(routing.parts);
}

void write(CborWriter &out, const EnvelopeRecipient &recipient)
{
    out.startArray(7);
    out.id(recipient.unit);
    out.bytes(recipient.wrappedKey);
    out.unsignedInteger(recipient.copies.from);
    out.unsignedInteger(recipient.copies.to);
    out.unsignedInteger(recipient.printQuota);
    out.unsignedInteger(recipient.position.sequence);
    if (recipient.position.previous)
        out.digest(*recipient.position.previous);
    else
        out.null();
    out.endArray();
}

EnvelopeRecipient readRecipient(CborReader &in)
{
    in.startArray(7);
    EnvelopeRecipient recipient;
    recipient.unit = in.id<UnitCode>();
    recipient.wrappedKey = in.bytes(bounds::WrappedKey);
    recipient.copies.from = in.unsignedInteger();
    recipient.copies.to = in.unsignedInteger();
    recipient.printQuota = in.unsignedInteger();
    recipient.position.sequence = in.unsignedInteger();
    if (!in.takeNull())
        recipient.position.previous = in.digest();
    in.endArray();
    return recipient;
}

EnvelopePart readPart(CborReader &in)
{
    in.startArray(3);
    EnvelopePart part;
    part.role = static_cast<PartRole>(in.unsignedInteger(static_cast<quint64>(PartRole::Source)));
    part.size = static_cast<qint64>(in.unsignedInteger(std::numeric_limits<qint64>::max()));
    part.digest = in.digest();
    in.endArray();
    return part;
}

QByteArray toBody(const EnvelopeRouting &routing)
{
    CborWriter out;
    out.startArray(12);
    out.unsignedInteger(Version);
    out.text(SuiteName);
    out.id(routing.id);
    out.id(routing.sender);
    out.id(routing.desktop);
    out.digest(routing.signer);
    out.instant(routing.created);
    out.unsignedInteger(static_cast<quint64>(routing.urgency));
    out.unsignedInteger(static_cast<quint64>(routing.secrecy));
    out.startArray(routing.recipients.size());
    for (const EnvelopeRecipient &recipient : routing.recipients)
        write(out, recipient);
    out.endArray();
    out.startArray(routing.parts.size());
    for (const EnvelopePart &part : routing.parts) {
        out.startArray(3);
        out.unsignedInteger(static_cast<quint64>(part.role));
        out.unsignedInteger(static_cast<quint64>(part.size));
        out.digest(part.digest);
        out.endArray();
    }
    out.endArray();
    out.bytes(routing.sealedManifest);
    out.endArray();
    return out.take();
}

Result<EnvelopeRouting> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(12);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "envelope.version", QString::number(version));
    if (const QString suite = in.text(64); in.ok() && suite != SuiteName)
        in.fail(ErrorCode::Unsupported, "envelope.suite", suite);
    EnvelopeRouting routing;
    routing.id = in.id<EnvelopeId>();
    routing.sender = in.id<UnitCode>();
    routing.desktop = in.id<DesktopId>();
    routing.signer = in.digest();
    routing.created = in.instant();
    routing.urgency = static_cast<Urgency>(in.unsignedInteger(static_cast<quint64>(Urgency::Flash)));
    routing.secrecy = static_cast<Secrecy>(in.unsignedInteger(static_cast<quint64>(Secrecy::TopSecret)));
    for (qsizetype left = in.startList(bounds::Recipients); left > 0 && in.ok(); --left)
        routing.recipients.append(readRecipient(in));
    in.endArray();
    for (qsizetype left = in.startList(bounds::Parts); left > 0 && in.ok(); --left)
        routing.parts.append(readPart(in));
    in.endArray();
    routing.sealedManifest = in.bytes(bounds::SealedManifest);
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(routing));
    return routing;
}

} // namespace

const EnvelopeRecipient *EnvelopeRouting::recipient(const UnitCode &unit) const
{
    const auto found = std::find_if(recipients.begin(), recipients.end(),
        [&unit](const EnvelopeRecipient &recipient) { return recipient.unit == unit; });
    return found == recipients.end() ? nullptr : &*found;
}

EnvelopeHeader::EnvelopeHeader(EnvelopeRouting routing, SignedBody signedBody)
    : m_routing(std::move(routing))
    , m_signed(std::move(signedBody))
    , m_digest(crypto::sm3(m_signed.body))
{
}

Result<EnvelopeHeader> EnvelopeHeader::sign(EnvelopeRouting routing, crypto::Signer &unit)
{
    routing.signer = unit.certificate().fingerprint();
    WENYI_CHECK(check(routing));
    WENYI_TRY(SignedBody signedBody, SignedBody::sign(toBody(routing), Use, unit));
    if (signedBody.body.size() > bounds::EnvelopeHeader)
        return Error{ErrorCode::TooLarge, "envelope.too-large", QString::number(signedBody.body.size())};
    EnvelopeHeader header(std::move(routing), std::move(signedBody));
    WENYI_CHECK(header.verify(unit.certificate()));
    return header;
}

Result<EnvelopeHeader> EnvelopeHeader::fromBytes(QByteArrayView bytes)
{
    WENYI_TRY(SignedBody signedBody, SignedBody::fromBytes(bytes, bounds::EnvelopeHeader));
    WENYI_TRY(EnvelopeRouting routing, fromBody(signedBody.body));
    return EnvelopeHeader(std::move(routing), std::move(signedBody));
}

Result<void> EnvelopeHeader::verify(const crypto::Certificate &senderUnit) const
{
    const auto purpose = senderUnit.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::Unit
        || senderUnit.subjectId() != m_routing.sender.toString())
        return Error{ErrorCode::NotTrusted, "envelope.impersonated", senderUnit.subjectId()};
    if (senderUnit.fingerprint() != m_routing.signer)
        return Error{ErrorCode::NotTrusted, "envelope.signer", senderUnit.commonName()};
    if (!m_signed.verify(Use, senderUnit.publicKey()))
        return Error{ErrorCode::NotTrusted, "envelope.signature", m_routing.id.toString()};
    return {};
}

} // namespace wenyi::exchange
