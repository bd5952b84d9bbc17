// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ArrivalService.h"

#include "client/core/exchange/Refusals.h"
#include "client/core/exchange/UrgeService.h"
#include "client/core/sealing/SelfDescription.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/crypto/Sm3.h"
#include "shared/directory/PeerDomain.h"
#include "shared/exchange/SecrecyGate.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::PartRole;

namespace {

const exchange::OpenedPart *partOf(const exchange::OpenedEnvelope &opened, PartRole role)
{
    const auto found = std::find_if(opened.parts.begin(), opened.parts.end(),
        [role](const exchange::OpenedPart &part) { return part.role == role; });
    return found == opened.parts.end() ? nullptr : &*found;
}

/// Whether the document header names exactly the parts that came.
bool namesTheParts(const exchange::DocumentHeader &header, const exchange::OpenedEnvelope &opened)
{
    QList<exchange::DocumentHeaderPart> came;
    for (const exchange::OpenedPart &part : opened.parts) {
        if (part.role != PartRole::Header)
            came.append({part.role, part.name, part.content.size(), crypto::sm3(part.content)});
    }
    return header.parts == came;
}

} // namespace

bool ArrivalService::canTake() const
{
    return m_workspace.keys().unitEncryption && m_workspace.keys().unitSigning;
}

Result<ArrivalOutcome> ArrivalService::take(
    const QByteArray &bytes, Channel channel, const exchange::PartSource &source)
{
    const auto header = exchange::EnvelopeHeader::fromBytes(bytes);
    auto taken = header ? takeVerified(*header, channel, source) : Result<ArrivalOutcome>(header.error());
    if (taken)
        return taken;
    return refused(bytes, header, taken.error());
}

Error ArrivalService::refused(
    const QByteArray &bytes, const Result<exchange::EnvelopeHeader> &header, const Error &error)
{
    const QString from = header ? header->routing().sender.toString() : QString();
    const QString subject = header ? header->routing().id.toString() : QString();
    return refuse(m_workspace, {from, u"envelope.take"_s, crypto::sm3(bytes), subject}, error);
}

Result<void> ArrivalService::examine(const QByteArray &bytes)
{
    const auto header = exchange::EnvelopeHeader::fromBytes(bytes);
    const auto held = header ? examineHeader(*header) : Result<void>(header.error());
    if (held)
        return {};
    return refused(bytes, header, held.error());
}

Result<void> ArrivalService::examineHeader(const exchange::EnvelopeHeader &header) const
{
    if (!canTake())
        return Error{ErrorCode::NotAllowed, "arrival.no-unit-key", m_workspace.member().id.toString()};
    const exchange::EnvelopeRouting &routing = header.routing();
    WENYI_TRY(const auto known,
        ExchangeProjection::arrivedFrom(m_workspace.journal().database(), routing.sender, routing.id));
    if (known && known->header.digest() == header.digest())
        return {};
    if (known)
        return Error{ErrorCode::NotTrusted, "arrival.other-envelope", routing.id.toString()};
    WENYI_TRY(const auto certificate, senderCertificate(routing));
    WENYI_CHECK(header.verify(certificate));
    if (!routing.recipient(m_workspace.profile().unit))
        return Error{ErrorCode::NotAllowed, "envelope.not-for-you", m_workspace.profile().unit.toString()};
    return {};
}

Result<crypto::Certificate> ArrivalService::senderCertificate(const exchange::EnvelopeRouting &routing) const
{
    return unitCertificate(routing.sender, {routing.signer, routing.created});
}

Result<crypto::Certificate> ArrivalService::unitCertificate(
    const UnitCode &unit, const directory::SignatureClaim &claim) const
{
    const directory::Directory &directory = m_workspace.directory();
    if (!directory.unit(unit))
        return Error{ErrorCode::NotTrusted, "arrival.sender", unit.toString()};
    return directory::unitSigner(directory, m_workspace.trust(), unit, claim, m_workspace.environment().clock.now());
}

Result<exchange::DocumentHeader> ArrivalService::checkContent(const exchange::OpenedEnvelope &opened) const
{
    const exchange::OpenedPart *headerPart = partOf(opened, PartRole::Header);
    const exchange::OpenedPart *documentPart = partOf(opened, PartRole::Document);
    if (!headerPart || !documentPart)
        return Error{ErrorCode::Corrupt, "arrival.parts-differ", {}};
    WENYI_TRY(const auto document, exchange::DocumentHeader::fromXml(headerPart->content));
    if (!namesTheParts(document, opened))
        return Error{ErrorCode::Corrupt, "arrival.parts-differ", document.identifier};
    // What is inside decides, not only what the routing header declares.
    WENYI_TRY(const auto secrecy, exchange::secrecyFromMark(document.secrecy));
    WENYI_CHECK(exchange::passSecrecyGate({}, secrecy, exchange::ContentClass::Document));
    // By the sender's own domain: its root, its register of seals.
    const UnitCode &sender = opened.header.routing().sender;
    const directory::Directory &directory = m_workspace.directory();
    const VerificationService verification(
        directory.trustFor(sender, m_workspace.trust()), directory.homeOf(sender), m_workspace.environment().clock);
    WENYI_TRY(auto verdict, verification.verify(documentPart->content, sender));
    vouchByEnvelope(verdict); // Whose signature was seen to hold before it was opened.
    if (verdict.conclusion > SealingConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "arrival.seal", QString::fromLatin1(conclusionName(verdict.conclusion))};
    WENYI_TRY(const bool isOfIt, tellsOf(document, documentPart->content, SelfDescription::Optional));
    if (!isOfIt)
        return Error{ErrorCode::NotTrusted, "arrival.document-differs", document.identifier};
    return document;
}

Result<ArrivedEntry> ArrivalService::store(const exchange::OpenedEnvelope &opened, Channel channel)
{
    WENYI_TRY(const auto audience, m_workspace.keyring().newest(m_workspace.profile().unit.toString()));
    WENYI_TRY(const SecretBytes *key, m_workspace.keyring().key(audience));
    ArrivedEntry entry{opened.header.toBytes(), opened.manifest.toBytes(), channel, audience.keyId, {}};
    for (const exchange::OpenedPart &part : opened.parts) {
        WENYI_TRY(const auto blob, m_workspace.blobs().store(part.content, *key, m_workspace.environment().random));
        entry.parts.append({part.role, part.name, crypto::sm3(part.content), blob});
    }
    return entry;
}

QJsonObject ArrivalService::valuesOf(
    const exchange::EnvelopeHeader &header, const exchange::DocumentHeader &document) const
{
    QJsonObject values;
    const auto set = [&values](const QString &field, const QString &value) {
        if (!value.isEmpty())
            values.insert(field, value);
    };
    set(u"envelope"_s, header.routing().id.toString());
    set(u"title"_s, document.title.left(200));
    set(u"sender"_s, directory::shownName(m_workspace.directory(), header.routing().sender));
    set(u"senderNumber"_s, document.number.left(60));
    set(u"issueDate"_s, document.date.toString(Qt::ISODate));
    set(u"kind"_s, document.kind.left(20));
    set(u"secrecy"_s, document.secrecy);
    set(u"copyNumber"_s, document.copyNumber);
    set(u"urgency"_s, exchange::urgencyWord(header.routing().urgency));
    if (!document.attachments.isEmpty())
        values.insert(u"attachments"_s, QJsonArray::fromStringList(document.attachments));
    return values;
}

Result<StreamId> ArrivalService::streamFor(const exchange::EnvelopeHeader &header) const
{
    const exchange::EnvelopeRouting &routing = header.routing();
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto known, ExchangeProjection::arrivedFrom(database, routing.sender, routing.id));
    if (known)
        return known->stream;
    // Who has seen an id may use it for an envelope of its own, and that must not keep the other one out.
    WENYI_TRY(const auto other, ExchangeProjection::arrived(database, routing.id));
    return other ? incomingStream(header.digest()) : incomingStream(routing.id);
}

Result<QList<journal::NewEntry>> ArrivalService::entriesOf(const exchange::OpenedEnvelope &opened,
    const exchange::DocumentHeader &document, const ArrivedEntry &entry, const StreamId &stream) const
{
    QList<journal::BlobReference> blobs;
    QList<modules::Reference> references{{u"envelope"_s, opened.header.digest()}};
    for (const ArrivedPart &part : entry.parts) {
        blobs.append(part.blob);
        if (part.role == PartRole::Document)
            references.append({SealedOfdReference.toString(), part.blob.digest});
    }
    WENYI_TRY(QList<journal::NewEntry> entries,
        RecordService(m_workspace)
            .startEntries({u"incoming"_s, valuesOf(opened.header, document), references, stream}));
    entries.prepend({stream, u"incoming"_s, entrykind::Arrived.toString(), entry.toBytes(), blobs,
        m_workspace.profile().unit.toString()});
    WENYI_TRY(const auto receipt, ReceiptService(m_workspace).deliveredEntry(stream, opened.header));
    entries.append(receipt);
    return entries;
}

Result<bool> ArrivalService::isUndelivered(const exchange::EnvelopeHeader &header) const
{
    // Which ruling it was stands in the entry alone.
    WENYI_TRY(const auto kept, m_workspace.journal().stream(withdrawnStream(header.digest())));
    for (const journal::Journal::StreamEntry &entry : kept) {
        const auto withdrawn = WithdrawnEntry::fromBytes(entry.payload.value_or(QByteArray()));
        const auto ruling =
            withdrawn ? exchange::Ruling::fromBytes(withdrawn->ruling) : Result<exchange::Ruling>(withdrawn.error());
        if (ruling)
            return ruling->facts().kind == exchange::RulingKind::Undeliverable;
    }
    return false;
}

Result<ArrivalOutcome> ArrivalService::takeVerified(
    const exchange::EnvelopeHeader &header, Channel channel, const exchange::PartSource &source)
{
    if (!canTake())
        return Error{ErrorCode::NotAllowed, "arrival.no-unit-key", m_workspace.member().id.toString()};
    const exchange::EnvelopeRouting &routing = header.routing();
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const StreamId stream, streamFor(header));
    ArrivalOutcome outcome{routing.id, stream, Novelty::KnownAlready, {}};
    WENYI_TRY(const auto known, ExchangeProjection::arrivedFrom(database, routing.sender, routing.id));
    if (known && known->header.digest() != header.digest())
        return Error{ErrorCode::NotTrusted, "arrival.other-envelope", routing.id.toString()};
    if (known)
        return outcome;
    WENYI_TRY(const bool isWithdrawn, ExchangeProjection::isWithdrawn(database, header.digest()));
    if (isWithdrawn) {
        WENYI_TRY(const bool wasUndelivered, isUndelivered(header));
        return Error{
            ErrorCode::NotAllowed, wasUndelivered ? "arrival.undelivered" : "arrival.withdrawn", routing.id.toString()};
    }
    WENYI_TRY(const auto certificate, senderCertificate(routing));
    const UnitCode unit = m_workspace.profile().unit;
    const exchange::EnvelopeReader reader(unit, *m_workspace.keys().unitEncryption);
    WENYI_TRY(const auto opened, reader.open(header, certificate, source));
    WENYI_TRY(const auto document, checkContent(opened));
    WENYI_TRY(auto pair, ExchangeProjection::pair(database, routing.sender, unit));
    WENYI_CHECK(pair.take(opened.recipient.position, header.digest()));
    WENYI_TRY(const auto entry, store(opened, channel));
    WENYI_TRY(const auto entries, entriesOf(opened, document, entry, stream));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    outcome.novelty = Novelty::New;
    outcome.missing = pair.gaps();
    return outcome;
}

Result<QByteArray> ArrivalService::read(const ArrivedEntry &entry, const ArrivedPart &part) const
{
    WENYI_TRY(const SecretBytes *key, m_workspace.keyring().key({m_workspace.profile().unit.toString(), entry.keyId}));
    WENYI_TRY(const QByteArray content, m_workspace.blobs().read(part.blob.digest, *key));
    if (crypto::sm3(content) != part.digest)
        return Error{ErrorCode::Corrupt, "arrival.part-differs", part.name};
    return content;
}

Result<QByteArray> ArrivalService::readRole(const ArrivedEntry &entry, PartRole role) const
{
    for (const ArrivedPart &part : entry.parts) {
        if (part.role == role)
            return read(entry, part);
    }
    return Error{ErrorCode::NotFound, "arrival.no-part", {}};
}

Result<exchange::DocumentHeader> ArrivalService::documentHeader(const ArrivedEntry &entry) const
{
    WENYI_TRY(const QByteArray xml, readRole(entry, PartRole::Header));
    return exchange::DocumentHeader::fromXml(xml);
}

Result<QByteArray> ArrivalService::documentOfd(const ArrivedEntry &entry) const
{
    return readRole(entry, PartRole::Document);
}

Result<SealedDocumentVerdict> ArrivalService::verify(const ArrivedEnvelope &envelope) const
{
    WENYI_TRY(const QByteArray ofd, documentOfd(envelope.entry));
    const UnitCode &sender = envelope.header.routing().sender;
    const directory::Directory &directory = m_workspace.directory();
    const VerificationService verification(
        directory.trustFor(sender, m_workspace.trust()), directory.homeOf(sender), m_workspace.environment().clock);
    WENYI_TRY(auto verdict, verification.verify(ofd, sender));
    vouchByEnvelope(verdict);
    return verdict;
}

Result<QList<ArrivedEnvelope>> openArrivals(Workspace &workspace)
{
    WENYI_TRY(const auto inbox, ExchangeProjection::notEnded(workspace.journal().database()));
    ReceiptService receipts(workspace);
    QList<ArrivedEnvelope> open;
    qsizetype urged = 0;
    for (const ArrivedEnvelope &arrived : inbox) {
        WENYI_TRY(const auto answer, receipts.answer(arrived.header));
        WENYI_TRY(const auto recall, receipts.recall(arrived.header));
        if (answer || recall)
            continue;
        WENYI_TRY(const auto asked, UrgeService(workspace).asked(arrived.header));
        open.insert(asked.isEmpty() ? open.size() : urged++, arrived);
    }
    return open;
}

} // namespace wenyi::core
