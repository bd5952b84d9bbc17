// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/bench/BenchOffice.h"
#include "shared/modules/RecordEvent.h"

#include <QJsonObject>

namespace wenyi::cli {

/// Entries that one member makes, appended together.
struct Batch
{
    MemberId actor;
    QList<journal::NewEntry> entries;
};

/// Makes the entries of incoming documents as an office's day gives them: each act by the member who does it, with the
/// values, opinions and signatures that the process wants.
class BenchRecords
{
public:
    /// How far a record goes.
    enum class Until { SignedFor, Archived };
    static constexpr qsizetype StepsUntilArchived = 8;

    /// Fails as Workspace::openKey() does.
    static Result<BenchRecords> begin(core::Workspace &workspace, const BenchOffice &office);

    /// The next records, `together` at a time: what one member does to them in turn is one batch.
    Result<QList<Batch>> next(qsizetype records, Until until, qsizetype together);

private:
    struct Step;
    BenchRecords(core::Workspace &workspace, const BenchOffice &office, QByteArray signature);
    static const QList<Step> &steps();
    Result<journal::NewEntry> entry(const Step &step, qint64 serial) const;
    QJsonObject valuesOf(const Step &step, qint64 serial) const;

    core::Workspace *m_workspace;
    const BenchOffice *m_office;
    QByteArray m_signature;
    QByteArray m_run; ///< Tells this run's streams from those that the store has already.
    qint64 m_serial = 0;
};

} // namespace wenyi::cli
