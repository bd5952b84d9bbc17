// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"
#include "shared/exchange/BundleReader.h"

#include <QStringList>

namespace wenyi::core {

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
    /// The desktops to whom something is to be carried: those of units with waiting envelopes, and those whose
    /// envelopes came by stick and were not answered.
    Result<QList<DesktopId>> addressees();

    /// Writes a bundle for a desktop: the envelopes for its unit that it has not confirmed, the receipts for what came
    /// from it, the directory. Writing once more before an answer came carries the same again, which does no harm.
    /// Fails with NotFound "courier.unknown-desktop", NotAllowed "courier.own-unit", and as
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
    Result<exchange::BundlePeer> peer(const DesktopId &desktop) const;
    Result<void> keepExport(const Cargo &cargo, const DesktopId &addressee, const exchange::BundleHeader &header);
    Result<exchange::BundleReader> openBundle(exchange::BundleMedium &medium, const QString &fileName,
        exchange::GapPolicy gaps, const exchange::BundleProgress &progress, ImportReport &report);
    Result<void> takeItems(exchange::BundleReader &reader, ImportReport &report);
    Result<ImportLine> takeItem(exchange::BundleReader &reader, qsizetype index, ImportReport &report);
    Result<ImportLine> takeEnvelope(exchange::BundleReader &reader, const QByteArray &header, ImportReport &report);

    Workspace &m_workspace;
};

} // namespace wenyi::core
