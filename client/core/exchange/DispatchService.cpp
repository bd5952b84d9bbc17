// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DispatchService.h"

#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/RecipientBook.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/Directive.h"
#include "shared/exchange/DirectoryResolver.h"
#include "shared/exchange/Names.h"
#include "shared/exchange/Routing.h"
#include "shared/exchange/SecrecyGate.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

const QString DocumentName = u"公文.ofd"_s;
constexpr auto LongestHold = 24h * 365;
const QString HeaderName = u"公文头.xml"_s;

exchange::DocumentHeaderPart partOf(exchange::PartRole role, const QString &name, const QByteArray &bytes)
{
    return {role, name, bytes.size(), crypto::sm3(bytes)};
}

} // namespace

exchange::DocumentHeader headerWithParts(const DispatchOrder &order)
{
    exchange::DocumentHeader header = order.header;
    header.parts = {partOf(exchange::PartRole::Document, DocumentName, order.ofd)};
    for (const DispatchAttachment &attachment : order.attachments)
        header.parts.append(partOf(exchange::PartRole::Attachment, attachment.name, attachment.bytes));
    return header;
}

Result<QList<DispatchedEntry::Route>> DispatchService::routesOf(const QStringList &recipients) const
{
    WENYI_TRY(const auto found, exchange::routeRecipients(recipients, exchange::resolverOf(m_workspace.directory())));
    QList<DispatchedEntry::Route> routes;
    for (const exchange::Route &route : found) {
        if (route.unit == m_workspace.profile().unit)
            continue; // A group that the unit itself belongs to.
        const Channel channel = channelTo(m_workspace, route.unit);
        // Sticks go from desktop to desktop, and those of another domain are not known here.
        if (channel == Channel::Bundle && m_workspace.directory().peerOf(route.unit))
            return Error{ErrorCode::NotAllowed, "routing.other-domain", route.unit.toString()};
        routes.append({route.unit, channel});
    }
    if (routes.isEmpty())
        return Error{ErrorCode::InvalidInput, "routing.nobody", recipients.join(u' ')};
    return routes;
}

Result<void> DispatchService::checkSeal(const DispatchOrder &order) const
{
    const VerificationService verification(
        m_workspace.trust(), m_workspace.directory(), m_workspace.environment().clock);
    WENYI_TRY(auto verdict, verification.verify(order.ofd, m_workspace.profile().unit));
    vouchByEnvelope(verdict); // By the unit's signature on the envelope that it goes in.
    if (verdict.conclusion > SealingConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "dispatch.seal", QString::fromLatin1(conclusionName(verdict.conclusion))};
    WENYI_TRY(const bool isOfIt, tellsOf(order.header, order.ofd, order.selfDescription));
    if (!isOfIt)
        return Error{ErrorCode::InvalidInput, "dispatch.document-differs", order.header.number};
    return {};
}

Result<exchange::EnvelopeOrder> DispatchService::envelopeOrder(
    const DispatchOrder &order, const QList<DispatchedEntry::Route> &routes) const
{
    const Profile &profile = m_workspace.profile();
    exchange::EnvelopeOrder envelope;
    envelope.id = EnvelopeId(exchange::newIdentifier(m_workspace.environment().random));
    envelope.sender = profile.unit;
    envelope.desktop = profile.desktop;
    envelope.created = m_workspace.environment().clock.now();
    WENYI_TRY(const auto own, exchange::urgencyFromWord(order.header.urgency));
    envelope.urgency = std::max(own, order.urgency);
    WENYI_TRY(envelope.secrecy, exchange::secrecyFromMark(order.header.secrecy));
    WENYI_CHECK(exchange::passSecrecyGate({}, envelope.secrecy, exchange::ContentClass::Document));
    for (const DispatchedEntry::Route &route : routes) {
        const directory::Unit *unit = m_workspace.directory().unit(route.unit);
        if (!unit)
            return Error{ErrorCode::NotFound, "directory.unknown-name", route.unit.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(unit->encryptionCertificate));
        WENYI_CHECK(m_workspace.directory()
                        .trustFor(route.unit, m_workspace.trust())
                        .verify(certificate, crypto::CertificatePurpose::UnitEncryption, envelope.created));
        WENYI_TRY(
            const auto pair, ExchangeProjection::pair(m_workspace.journal().database(), profile.unit, route.unit));
        envelope.addressees.append({certificate, {}, order.printQuota, pair.following()});
    }
    return envelope;
}

Result<DispatchService::Closed> DispatchService::close(
    const DispatchOrder &order, exchange::EnvelopeOrder envelopeOrder)
{
    WENYI_TRY(const QByteArray xml, headerWithParts(order).toXml());
    WENYI_TRY(
        auto builder, exchange::EnvelopeBuilder::begin(std::move(envelopeOrder), m_workspace.environment().random));
    WENYI_CHECK(builder.addPart(exchange::PartRole::Header, HeaderName, xml));
    WENYI_CHECK(builder.addPart(exchange::PartRole::Document, DocumentName, order.ofd));
    for (const DispatchAttachment &attachment : order.attachments)
        WENYI_CHECK(builder.addPart(exchange::PartRole::Attachment, attachment.name, attachment.bytes));
    const directory::Unit *unit = m_workspace.directory().unit(m_workspace.profile().unit);
    if (!unit)
        return Error{ErrorCode::NotFound, "directory.unknown-name", m_workspace.profile().unit.toString()};
    WENYI_TRY(const auto own, crypto::Certificate::fromDer(unit->encryptionCertificate));
    WENYI_TRY(const QByteArray ownKey, builder.keyFor(own));
    WENYI_TRY(auto envelope, std::move(builder).close(*m_workspace.keys().unitSigning));
    return Closed{std::move(envelope), ownKey};
}

Result<journal::NewEntry> DispatchService::keep(
    const StreamId &stream, const exchange::Envelope &envelope, const DispatchedEntry &entry)
{
    // Blobs first: an entry never names what is not there.
    QList<journal::BlobReference> blobs;
    for (qsizetype i = 0; i < envelope.parts.size(); ++i) {
        const exchange::EnvelopePart &part = envelope.header.routing().parts.at(i);
        WENYI_CHECK(m_workspace.blobs().storeWhole(part.digest, envelope.parts.at(i)));
        blobs.append({part.digest, static_cast<quint64>(part.size)});
    }
    return journal::NewEntry{stream, u"outgoing"_s, entrykind::Dispatched.toString(), entry.toBytes(), blobs,
        m_workspace.profile().unit.toString()};
}

Result<void> DispatchService::checkMayDispatch() const
{
    if (!m_workspace.keys().unitSigning)
        return Error{ErrorCode::NotAllowed, "dispatch.no-unit-key", m_workspace.member().id.toString()};
    return {};
}

Result<void> DispatchService::checkTime(const DispatchOrder &order) const
{
    const Instant now = m_workspace.environment().clock.now();
    if (order.notBefore && (*order.notBefore <= now || *order.notBefore > now + LongestHold))
        return Error{ErrorCode::InvalidInput, "dispatch.time", {}};
    return {};
}

Result<journal::NewEntry> DispatchService::holdEntry(
    const StreamId &stream, const exchange::EnvelopeHeader &header, Instant until) const
{
    const directory::Member &member = m_workspace.member();
    const UnitCode &unit = m_workspace.profile().unit;
    // The envelope's own time: that of closing it, behind which the moment lies however long sealing took.
    const exchange::DirectiveFacts facts{exchange::DirectiveKind::Hold, header.routing().id, header.digest(), unit, {},
        until, header.routing().created, member.id, member.name, {}, {}};
    WENYI_TRY(const auto hold, exchange::Directive::sign(facts, *m_workspace.keys().unitSigning));
    return journal::NewEntry{
        stream, u"outgoing"_s, entrykind::Directive.toString(), hold.toBytes(), {}, unit.toString()};
}

Result<PreparedDispatch> DispatchService::prepare(const DispatchOrder &order)
{
    WENYI_CHECK(checkMayDispatch());
    WENYI_CHECK(checkAttachments(order.attachments));
    WENYI_CHECK(checkTime(order));
    const QStringList recipients =
        order.recipients.isEmpty() ? order.header.recipients + order.header.copyTo : order.recipients;
    WENYI_TRY(const auto routes, routesOf(recipients));
    WENYI_TRY(auto envelopeOrder, this->envelopeOrder(order, routes));
    const EnvelopeId id = envelopeOrder.id;
    WENYI_CHECK(checkSeal(order));
    WENYI_TRY(const auto closed, close(order, std::move(envelopeOrder)));
    const exchange::Envelope &envelope = closed.envelope;
    WENYI_TRY(const auto entry, keep(order.stream, envelope, {envelope.header.toBytes(), routes}));
    const KeptKeyEntry key{envelope.header.digest(), closed.ownKey};
    PreparedDispatch prepared{{id, routes}, {entry, {order.stream, u"outgoing"_s, entrykind::KeptKey.toString(),
                                                        key.toBytes(), {}, m_workspace.profile().unit.toString()}}};
    if (order.notBefore) {
        WENYI_TRY(const auto hold, holdEntry(order.stream, envelope.header, *order.notBefore));
        prepared.entries.append(hold);
    }
    return prepared;
}

Result<Dispatch> DispatchService::dispatch(const DispatchOrder &order)
{
    WENYI_TRY(const auto prepared, prepare(order));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, prepared.entries));
    return prepared.dispatch;
}

} // namespace wenyi::core
