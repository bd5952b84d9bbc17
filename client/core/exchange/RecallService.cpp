// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RecallService.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/DispatchService.h"
#include "client/core/exchange/Refusals.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/FormerSigners.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::core {

using exchange::DirectiveKind;

namespace {

/// For how long a message may be on its way after its connection broke, with much to spare.
constexpr auto LongestWay = 1h;

/// All rulings are asked for again not more often.
constexpr auto OncePer = 24h;

/// Whether a directive asks an envelope back from a unit.
bool asksBack(const exchange::Directive &directive, const UnitCode &unit)
{
    return directive.facts().kind == DirectiveKind::Recall && directive.facts().recipients.contains(unit);
}

bool isAcceptance(const exchange::Receipt &receipt)
{
    return receipt.facts().kind == exchange::ReceiptKind::Accepted;
}

} // namespace

Result<QList<UnitCode>> RecallService::recallableOf(const DispatchedEnvelope &envelope)
{
    journal::Database &database = m_workspace.journal().database();
    QList<UnitCode> units;
    const Digest digest = envelope.header.digest();
    WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, digest));
    WENYI_TRY(const auto directives, DirectiveProjection::directives(database, digest));
    WENYI_TRY(const auto rulings, DirectiveProjection::rulings(database, digest));
    for (const DispatchedEntry::Route &route : envelope.routes) {
        const auto names = [&route](const auto &one) { return one.facts().unit == route.unit; };
        const bool isAnswered = std::any_of(receipts.begin(), receipts.end(), [&](const exchange::Receipt &receipt) {
            return names(receipt) && receipt.facts().kind >= exchange::ReceiptKind::SignedFor;
        });
        const bool isAsked = std::any_of(directives.begin(), directives.end(),
            [&route](const exchange::Directive &directive) { return asksBack(directive, route.unit); });
        const bool isRuled = std::any_of(rulings.begin(), rulings.end(),
            [&route](const exchange::Ruling &ruling) { return ruling.facts().units.contains(route.unit); });
        WENYI_TRY(const auto exported, ExchangeProjection::exported(database, route.unit));
        const bool isOnStick =
            route.channel == Channel::Bundle && exported.contains(envelope.header.routing().id.toString());
        if (!isAnswered && !isAsked && !isRuled && !isOnStick)
            units.append(route.unit);
    }
    return units;
}

Result<QList<UnitCode>> RecallService::recallable(const StreamId &stream)
{
    WENYI_TRY(const auto envelopes, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    QList<UnitCode> units;
    for (const DispatchedEnvelope &envelope : envelopes) {
        WENYI_TRY(const auto some, recallableOf(envelope));
        for (const UnitCode &unit : some) {
            if (!units.contains(unit))
                units.append(unit);
        }
    }
    return units;
}

Result<journal::NewEntry> RecallService::entryOf(
    const DispatchedEnvelope &envelope, const QList<UnitCode> &units, const QString &reason) const
{
    const directory::Member &member = m_workspace.member();
    const exchange::DirectiveFacts facts{DirectiveKind::Recall, envelope.header.routing().id, envelope.header.digest(),
        m_workspace.profile().unit, units, {}, m_workspace.environment().clock.now(), member.id, member.name, reason,
        {}};
    WENYI_TRY(const auto directive, exchange::Directive::sign(facts, *m_workspace.keys().unitSigning));
    return journal::NewEntry{envelope.stream, u"outgoing"_s, entrykind::Directive.toString(), directive.toBytes(), {},
        m_workspace.profile().unit.toString()};
}

Result<QList<UnitCode>> RecallService::recall(
    const StreamId &stream, const QList<UnitCode> &units, const QString &reason)
{
    const QString why = reason.trimmed();
    if (why.isEmpty() || !exchange::isPlainLine(why, exchange::bounds::ReasonText))
        return Error{ErrorCode::InvalidInput, "recall.reason", {}};
    WENYI_CHECK(DispatchService(m_workspace).checkMayDispatch());
    WENYI_TRY(const auto envelopes, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    if (envelopes.isEmpty())
        return Error{ErrorCode::NotFound, "recall.not-sent", stream.toString()};
    QList<UnitCode> recalled;
    QList<journal::NewEntry> entries;
    for (const DispatchedEnvelope &envelope : envelopes) {
        WENYI_TRY(auto some, recallableOf(envelope));
        if (!units.isEmpty())
            some.removeIf([&units](const UnitCode &unit) { return !units.contains(unit); });
        if (some.isEmpty())
            continue;
        WENYI_TRY(const auto entry, entryOf(envelope, some, why));
        entries.append(entry);
        recalled += some;
    }
    for (const UnitCode &unit : units) {
        if (!recalled.contains(unit))
            return Error{ErrorCode::NotAllowed, "delivery.already-signed-for", unit.toString()};
    }
    if (entries.isEmpty())
        return Error{ErrorCode::NotAllowed, "delivery.already-signed-for", stream.toString()};
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return recalled;
}

Result<QList<GivenDirective>> RecallService::waitingForServer()
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto open, DirectiveProjection::openRecalls(database));
    QList<GivenDirective> waiting;
    for (const GivenDirective &recall : open) {
        const Digest &digest = recall.directive.facts().envelopeDigest;
        WENYI_TRY(const auto envelope, ExchangeProjection::dispatched(database, digest));
        WENYI_TRY(const bool isAtServer, isAccepted(digest));
        WENYI_TRY(const bool neverLeft, DesktopMarks(database).neverLeft(recall.directive.digest()));
        const bool concernsServer =
            envelope && std::any_of(envelope->routes.begin(), envelope->routes.end(), [&recall](const auto &route) {
                return route.channel == Channel::Server && recall.directive.facts().recipients.contains(route.unit);
            });
        if (concernsServer && (isAtServer || !neverLeft))
            waiting.append(recall);
    }
    return waiting;
}

Result<bool> RecallService::isAccepted(const Digest &envelope)
{
    WENYI_TRY(const auto receipts, ExchangeProjection::receipts(m_workspace.journal().database(), envelope));
    return std::any_of(receipts.begin(), receipts.end(), isAcceptance);
}

Result<bool> RecallService::noteUnknown(const exchange::Directive &recall)
{
    const exchange::DirectiveFacts &facts = recall.facts();
    WENYI_TRY(const bool isAtServer, isAccepted(facts.envelopeDigest));
    if (isAtServer)
        return false;
    if (m_workspace.environment().clock.now() >= facts.time + LongestWay)
        WENYI_CHECK(DesktopMarks(m_workspace.journal().database()).noteNeverLeft(recall.digest()));
    return true;
}

Result<std::optional<exchange::Directive>> RecallService::toRepeat(const exchange::Directive &recall)
{
    journal::Database &database = m_workspace.journal().database();
    exchange::DirectiveFacts facts = recall.facts();
    WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, facts.envelopeDigest));
    WENYI_TRY(const auto rulings, DirectiveProjection::rulings(database, facts.envelopeDigest));
    facts.recipients.removeIf([&](const UnitCode &unit) {
        const bool isAnswered =
            std::any_of(receipts.begin(), receipts.end(), [&unit](const exchange::Receipt &receipt) {
                return receipt.facts().unit == unit && receipt.facts().kind >= exchange::ReceiptKind::SignedFor;
            });
        const bool isKept = std::any_of(rulings.begin(), rulings.end(), [&unit](const exchange::Ruling &ruling) {
            return ruling.facts().kind == exchange::RulingKind::TooLate && ruling.facts().units.contains(unit);
        });
        return isAnswered || isKept;
    });
    if (facts.recipients.isEmpty())
        return std::optional<exchange::Directive>();
    if (facts.recipients == recall.facts().recipients)
        return std::optional(recall);
    // The same act, for those of whom it still holds.
    WENYI_TRY(const auto narrower, exchange::Directive::sign(facts, *m_workspace.keys().unitSigning));
    return std::optional(narrower);
}

Result<QList<exchange::Directive>> RecallService::recallsToRepeat(Instant since)
{
    WENYI_TRY(const auto recalls, DirectiveProjection::recalls(m_workspace.journal().database()));
    QList<exchange::Directive> repeated;
    for (const GivenDirective &recall : recalls) {
        if (recall.directive.facts().time < since)
            continue;
        WENYI_TRY(const auto again, toRepeat(recall.directive));
        if (again)
            repeated.append(*again);
    }
    return repeated;
}

Result<QList<DispatchedEnvelope>> RecallService::envelopesToSend()
{
    WENYI_TRY(const auto waiting,
        ExchangeProjection::waitingForServer(m_workspace.journal().database(), m_workspace.profile().desktop));
    QList<DispatchedEnvelope> toSend;
    for (const DispatchedEnvelope &envelope : waiting) {
        WENYI_TRY(const bool isRecalled, isRecalledWhole(envelope));
        if (!isRecalled)
            toSend.append(envelope);
    }
    return toSend;
}

Result<bool> RecallService::isRecalledWhole(const DispatchedEnvelope &envelope)
{
    for (const DispatchedEntry::Route &route : envelope.routes) {
        WENYI_TRY(const bool isAsked, isAskedBack(envelope, route.unit));
        if (route.channel == Channel::Server && !isAsked)
            return false;
    }
    return true;
}

Result<bool> RecallService::isAskedBack(const DispatchedEnvelope &envelope, const UnitCode &recipient)
{
    WENYI_TRY(const auto directives,
        DirectiveProjection::directives(m_workspace.journal().database(), envelope.header.digest()));
    return std::any_of(directives.begin(), directives.end(),
        [&recipient](const exchange::Directive &directive) { return asksBack(directive, recipient); });
}

Result<bool> RecallService::staysHere(const DispatchedEnvelope &envelope, const UnitCode &recipient)
{
    WENYI_TRY(const auto hold, DirectiveProjection::hold(m_workspace.journal().database(), envelope.header.digest()));
    if (hold && m_workspace.environment().clock.now() < *hold->facts().until)
        return true;
    return isAskedBack(envelope, recipient);
}

Result<QList<GivenReceipt>> RecallService::receiptsToSend()
{
    const UnitCode unit = m_workspace.profile().unit;
    WENYI_TRY(const auto unsent, ExchangeProjection::unsentReceipts(m_workspace.journal().database(), unit));
    QList<GivenReceipt> toSend;
    for (const GivenReceipt &given : unsent) {
        const exchange::ReceiptFacts &facts = given.receipt.facts();
        WENYI_TRY(const auto recalled,
            DirectiveProjection::recalled(m_workspace.journal().database(), facts.envelopeDigest, unit));
        if (!recalled || facts.kind < exchange::ReceiptKind::SignedFor)
            toSend.append(given);
    }
    return toSend;
}

Result<void> RecallService::noteMissingRuling(const exchange::ReceiptFacts &answer)
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto recalled,
        DirectiveProjection::recalled(database, answer.envelopeDigest, m_workspace.profile().unit));
    DesktopMarks marks(database);
    WENYI_TRY(const Instant last, marks.rulingsAskedAgain());
    const Instant now = m_workspace.environment().clock.now();
    // A clock that was set back since waits for no day to come.
    if (recalled || (last <= now && now < last + OncePer))
        return {};
    return marks.askRulingsAgain(now);
}

Result<void> RecallService::verify(const exchange::Ruling &ruling, const exchange::EnvelopeHeader &header) const
{
    const directory::Directory &directory = m_workspace.directory();
    const Instant now = m_workspace.environment().clock.now();
    const crypto::TrustStore &trust = m_workspace.trust();
    const directory::SignatureClaim claim{ruling.facts().signer, ruling.facts().time};
    WENYI_TRY(const auto server, directory::serverSigner(directory, trust, claim, now));
    const UnitCode &sender = header.routing().sender;
    const directory::Unit *unit = directory.unit(sender);
    if (!unit)
        return Error{ErrorCode::NotTrusted, "directive.signer", sender.toString()};
    if (!ruling.directive()) {
        WENYI_TRY(const auto present, crypto::Certificate::fromDer(unit->signingCertificate));
        return ruling.verify(header, server, present);
    }
    const exchange::DirectiveFacts &recall = ruling.directive()->facts();
    WENYI_TRY(const auto recaller, directory::unitSigner(directory, trust, sender, {recall.signer, recall.time}, now));
    return ruling.verify(header, server, recaller);
}

Result<Novelty> RecallService::takeVerified(const exchange::Ruling &ruling)
{
    journal::Database &database = m_workspace.journal().database();
    const exchange::RulingFacts &facts = ruling.facts();
    WENYI_TRY(const auto sent, ExchangeProjection::dispatched(database, facts.envelopeDigest));
    WENYI_TRY(const auto arrived, ExchangeProjection::arrived(database, facts.envelopeDigest));
    // What was taken back before it came here is none of this unit's.
    if (!sent && !arrived)
        return Novelty::KnownAlready;
    WENYI_CHECK(verify(ruling, sent ? sent->header : arrived->header));
    // A ruling on others is genuine too, and no word about what this unit has.
    if (!sent && !facts.units.contains(m_workspace.profile().unit))
        return Error{ErrorCode::NotTrusted, "ruling.foreign-unit", facts.envelope.toString()};
    WENYI_TRY(const auto known, DirectiveProjection::rulings(database, facts.envelopeDigest));
    const bool isKnown = std::any_of(known.begin(), known.end(),
        [&ruling](const exchange::Ruling &other) { return other.digest() == ruling.digest(); });
    if (isKnown)
        return Novelty::KnownAlready;
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id,
        {{sent ? sent->stream : arrived->stream, sent ? u"outgoing"_s : u"incoming"_s, entrykind::Ruling.toString(),
            ruling.toBytes(), {}, m_workspace.profile().unit.toString()}}));
    return Novelty::New;
}

Result<Novelty> RecallService::take(const QByteArray &bytes)
{
    const auto ruling = exchange::Ruling::fromBytes(bytes);
    auto taken = ruling ? takeVerified(*ruling) : Result<Novelty>(ruling.error());
    if (taken)
        return taken;
    return refused(bytes, ruling, taken.error());
}

Result<std::optional<Digest>> RecallService::kept(const QByteArray &bytes)
{
    const auto ruling = exchange::Ruling::fromBytes(bytes);
    if (!ruling)
        return std::optional<Digest>();
    const Digest digest = ruling->digest();
    const Digest &envelope = ruling->facts().envelopeDigest;
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto known, DirectiveProjection::rulings(database, envelope));
    const bool isKept = std::any_of(
        known.begin(), known.end(), [&digest](const exchange::Ruling &other) { return other.digest() == digest; });
    if (isKept)
        return std::optional(digest);
    WENYI_TRY(const bool isWithdrawn, ExchangeProjection::isWithdrawn(database, envelope));
    return isWithdrawn ? std::optional(envelope) : std::nullopt;
}

Error RecallService::refused(const QByteArray &bytes, const Result<exchange::Ruling> &ruling, const Error &error)
{
    const QString subject = ruling ? ruling->facts().envelope.toString() : QString();
    return refuse(m_workspace, {u"server"_s, u"ruling.take"_s, crypto::sm3(bytes), subject}, error);
}

Result<std::optional<Digest>> RecallService::unseen(const QByteArray &bytes)
{
    const auto ruling = exchange::Ruling::fromBytes(bytes);
    // What cannot be read is refused by take().
    if (!ruling || ruling->facts().kind == exchange::RulingKind::TooLate
        || !ruling->facts().units.contains(m_workspace.profile().unit))
        return std::optional<Digest>();
    journal::Database &database = m_workspace.journal().database();
    const exchange::RulingFacts &facts = ruling->facts();
    WENYI_TRY(const auto sent, ExchangeProjection::dispatched(database, facts.envelopeDigest));
    WENYI_TRY(const auto arrived, ExchangeProjection::arrived(database, facts.envelopeDigest));
    WENYI_TRY(const bool isKnown, ExchangeProjection::isWithdrawn(database, facts.envelopeDigest));
    return sent || arrived || isKnown ? std::optional<Digest>() : std::optional(facts.envelopeDigest);
}

Result<Novelty> RecallService::takeUnseen(const QByteArray &bytes, const QByteArray &header)
{
    const auto ruling = exchange::Ruling::fromBytes(bytes);
    auto taken = ruling ? takeUnseenVerified(*ruling, header) : Result<Novelty>(ruling.error());
    if (taken)
        return taken;
    return refused(bytes, ruling, taken.error());
}

Result<Novelty> RecallService::takeUnseenVerified(const exchange::Ruling &ruling, const QByteArray &bytes)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(bytes));
    const UnitCode unit = m_workspace.profile().unit;
    if (header.digest() != ruling.facts().envelopeDigest || !ruling.facts().units.contains(unit))
        return Error{ErrorCode::NotTrusted, "ruling.foreign-envelope", header.routing().id.toString()};
    WENYI_CHECK(verify(ruling, header));
    WENYI_TRY(const auto sender, ArrivalService(m_workspace).senderCertificate(header.routing()));
    WENYI_CHECK(header.verify(sender));
    const WithdrawnEntry entry{bytes, ruling.toBytes()};
    WENYI_CHECK(m_workspace.journal().append(
        m_workspace.member().id, {{withdrawnStream(header.digest()), u"exchange"_s, entrykind::Withdrawn.toString(),
                                     entry.toBytes(), {}, unit.toString()}}));
    if (const auto lost = undelivered(ruling, header))
        WENYI_CHECK(m_workspace.audit().record(
            u"server"_s, u"ruling.take"_s, QString::fromLatin1(lost->reason), header.routing().id.toString()));
    return Novelty::New;
}

std::optional<Error> RecallService::undelivered(const QByteArray &ruling, const QByteArray &header)
{
    const auto read = exchange::Ruling::fromBytes(ruling);
    const auto about = exchange::EnvelopeHeader::fromBytes(header);
    return read && about ? undelivered(*read, *about) : std::nullopt;
}

std::optional<Error> RecallService::undelivered(const exchange::Ruling &ruling, const exchange::EnvelopeHeader &header)
{
    if (ruling.facts().kind != exchange::RulingKind::Undeliverable)
        return std::nullopt;
    return Error{ErrorCode::NotAllowed, "ruling.undelivered", header.routing().sender.toString()};
}

} // namespace wenyi::core
