// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/CourierService.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/Refusals.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/Names.h"

#include <QBuffer>
#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::BundleItemKind;

namespace {

constexpr std::chrono::days BundleLifetime{60};
const QString Suffix = u".wyb"_s;

qsizetype countLines(const QList<ImportLine> &lines, bool (*fits)(const ImportLine &))
{
    return std::count_if(lines.begin(), lines.end(), fits);
}

/// Whether a receipt says that the unit has the envelope.
bool isConfirmedBy(const QList<exchange::Receipt> &receipts, const UnitCode &unit)
{
    return std::any_of(receipts.begin(), receipts.end(), [&unit](const exchange::Receipt &receipt) {
        return receipt.facts().unit == unit && receipt.facts().kind != exchange::ReceiptKind::Accepted;
    });
}

} // namespace

/// What goes into one bundle.
struct CourierService::Cargo
{
    QList<exchange::BundleContent> contents;
    QList<DispatchedEnvelope> envelopes;
    QSet<Digest> parts; ///< Two envelopes may share one.
    QList<CargoLine> lines;
    qsizetype receipts = 0;
};

qsizetype ImportReport::taken() const
{
    return countLines(lines, [](const ImportLine &line) { return !line.refusal && line.novelty == Novelty::New; });
}

qsizetype ImportReport::known() const
{
    return countLines(
        lines, [](const ImportLine &line) { return !line.refusal && line.novelty == Novelty::KnownAlready; });
}

qsizetype ImportReport::refused() const
{
    return countLines(lines, [](const ImportLine &line) { return line.refusal.has_value(); });
}

QStringList CourierService::bundlesIn(const QString &folder)
{
    return QDir(folder).entryList({u'*' + Suffix}, QDir::Files | QDir::NoSymLinks, QDir::Name);
}

Result<exchange::BundlePeer> CourierService::peer(const DesktopId &id) const
{
    const directory::Desktop *desktop = m_workspace.directory().desktop(id);
    if (!desktop)
        return Error{ErrorCode::NotTrusted, "courier.unknown-desktop", id.toString()};
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
    WENYI_CHECK(m_workspace.trust().verify(
        certificate, crypto::CertificatePurpose::Desktop, m_workspace.environment().clock.now()));
    return exchange::BundlePeer{desktop->unit, certificate};
}

Result<void> CourierService::checkMayCarry() const
{
    if (!m_workspace.keys().unitSigning || !m_workspace.keys().unitEncryption)
        return Error{ErrorCode::NotAllowed, "courier.no-unit-key", m_workspace.member().id.toString()};
    return {};
}

Result<QList<DesktopId>> CourierService::addressees()
{
    journal::Database &database = m_workspace.journal().database();
    QList<DesktopId> desktops;
    const auto add = [&desktops](const DesktopId &id) {
        if (!desktops.contains(id))
            desktops.append(id);
    };
    WENYI_TRY(const auto outbox, ExchangeProjection::outbox(database));
    for (const DispatchedEnvelope &envelope : outbox) {
        WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, envelope.header.digest()));
        for (const DispatchedEntry::Route &route : envelope.routes) {
            WENYI_TRY(const bool stays, RecallService(m_workspace).staysHere(envelope, route.unit));
            if (route.channel != Channel::Bundle || stays || isConfirmedBy(receipts, route.unit))
                continue;
            for (const directory::Desktop &desktop : m_workspace.directory().content().desktops) {
                if (desktop.unit == route.unit)
                    add(desktop.id);
            }
        }
    }
    WENYI_TRY(const auto inbox, ExchangeProjection::inbox(database));
    for (const ArrivedEnvelope &envelope : inbox) {
        if (envelope.entry.channel == Channel::Bundle)
            add(envelope.header.routing().desktop);
    }
    return desktops;
}

Result<QHash<UnitCode, qsizetype>> CourierService::waitingEnvelopes()
{
    journal::Database &database = m_workspace.journal().database();
    QHash<UnitCode, qsizetype> waiting;
    WENYI_TRY(const auto outbox, ExchangeProjection::outbox(database));
    for (const DispatchedEnvelope &envelope : outbox) {
        WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, envelope.header.digest()));
        for (const DispatchedEntry::Route &route : envelope.routes) {
            WENYI_TRY(const bool stays, RecallService(m_workspace).staysHere(envelope, route.unit));
            if (route.channel == Channel::Bundle && !stays && !isConfirmedBy(receipts, route.unit))
                ++waiting[route.unit];
        }
    }
    return waiting;
}

Result<CourierPeer> CourierService::peerLine(
    const directory::Desktop &desktop, const QHash<UnitCode, qsizetype> &waiting)
{
    const directory::Unit *unit = m_workspace.directory().unit(desktop.unit);
    WENYI_TRY(const auto receipts,
        ExchangeProjection::bundleReceipts(m_workspace.journal().database(), m_workspace.profile().unit, desktop.unit));
    return CourierPeer{desktop.id, desktop.unit, unit ? unit->name : desktop.unit.toString(),
        waiting.value(desktop.unit), receipts.size()};
}

Result<QList<CourierPeer>> CourierService::peers()
{
    WENYI_TRY(const auto first, addressees());
    WENYI_TRY(const auto waiting, waitingEnvelopes());
    QList<CourierPeer> peers;
    for (const DesktopId &id : first) {
        if (const directory::Desktop *desktop = m_workspace.directory().desktop(id)) {
            WENYI_TRY(const auto line, peerLine(*desktop, waiting));
            peers.append(line);
        }
    }
    for (const directory::Desktop &desktop : m_workspace.directory().content().desktops) {
        const bool isOther = desktop.unit != m_workspace.profile().unit && !first.contains(desktop.id);
        if (isOther && desktop.connection == directory::Connection::Standalone) {
            WENYI_TRY(const auto line, peerLine(desktop, waiting));
            peers.append(line);
        }
    }
    return peers;
}

void CourierService::addEnvelope(const DispatchedEnvelope &envelope, Cargo &cargo)
{
    const auto header = exchange::BundleContent::ofBytes(BundleItemKind::Envelope, envelope.header.toBytes());
    CargoLine line{BundleItemKind::Envelope, envelope.stream, header.item.size, {}};
    cargo.contents.append(header);
    cargo.envelopes.append(envelope);
    for (const exchange::EnvelopePart &part : envelope.header.routing().parts) {
        line.size += part.size;
        if (cargo.parts.contains(part.digest))
            continue;
        cargo.parts.insert(part.digest);
        const auto open = [this, digest = part.digest]() -> Result<std::unique_ptr<QIODevice>> {
            WENYI_TRY(const QByteArray stored, m_workspace.blobs().readStored(digest));
            auto buffer = std::make_unique<QBuffer>();
            buffer->setData(stored);
            buffer->open(QIODevice::ReadOnly);
            return std::unique_ptr<QIODevice>(std::move(buffer));
        };
        cargo.contents.append({{BundleItemKind::Part, part.size, part.digest}, open});
    }
    cargo.lines.append(line);
}

Result<void> CourierService::loadEnvelopes(const UnitCode &unit, Cargo &cargo)
{
    journal::Database &database = m_workspace.journal().database();
    WENYI_TRY(const auto outbox, ExchangeProjection::outbox(database));
    for (const DispatchedEnvelope &envelope : outbox) {
        if (!envelope.routes.contains({unit, Channel::Bundle}))
            continue;
        WENYI_TRY(const auto receipts, ExchangeProjection::receipts(database, envelope.header.digest()));
        WENYI_TRY(const bool stays, RecallService(m_workspace).staysHere(envelope, unit));
        if (!stays && !isConfirmedBy(receipts, unit))
            addEnvelope(envelope, cargo);
    }
    return {};
}

Result<CourierService::Cargo> CourierService::cargoFor(const UnitCode &unit)
{
    Cargo cargo;
    cargo.contents.append(exchange::BundleContent::ofBytes(BundleItemKind::Directory, m_workspace.directory().bytes()));
    cargo.lines.append({BundleItemKind::Directory, {}, m_workspace.directory().bytes().size(), {}});
    WENYI_CHECK(loadEnvelopes(unit, cargo));
    if (m_workspace.keys().unitSigning)
        WENYI_CHECK(ReceiptService(m_workspace).giveAllDue());
    // All of them each time: a stick that is lost takes nothing with it, and what is known does no harm.
    WENYI_TRY(const auto receipts,
        ExchangeProjection::bundleReceipts(m_workspace.journal().database(), m_workspace.profile().unit, unit));
    for (const GivenReceipt &given : receipts) {
        cargo.contents.append(exchange::BundleContent::ofBytes(BundleItemKind::Receipt, given.receipt.toBytes()));
        cargo.lines.append(
            {BundleItemKind::Receipt, given.stream, given.receipt.toBytes().size(), given.receipt.facts().kind});
    }
    cargo.receipts = receipts.size();
    return cargo;
}

Result<CargoList> CourierService::contentsFor(const DesktopId &addressee)
{
    WENYI_CHECK(checkMayCarry());
    WENYI_TRY(const auto to, peer(addressee));
    WENYI_TRY(const Cargo cargo, cargoFor(to.unit));
    CargoList list{cargo.lines, 0};
    for (const exchange::BundleContent &content : cargo.contents)
        list.size += content.item.size;
    return list;
}

Result<void> CourierService::keepExport(
    const Cargo &cargo, const DesktopId &addressee, const exchange::BundleHeader &header)
{
    WENYI_CHECK(
        DesktopMarks(m_workspace.journal().database())
            .keepBundle(addressee, BundleDirection::Written, {header.facts().position.sequence, header.digest()}));
    QList<journal::NewEntry> entries;
    for (const DispatchedEnvelope &envelope : cargo.envelopes) {
        const ExportedEntry entry{envelope.header.routing().id, header.facts().toUnit, header.facts().id};
        entries.append({envelope.stream, u"outgoing"_s, entrykind::Exported.toString(), entry.toBytes(), {},
            m_workspace.profile().unit.toString()});
    }
    if (!entries.isEmpty())
        WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return {};
}

Result<ExportReport> CourierService::exportTo(
    const DesktopId &addressee, exchange::BundleMedium &medium, const exchange::BundleProgress &progress)
{
    WENYI_CHECK(checkMayCarry());
    WENYI_TRY(const auto to, peer(addressee));
    if (to.unit == m_workspace.profile().unit)
        return Error{ErrorCode::NotAllowed, "courier.own-unit", addressee.toString()};
    WENYI_TRY(const Cargo cargo, cargoFor(to.unit));
    WENYI_TRY(
        const auto last, DesktopMarks(m_workspace.journal().database()).bundle(addressee, BundleDirection::Written));
    exchange::BundleOrder order{exchange::newIdentifier(m_workspace.environment().random), m_workspace.profile().unit,
        to, m_workspace.environment().clock.now(), {}, {}};
    order.expires = order.created + BundleLifetime;
    if (last)
        order.position = {last->sequence + 1, last->digest};
    ExportReport report{u"wenyi-%1%2"_s.arg(order.id, Suffix), order.id, cargo.envelopes.size(), cargo.receipts};
    exchange::BundleWriter writer(medium, m_workspace.keys().desktop, m_workspace.environment().random);
    WENYI_TRY(const auto header, writer.write(report.fileName, order, cargo.contents, progress));
    WENYI_CHECK(keepExport(cargo, addressee, header));
    return report;
}

Result<exchange::BundleExpectation> CourierService::expectationOf(const exchange::BundleHeader &header) const
{
    const DesktopId &from = header.facts().fromDesktop;
    WENYI_TRY(const auto sender, peer(from));
    WENYI_TRY(const auto last, DesktopMarks(m_workspace.journal().database()).bundle(from, BundleDirection::Taken));
    return exchange::BundleExpectation{sender, {m_workspace.profile().unit, m_workspace.keys().desktop.certificate()},
        m_workspace.environment().clock.now(), last, exchange::GapPolicy::Refuse};
}

FoundBundle CourierService::look(exchange::BundleMedium &medium, const QString &fileName)
{
    FoundBundle found{fileName, {}, {}, BundleState::Next, {}};
    const auto looked = [&]() -> Result<void> {
        WENYI_TRY(const auto device, medium.open(fileName));
        WENYI_TRY(const auto header, exchange::BundleReader::readHeader(*device));
        WENYI_TRY(const auto expectation, expectationOf(header));
        // Who wrote it is told only once the signature holds.
        WENYI_CHECK(header.verify(expectation.sender));
        const directory::Unit *unit = m_workspace.directory().unit(header.facts().fromUnit);
        found.fromName = unit ? unit->name : header.facts().fromUnit.toString();
        found.created = header.facts().created;
        return exchange::BundleReader::check(header, expectation);
    }();
    if (looked)
        return found;
    found.state = looked.error().reason == "bundle.already-imported" ? BundleState::KnownAlready
                  : looked.error().reason == "bundle.sequence-gap"   ? BundleState::AfterGap
                                                                     : BundleState::Refused;
    if (found.state != BundleState::KnownAlready)
        found.fault = looked.error();
    return found;
}

Result<exchange::BundleReader> CourierService::openBundle(exchange::BundleMedium &medium, const QString &fileName,
    exchange::GapPolicy gaps, const exchange::BundleProgress &progress, ImportReport &report)
{
    WENYI_TRY(auto device, medium.open(fileName));
    WENYI_TRY(const auto header, exchange::BundleReader::readHeader(*device));
    report.bundle = header.facts().id;
    report.from = header.facts().fromUnit;
    WENYI_TRY(auto expectation, expectationOf(header));
    expectation.gaps = gaps;
    return exchange::BundleReader::open(std::move(device), expectation, m_workspace.keys().desktop.key(), progress);
}

Result<ImportReport> CourierService::import(exchange::BundleMedium &medium, const QString &fileName,
    exchange::GapPolicy gaps, const exchange::BundleProgress &progress)
{
    // First: a bundle is taken once, and must not be used up by somebody who cannot open what is in it.
    WENYI_CHECK(checkMayCarry());
    ImportReport report;
    auto reader = openBundle(medium, fileName, gaps, progress, report);
    if (!reader && reader.error().reason == "bundle.already-imported") {
        report.wasImportedBefore = true;
        return report;
    }
    if (!reader) {
        const QByteArray named = report.bundle.toUtf8();
        return refuse(m_workspace,
            {report.from.toString(), u"bundle.import"_s, crypto::sm3(named.isEmpty() ? fileName.toUtf8() : named),
                report.bundle},
            reader.error());
    }
    WENYI_CHECK(takeItems(*reader, report));
    // Last: a machine that stops before takes the whole bundle again, without a second effect.
    const exchange::BundleFacts &facts = reader->header().facts();
    WENYI_CHECK(DesktopMarks(m_workspace.journal().database())
                    .keepBundle(facts.fromDesktop, BundleDirection::Taken,
                        {facts.position.sequence, reader->header().digest()}));
    return report;
}

Result<void> CourierService::takeItems(exchange::BundleReader &reader, ImportReport &report)
{
    // The directory first: it may name who sent the rest.
    for (const BundleItemKind kind : {BundleItemKind::Directory, BundleItemKind::Envelope, BundleItemKind::Receipt}) {
        for (qsizetype i = 0; i < reader.items().size(); ++i) {
            if (reader.items().at(i).kind != kind)
                continue;
            WENYI_TRY(const auto line, takeItem(reader, i, report));
            report.lines.append(line);
        }
    }
    return {};
}

Result<ImportLine> CourierService::takeEnvelope(
    exchange::BundleReader &reader, const QByteArray &header, ImportReport &report)
{
    const auto source = [&reader](const exchange::EnvelopePart &part) -> Result<QByteArray> {
        for (qsizetype i = 0; i < reader.items().size(); ++i) {
            if (reader.items().at(i).digest == part.digest)
                return reader.read(i);
        }
        return Error{ErrorCode::Corrupt, "courier.part-missing", QString::fromLatin1(part.digest.toHex())};
    };
    WENYI_TRY(const auto outcome, ArrivalService(m_workspace).take(header, Channel::Bundle, source));
    if (outcome.novelty == Novelty::New)
        report.arrivals.append(outcome);
    return ImportLine{BundleItemKind::Envelope, outcome.envelope.toString(), outcome.stream, {}, outcome.novelty, {}};
}

Result<ImportLine> CourierService::takeReceipt(const QByteArray &bytes)
{
    WENYI_TRY(const Novelty novelty, ReceiptService(m_workspace).take(bytes));
    WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(bytes));
    const exchange::ReceiptFacts &facts = receipt.facts();
    WENYI_TRY(const auto sent, ExchangeProjection::dispatched(m_workspace.journal().database(), facts.envelopeDigest));
    return ImportLine{
        BundleItemKind::Receipt, facts.envelope.toString(), sent ? sent->stream : StreamId(), facts, novelty, {}};
}

Result<ImportLine> CourierService::takeItem(exchange::BundleReader &reader, qsizetype index, ImportReport &report)
{
    const BundleItemKind kind = reader.items().at(index).kind;
    WENYI_TRY(const QByteArray bytes, reader.read(index));
    const auto take = [&]() -> Result<ImportLine> {
        if (kind == BundleItemKind::Envelope)
            return takeEnvelope(reader, bytes, report);
        if (kind == BundleItemKind::Receipt)
            return takeReceipt(bytes);
        const Digest before = m_workspace.directory().digest();
        const auto newer = m_workspace.takeDirectory(bytes);
        // An older one is what a stick that lay in a drawer carries: no fault, and nothing to take.
        if (!newer && newer.error().reason != "directory.older")
            return newer.error();
        const bool isNew = m_workspace.directory().digest() != before;
        return ImportLine{kind, QString::number(m_workspace.directory().content().version), {}, {},
            isNew ? Novelty::New : Novelty::KnownAlready, {}};
    };
    auto line = take();
    if (line || !isRefusal(line.error()))
        return line;
    return ImportLine{kind, {}, {}, {}, Novelty::New, line.error()};
}

} // namespace wenyi::core
