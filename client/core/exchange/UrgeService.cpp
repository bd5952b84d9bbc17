// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/UrgeService.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/DispatchService.h"
#include "client/core/exchange/Refusals.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"
#include "shared/exchange/WorkingTime.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::DeliveryStage;
using exchange::DirectiveKind;

namespace {

/// At the server or with the recipient, and not answered.
bool waitsForAnswer(const exchange::Delivery &delivery)
{
    const DeliveryStage stage = delivery.stage();
    return stage == DeliveryStage::Accepted || stage == DeliveryStage::Delivered || stage == DeliveryStage::Opened;
}

/// The deliveries that an urge is about.
QList<exchange::Delivery> urgedBy(const exchange::DirectiveFacts &urge, const Tracking &tracking)
{
    QList<exchange::Delivery> urged;
    for (const TrackingLine &line : tracking.lines) {
        if (line.delivery.envelopeDigest == urge.envelopeDigest && urge.recipients.contains(line.delivery.recipient))
            urged.append(line.delivery);
    }
    return urged;
}

bool mayBeUrged(const TrackingLine &line, Instant now)
{
    const bool isHeld = line.heldUntil && *line.heldUntil > now;
    const bool isTooSoon = line.urged && !exchange::mayUrgeAgain(line.urged->time, now);
    return line.channel == Channel::Server && waitsForAnswer(line.delivery) && !line.isRetired && !isHeld && !isTooSoon;
}

} // namespace

Result<QList<UnitCode>> UrgeService::urgeable(const StreamId &stream)
{
    WENYI_TRY(const auto tracking, ReceiptService(m_workspace).tracking(stream));
    const Instant now = m_workspace.environment().clock.now();
    QList<UnitCode> units;
    for (const TrackingLine &line : tracking.lines) {
        const UnitCode &unit = line.delivery.recipient;
        // Urges do not go to other domains.
        if (mayBeUrged(line, now) && !m_workspace.directory().peerOf(unit) && !units.contains(unit))
            units.append(unit);
    }
    return units;
}

Result<journal::NewEntry> UrgeService::entryOf(
    const DispatchedEnvelope &envelope, const QList<UnitCode> &units, const QString &words) const
{
    const directory::Member &member = m_workspace.member();
    const exchange::DirectiveFacts facts{DirectiveKind::Urge, envelope.header.routing().id, envelope.header.digest(),
        m_workspace.profile().unit, units, {}, m_workspace.environment().clock.now(), member.id, member.name, words,
        {}};
    WENYI_TRY(const auto directive, exchange::Directive::sign(facts, *m_workspace.keys().unitSigning));
    return journal::NewEntry{envelope.stream, u"outgoing"_s, entrykind::Directive.toString(), directive.toBytes(), {},
        m_workspace.profile().unit.toString()};
}

Result<QList<UnitCode>> UrgeService::urge(const StreamId &stream, const QList<UnitCode> &units, const QString &words)
{
    const QString said = words.trimmed();
    if (!exchange::isPlainLine(said, exchange::bounds::ReasonText))
        return Error{ErrorCode::InvalidInput, "urge.words", {}};
    WENYI_CHECK(DispatchService(m_workspace).checkMayDispatch());
    WENYI_TRY(QList<UnitCode> open, urgeable(stream));
    for (const UnitCode &unit : units) {
        if (!open.contains(unit))
            return Error{ErrorCode::NotAllowed, "urge.nobody", unit.toString()};
    }
    if (!units.isEmpty())
        open = units;
    if (open.isEmpty())
        return Error{ErrorCode::NotAllowed, "urge.nobody", stream.toString()};
    WENYI_TRY(const auto envelopes, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    WENYI_TRY(const auto tracking, ReceiptService(m_workspace).tracking(stream));
    const Instant now = m_workspace.environment().clock.now();
    QList<journal::NewEntry> entries;
    for (const DispatchedEnvelope &envelope : envelopes) {
        QList<UnitCode> some;
        for (const TrackingLine &line : tracking.lines) {
            const bool isOfIt = line.delivery.envelopeDigest == envelope.header.digest();
            if (isOfIt && open.contains(line.delivery.recipient) && mayBeUrged(line, now))
                some.append(line.delivery.recipient);
        }
        if (some.isEmpty())
            continue;
        WENYI_TRY(const auto entry, entryOf(envelope, some, said));
        entries.append(entry);
    }
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return open;
}

Result<QList<GivenDirective>> UrgeService::waitingForServer()
{
    journal::Database &database = m_workspace.journal().database();
    DesktopMarks marks(database);
    // Over the years they are thousands, of which few are still to be given.
    const auto isGiven = [&marks](const Digest &digest) { return marks.isGiven(digest); };
    WENYI_TRY(const auto left, DirectiveProjection::given(database, DirectiveKind::Urge, isGiven));
    QList<GivenDirective> waiting;
    QList<exchange::Directive> settled; // Another unit's, or of no use any more, whoever of the unit gave it.
    for (const GivenDirective &urge : left) {
        const exchange::DirectiveFacts &facts = urge.directive.facts();
        if (facts.unit != m_workspace.profile().unit) {
            settled.append(urge.directive);
            continue;
        }
        WENYI_TRY(const auto tracking, ReceiptService(m_workspace).tracking(urge.stream));
        const QList<exchange::Delivery> urged = urgedBy(facts, tracking);
        if (std::any_of(urged.begin(), urged.end(), waitsForAnswer))
            waiting.append(urge);
        else if (!urged.isEmpty() && std::all_of(urged.begin(), urged.end(), [](const exchange::Delivery &delivery) {
                     return delivery.isAnswered();
                 }))
            settled.append(urge.directive);
    }
    WENYI_CHECK(markAll(settled));
    return waiting;
}

Result<void> UrgeService::markAll(const QList<exchange::Directive> &settled)
{
    if (settled.isEmpty())
        return {};
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_workspace.journal().database()));
    for (const exchange::Directive &urge : settled)
        WENYI_CHECK(markGiven(urge));
    return transaction->commit();
}

Result<void> UrgeService::markGiven(const exchange::Directive &urge)
{
    return DesktopMarks(m_workspace.journal().database()).noteGiven(urge.digest());
}

Result<QList<exchange::DirectiveFacts>> UrgeService::asked(const exchange::EnvelopeHeader &header)
{
    WENYI_TRY(const auto all, DirectiveProjection::directives(m_workspace.journal().database(), header.digest()));
    QList<exchange::DirectiveFacts> urges;
    for (const exchange::Directive &directive : all) {
        const exchange::DirectiveFacts &facts = directive.facts();
        // Two desktops of the unit may have taken the same one.
        if (facts.kind == DirectiveKind::Urge && facts.recipients.contains(m_workspace.profile().unit)
            && !urges.contains(facts))
            urges.append(facts);
    }
    return urges;
}

Result<Novelty> UrgeService::takeVerified(const exchange::Directive &urge)
{
    const exchange::DirectiveFacts &facts = urge.facts();
    if (facts.kind != DirectiveKind::Urge || !facts.recipients.contains(m_workspace.profile().unit))
        return Error{ErrorCode::NotTrusted, "directive.foreign-unit", facts.envelope.toString()};
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto arrived, ExchangeProjection::arrived(database, facts.envelopeDigest));
    if (!arrived)
        return Novelty::KnownAlready;
    WENYI_TRY(const auto certificate,
        ArrivalService(m_workspace).unitCertificate(arrived->header.routing().sender, {facts.signer, facts.time}));
    WENYI_CHECK(urge.verify(arrived->header, certificate));
    WENYI_TRY(const auto known, DirectiveProjection::directives(database, facts.envelopeDigest));
    const bool isKnown = std::any_of(known.begin(), known.end(),
        [&urge](const exchange::Directive &other) { return other.digest() == urge.digest(); });
    WENYI_TRY(const auto answered, ReceiptService(m_workspace).answer(arrived->header));
    if (isKnown || answered)
        return Novelty::KnownAlready;
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {{arrived->stream, u"incoming"_s, entrykind::Directive.toString(), urge.toBytes(), {},
                                     m_workspace.profile().unit.toString()}}));
    return Novelty::New;
}

Result<Novelty> UrgeService::take(const QByteArray &bytes)
{
    const auto urge = exchange::Directive::fromBytes(bytes);
    auto taken = urge ? takeVerified(*urge) : Result<Novelty>(urge.error());
    if (taken)
        return taken;
    const QString from = urge ? urge->facts().unit.toString() : QString();
    const QString subject = urge ? urge->facts().envelope.toString() : QString();
    return refuse(m_workspace, {from, u"urge.take"_s, crypto::sm3(bytes), subject}, taken.error());
}

Result<std::optional<Digest>> UrgeService::kept(const QByteArray &bytes)
{
    const auto urge = exchange::Directive::fromBytes(bytes);
    if (!urge)
        return std::optional<Digest>();
    const Digest digest = urge->digest();
    WENYI_TRY(const auto known,
        DirectiveProjection::directives(m_workspace.journal().database(), urge->facts().envelopeDigest));
    const bool isKept = std::any_of(
        known.begin(), known.end(), [&digest](const exchange::Directive &other) { return other.digest() == digest; });
    return isKept ? std::optional(digest) : std::nullopt;
}

} // namespace wenyi::core
