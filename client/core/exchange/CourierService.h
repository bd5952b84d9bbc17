// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"
#include "shared/exchange/BundleReader.h"

#include <QHash>
#include <QStringList>

namespace wenyi::core {

/// A desktop to whom something can be carried, and how much waits for it.
struct CourierPeer
{
    DesktopId desktop;
    UnitCode unit;
    QString unitName;
    qsizetype envelopes = 0; ///< Waiting, not confirmed.
    qsizetype receipts = 0;
};

/// One thing that a bundle is going to hold.
struct CargoLine
{
    exchange::BundleItemKind kind = exchange::BundleItemKind::Envelope;
    StreamId stream; ///< Of the record that it belongs to; none for the directory.
    qint64 size = 0; ///< Bytes; an envelope with all its parts.
    std::optional<exchange::ReceiptKind> receipt;
};

/// What a bundle for a desktop would hold now.
struct CargoList
{
    QList<CargoLine> lines;
    qint64 size = 0; ///< Bytes, about what the file takes.
};

/// How a bundle that lies in a folder stands to this desktop.
enum class BundleState {
    Next,         ///< The one that is due.
    AfterGap,     ///< One or more before it never came.
    KnownAlready, ///< It was imported.
    Refused       ///< With the reason: for another desktop, expired, damaged …
};

/// A bundle that was found, by what its header says; the rest is looked at when it is imported.
struct FoundBundle
{
    QString fileName;
    QString fromName; ///< The writing unit; empty where it is unknown.
    std::optional<Instant> created;
    BundleState state = BundleState::Refused;
    std::optional<Error> fault; ///< Of AfterGap and Refused.
};

/// What was written onto a stick.
struct ExportReport
{
    QString fileName;
    QString bundle; ///< Its id.
    qsizetype envelopes = 0;
    qsizetype receipts = 0;
};

/// What became of one item of a bundle.
struct ImportLine
{
    exchange::BundleItemKind kind = exchange::BundleItemKind::Envelope;
    QString subject; ///< An envelope's id, the directory's version.
    StreamId stream; ///< Of the record that it belongs to, where there is one.
    std::optional<exchange::ReceiptFacts> receipt;
    Novelty novelty = Novelty::New;
    std::optional<Error> refusal; ///< Why it was not taken.
};

/// What was taken from a stick, what was known already and what was refused.
struct ImportReport
{
    QString bundle;
    UnitCode from;
    bool wasImportedBefore = false; ///< Then nothing was looked at again.
    QList<ImportLine> lines;
    QList<ArrivalOutcome> arrivals;

    qsizetype taken() const;
    qsizetype known() const;
    qsizetype refused() const;
};

/// 摆渡: carries envelopes, receipts and the directory to another desktop on a stick, and takes what comes back.
class CourierService
{
public:
    explicit CourierService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Bundles of ours in a folder, by name.
    static QStringList bundlesIn(const QString &folder);
    /// Only the mail room carries: who lacks the unit's key could neither answer nor open what is carried. Fails with
    /// NotAllowed "courier.no-unit-key"; so do exportTo() and import().
    Result<void> checkMayCarry() const;
    /// The desktops to whom something is to be carried: those of units with waiting envelopes, and those whose
    /// envelopes came by stick and were not answered.
    Result<QList<DesktopId>> addressees();
    /// The addressees with what waits for them, then every other standalone desktop.
    Result<QList<CourierPeer>> peers();
    /// What a bundle for a desktop would hold. Receipts that are due are given first. Fails with NotTrusted
    /// "courier.unknown-desktop".
    Result<CargoList> contentsFor(const DesktopId &addressee);
    /// Looks at the header of one bundle; nothing is taken, and nothing written into the audit log.
    FoundBundle look(exchange::BundleMedium &medium, const QString &fileName);

    /// Writes a bundle for a desktop: the envelopes for its unit that it has not confirmed, the receipts for what came
    /// from it, the directory. Writing once more before an answer came carries the same again, which does no harm.
    /// Fails with NotTrusted "courier.unknown-desktop", NotAllowed "courier.own-unit", and as
    /// exchange::BundleWriter::write() does; then nothing lies on the stick under a bundle's name.
    Result<ExportReport> exportTo(
        const DesktopId &addressee, exchange::BundleMedium &medium, const exchange::BundleProgress &progress = {});

    /// Verifies a whole bundle, then takes each item; what one item is refused for stands in the report. A bundle that
    /// does not hold is refused whole, with an audit record: as exchange::BundleReader::open() fails, and NotTrusted
    /// "courier.unknown-desktop", "certificate.…". The same bundle again changes nothing.
    Result<ImportReport> import(exchange::BundleMedium &medium, const QString &fileName,
        exchange::GapPolicy gaps = exchange::GapPolicy::Refuse, const exchange::BundleProgress &progress = {});

private:
    struct Cargo;
    Result<Cargo> cargoFor(const UnitCode &unit);
    Result<void> loadEnvelopes(const UnitCode &unit, Cargo &cargo);
    void addEnvelope(const DispatchedEnvelope &envelope, Cargo &cargo);
    Result<CourierPeer> peerLine(const directory::Desktop &desktop, const QHash<UnitCode, qsizetype> &waiting);
    Result<QHash<UnitCode, qsizetype>> waitingEnvelopes();
    Result<exchange::BundleExpectation> expectationOf(const exchange::BundleHeader &header) const;
    Result<exchange::BundlePeer> peer(const DesktopId &desktop) const;
    Result<void> keepExport(const Cargo &cargo, const DesktopId &addressee, const exchange::BundleHeader &header);
    Result<exchange::BundleReader> openBundle(exchange::BundleMedium &medium, const QString &fileName,
        exchange::GapPolicy gaps, const exchange::BundleProgress &progress, ImportReport &report);
    Result<void> takeItems(exchange::BundleReader &reader, ImportReport &report);
    Result<ImportLine> takeItem(exchange::BundleReader &reader, qsizetype index, ImportReport &report);
    Result<ImportLine> takeReceipt(const QByteArray &bytes);
    Result<ImportLine> takeEnvelope(exchange::BundleReader &reader, const QByteArray &header, ImportReport &report);

    Workspace &m_workspace;
};

} // namespace wenyi::core
