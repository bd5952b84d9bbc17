// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ReceiptService.h"

#include "client/core/exchange/DirectoryWitness.h"
#include "client/core/exchange/HeadsElsewhere.h"
#include "client/core/exchange/Refusals.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/FormerSigners.h"
#include "shared/directory/PeerDomain.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::ReceiptKind;

namespace {

constexpr int ChinaOffset = 8 * 3600; ///< Seconds; offices count days by China's time.

/// What a step of an incoming record tells the sender; nothing for most.
std::optional<ReceiptKind> kindOf(const modules::RecordStep &step)
{
    if (step.kind != modules::ActionKind::Complete)
        return std::nullopt;
    if (step.outcome == ReturnOutcome)
        return ReceiptKind::Returned;
    if (step.outcome == SignForOutcome)
        return ReceiptKind::SignedFor;
    if (step.outcome == u"registered")
        return ReceiptKind::Registered;
    if (step.outcome == u"concluded")
        return ReceiptKind::Concluded;
    return std::nullopt;
}

void tellWhetherRetired(TrackingLine &line, const directory::Directory &directory)
{
    const directory::Unit *unit = directory.unit(line.delivery.recipient);
    line.isRetired = unit && unit->state == directory::UnitState::Retired;
    // The directory is the domain's word; a ruling is the server's alone, which could name whom it likes.
    if (line.isRetired)
        line.successor = unit->successor;
    if (line.successor)
        line.successorName = directory::shownName(directory, *line.successor);
}

const ArrivedPart *documentOf(const ArrivedEntry &entry)
{
    const auto found = std::find_if(entry.parts.begin(), entry.parts.end(),
        [](const ArrivedPart &part) { return part.role == exchange::PartRole::Document; });
    return found == entry.parts.end() ? nullptr : &*found;
}

/// Whether a ruling is a word about this delivery. The server keeps a row for every recipient, also for one that it
/// does not bring the envelope to, or that has it already: that the unit is retired since says nothing of those.
bool rulesOn(
    const exchange::Ruling &ruling, const DispatchedEntry::Route &route, const QList<exchange::Receipt> &receipts)
{
    if (!ruling.facts().units.contains(route.unit))
        return false;
    if (ruling.facts().kind != exchange::RulingKind::Undeliverable)
        return true;
    const bool isThere = std::any_of(receipts.begin(), receipts.end(), [&route](const exchange::Receipt &receipt) {
        return receipt.facts().unit == route.unit && receipt.facts().kind >= ReceiptKind::Delivered;
    });
    return route.channel == Channel::Server && !isThere;
}

} // namespace

bool TrackingLine::willNotAnswer() const
{
    const exchange::DeliveryStage stage = delivery.stage();
    return isRetired && !delivery.isAnswered() && stage != exchange::DeliveryStage::Recalled
           && stage != exchange::DeliveryStage::Recalling && stage != exchange::DeliveryStage::Failed;
}

QString Tracking::toString() const
{
    return u"%1/%2 已签收"_s.arg(summary.signedFor).arg(summary.total);
}

journal::NewEntry ReceiptService::entryOf(
    const StreamId &stream, const QString &streamType, const QByteArray &receipt) const
{
    return {stream, streamType, entrykind::Receipt.toString(), receipt, {}, m_workspace.profile().unit.toString()};
}

Result<QByteArray> ReceiptService::sign(const exchange::EnvelopeHeader &header, exchange::ReceiptFacts facts) const
{
    if (!m_workspace.keys().unitSigning)
        return Error{ErrorCode::NotAllowed, "receipt.no-unit-key", m_workspace.member().id.toString()};
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.unit = m_workspace.profile().unit;
    facts.directoryHead = m_workspace.directory().digest();
    WENYI_TRY(const auto receipt, exchange::Receipt::sign(facts, *m_workspace.keys().unitSigning,
                                      HeadsElsewhere(m_workspace).own(), m_workspace.directory().content().version));
    return receipt.toBytes();
}

Result<journal::NewEntry> ReceiptService::deliveredEntry(
    const StreamId &stream, const exchange::EnvelopeHeader &header) const
{
    exchange::ReceiptFacts facts;
    facts.kind = ReceiptKind::Delivered;
    facts.time = m_workspace.environment().clock.now();
    WENYI_TRY(const QByteArray receipt, sign(header, facts));
    return entryOf(stream, u"incoming"_s, receipt);
}

Result<Digest> ReceiptService::documentToSignFor(const StreamId &stream) const
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    const ArrivedPart *document = arrived ? documentOf(arrived->entry) : nullptr;
    if (!document)
        return Error{ErrorCode::NotFound, "receipt.no-envelope", stream.toString()};
    return document->digest;
}

Result<void> ReceiptService::actAtSigningFor(
    const StreamId &stream, QStringView outcome, const QString &words, const SecretBytes &pin)
{
    if (!m_workspace.keys().unitSigning)
        return Error{ErrorCode::NotAllowed, "receipt.no-unit-key", m_workspace.member().id.toString()};
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    if (arrived) {
        WENYI_TRY(const auto recalled, recall(arrived->header));
        if (recalled)
            return Error{ErrorCode::NotAllowed, "receipt.recalled", stream.toString()};
    }
    ActRequest request;
    WENYI_TRY(request.document, documentToSignFor(stream));
    RecordService records(m_workspace);
    WENYI_TRY(const RecordView view, records.load(stream));
    const auto step = std::find_if(view.possible.begin(), view.possible.end(),
        [](const PossibleAct &act) { return act.possible.rules.act == SignForAct; });
    if (step == view.possible.end())
        return Error{ErrorCode::NotAllowed, "receipt.not-your-step", stream.toString()};
    request.task = step->possible.task.id;
    request.outcome = outcome.toString();
    request.opinion.words = words;
    if (outcome == SignForOutcome) {
        const Instant now = m_workspace.environment().clock.now();
        request.values.insert(
            u"receivedDate"_s, toDateTime(now).toOffsetFromUtc(ChinaOffset).date().toString(Qt::ISODate));
    }
    WENYI_CHECK(records.act(stream, request, &pin));
    WENYI_CHECK(giveDue(stream));
    return {};
}

Result<void> ReceiptService::signFor(const StreamId &stream, const SecretBytes &pin)
{
    return actAtSigningFor(stream, SignForOutcome, {}, pin);
}

Result<void> ReceiptService::returnDocument(const StreamId &stream, const QString &reason, const SecretBytes &pin)
{
    if (reason.isEmpty())
        return Error{ErrorCode::InvalidInput, "receipt.reason", {}};
    return actAtSigningFor(stream, ReturnOutcome, reason, pin);
}

Result<std::optional<exchange::ReceiptFacts>> ReceiptService::answer(const exchange::EnvelopeHeader &header)
{
    WENYI_TRY(const auto given, ExchangeProjection::receipts(m_workspace.journal().database(), header.digest()));
    for (const exchange::Receipt &receipt : given) {
        const ReceiptKind kind = receipt.facts().kind;
        if (kind == ReceiptKind::SignedFor || kind == ReceiptKind::Returned)
            return std::optional(receipt.facts());
    }
    return std::optional<exchange::ReceiptFacts>();
}

Result<std::optional<exchange::Ruling>> ReceiptService::recall(const exchange::EnvelopeHeader &header)
{
    return DirectiveProjection::recalled(m_workspace.journal().database(), header.digest(), m_workspace.profile().unit);
}

Result<Novelty> ReceiptService::answerOnce(
    const StreamId &stream, ReceiptKind kind, const QString &reason, const SecretBytes &pin)
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    if (!arrived)
        return Error{ErrorCode::NotFound, "receipt.no-envelope", stream.toString()};
    WENYI_TRY(const auto recalled, recall(arrived->header));
    if (recalled)
        return Error{ErrorCode::NotAllowed, "receipt.recalled", stream.toString()};
    WENYI_TRY(const auto given, answer(arrived->header));
    if (given && given->kind == kind)
        return Novelty::KnownAlready;
    WENYI_CHECK(kind == ReceiptKind::Returned ? returnDocument(stream, reason, pin) : signFor(stream, pin));
    return Novelty::New;
}

Result<qsizetype> ReceiptService::giveDue(const StreamId &stream)
{
    WENYI_TRY(const auto arrived, ExchangeProjection::arrivedIn(m_workspace.journal().database(), stream));
    if (!arrived)
        return 0;
    // Whatever was done to it here before the recall was known here: the server would take no word of it.
    WENYI_TRY(const auto recalled, recall(arrived->header));
    if (recalled)
        return 0;
    WENYI_TRY(
        const auto given, ExchangeProjection::receipts(m_workspace.journal().database(), arrived->header.digest()));
    QSet<int> have;
    for (const exchange::Receipt &receipt : given)
        have.insert(static_cast<int>(receipt.facts().kind));
    WENYI_TRY(const RecordView view, RecordService(m_workspace).load(stream));
    QList<journal::NewEntry> entries;
    for (const HistoryLine &line : view.history) {
        const auto kind = kindOf(line.step);
        if (!kind || have.contains(static_cast<int>(*kind)))
            continue;
        have.insert(static_cast<int>(*kind));
        exchange::ReceiptFacts facts;
        facts.kind = *kind;
        facts.time = line.step.at;
        facts.member = line.step.member;
        facts.memberName = line.memberName;
        if (*kind == ReceiptKind::Returned)
            facts.reason = line.step.opinion.words.isEmpty() ? u"退文"_s : line.step.opinion.words;
        WENYI_TRY(const QByteArray receipt, sign(arrived->header, facts));
        entries.append(entryOf(stream, u"incoming"_s, receipt));
    }
    if (!entries.isEmpty())
        WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return entries.size();
}

Result<qsizetype> ReceiptService::giveAllDue()
{
    if (!m_workspace.keys().unitSigning)
        return 0;
    WENYI_TRY(const auto inbox, ExchangeProjection::notEnded(m_workspace.journal().database()));
    qsizetype count = 0;
    for (const ArrivedEnvelope &envelope : inbox) {
        WENYI_TRY(const qsizetype given, giveDue(envelope.stream));
        count += given;
    }
    return count;
}

Result<crypto::Certificate> ReceiptService::signerOf(const exchange::ReceiptFacts &facts) const
{
    const directory::Directory &directory = m_workspace.directory();
    // Whatever a server says of an envelope is said by this domain's own.
    const bool byServer = facts.isByServer();
    const directory::Unit *unit = byServer ? nullptr : directory.unit(facts.unit);
    if (!byServer && !unit)
        return Error{ErrorCode::NotTrusted, "receipt.signer", facts.unit.toString()};
    const directory::SignatureClaim claim{facts.signer, facts.time};
    const Instant now = m_workspace.environment().clock.now();
    return byServer ? directory::serverSigner(directory, m_workspace.trust(), claim, now)
                    : directory::unitSigner(directory, m_workspace.trust(), facts.unit, claim, now);
}

Result<Novelty> ReceiptService::takeVerified(const exchange::Receipt &receipt)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto envelope, ExchangeProjection::dispatched(database, facts.envelopeDigest));
    if (!envelope)
        return Error{ErrorCode::NotFound, "receipt.unknown-envelope", facts.envelope.toString()};
    WENYI_TRY(const auto signer, signerOf(facts));
    WENYI_CHECK(receipt.verify(envelope->header, signer));
    WENYI_TRY(const auto known, ExchangeProjection::receipts(database, facts.envelopeDigest));
    for (const exchange::Receipt &other : known) {
        if (other.digest() == receipt.digest())
            return Novelty::KnownAlready;
    }
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {entryOf(envelope->stream, u"outgoing"_s, receipt.toBytes())}));
    return Novelty::New;
}

Result<Novelty> ReceiptService::take(const QByteArray &bytes)
{
    const auto receipt = exchange::Receipt::fromBytes(bytes);
    auto taken = receipt ? takeVerified(*receipt) : Result<Novelty>(receipt.error());
    if (taken) {
        // It counts, whatever directory its signer goes by; that is told besides.
        const auto same = compareDirectories(m_workspace, *receipt);
        if (!same && !isRefusal(same.error()))
            return same.error();
        return taken;
    }
    const QString from = receipt ? receipt->facts().unit.toString() : QString();
    const QString subject = receipt ? receipt->facts().envelope.toString() : QString();
    return refuse(m_workspace, {from, u"receipt.take"_s, crypto::sm3(bytes), subject}, taken.error());
}

Result<void> ReceiptService::markSent(const GivenReceipt &receipt)
{
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {{receipt.stream, u"incoming"_s, entrykind::ReceiptSent.toString(),
                                     receipt.receipt.digest().toBytes(), {}, m_workspace.profile().unit.toString()}}));
    return {};
}

Result<ReceiptService::KnownOfEnvelope> ReceiptService::knownOf(const DispatchedEnvelope &envelope)
{
    journal::Database &database = m_workspace.journal().database();
    const Digest digest = envelope.header.digest();
    KnownOfEnvelope known;
    WENYI_TRY(known.receipts, ExchangeProjection::receipts(database, digest));
    WENYI_TRY(known.directives, DirectiveProjection::directives(database, digest));
    WENYI_TRY(known.rulings, DirectiveProjection::rulings(database, digest));
    return known;
}

Result<TrackingLine> ReceiptService::lineOf(
    const DispatchedEnvelope &envelope, const DispatchedEntry::Route &route, const KnownOfEnvelope &known)
{
    const QString id = envelope.header.routing().id.toString();
    WENYI_TRY(const auto exported, ExchangeProjection::exported(m_workspace.journal().database(), route.unit));
    const bool isOnStick = route.channel == Channel::Bundle && exported.contains(id);
    TrackingLine line;
    line.unitName = directory::shownName(m_workspace.directory(), route.unit);
    line.channel = route.channel;
    auto delivery = exchange::Delivery::begin(envelope.header, route.unit);
    if (isOnStick) {
        WENYI_TRY(delivery, delivery.apply(exchange::BundleExported{id}));
    }
    for (const exchange::Directive &directive : known.directives) {
        const exchange::DirectiveFacts &facts = directive.facts();
        if (facts.until)
            line.heldUntil = facts.until;
        if (facts.kind == exchange::DirectiveKind::Urge && facts.recipients.contains(route.unit)) {
            line.urged = facts; // The newest is behind the others.
            ++line.urges;
        }
        if (facts.kind != exchange::DirectiveKind::Recall || !facts.recipients.contains(route.unit) || line.recall)
            continue;
        line.recall = facts;
        // What lies on a stick when the recall comes to it goes its way.
        if (!isOnStick) {
            WENYI_TRY(delivery, delivery.apply(exchange::RecallRequested{facts.time}));
        }
    }
    for (const exchange::Ruling &ruling : known.rulings) {
        if (rulesOn(ruling, route, known.receipts)) {
            WENYI_TRY(delivery, delivery.apply(exchange::RulingArrived{ruling.facts()}));
        }
    }
    for (const exchange::Receipt &receipt : known.receipts) {
        // The server's acceptance says nothing of what goes by stick; another unit's receipt nothing of this.
        const bool accepted = receipt.facts().kind == ReceiptKind::Accepted;
        if (accepted ? route.channel == Channel::Server : receipt.facts().unit == route.unit) {
            WENYI_TRY(delivery, delivery.apply(exchange::ReceiptArrived{receipt.facts()}));
        }
    }
    line.delivery = delivery;
    tellWhetherRetired(line, m_workspace.directory());
    return line;
}

Result<Tracking> ReceiptService::tracking(const StreamId &stream)
{
    WENYI_TRY(const auto envelopes, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    Tracking tracking;
    QList<exchange::Delivery> deliveries;
    for (const DispatchedEnvelope &envelope : envelopes) {
        WENYI_TRY(const auto known, knownOf(envelope));
        for (const DispatchedEntry::Route &route : envelope.routes) {
            WENYI_TRY(auto line, lineOf(envelope, route, known));
            if (line.delivery.stage() == exchange::DeliveryStage::Accepted) {
                WENYI_TRY(line.wait, OnwardWaits(m_workspace.journal().database())
                                         .of(envelope.header.digest(), route.unit, m_workspace.directory()));
            }
            tracking.lines.append(line);
            deliveries.append(line.delivery);
        }
    }
    tracking.summary = exchange::summarize(deliveries);
    for (const TrackingLine &line : std::as_const(tracking.lines)) {
        tracking.unanswerable += line.willNotAnswer();
        if (line.isRetired)
            tracking.summary.notSignedFor.removeAll(line.delivery.recipient);
    }
    return tracking;
}

} // namespace wenyi::core
