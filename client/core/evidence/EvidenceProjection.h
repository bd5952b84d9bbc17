// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActEvidence.h"
#include "shared/journal/Projection.h"

#include <QHash>

namespace wenyi::core {

/// How much of its evidence an act has, by what its own desktop wrote: others' is not counted, or somebody could keep
/// it from being written.
enum class EvidenceState { None = 0, WithoutTimeStamp = 1, Whole = 2 };

/// A signed act that lacks evidence, or a time stamp in it.
struct PendingAct
{
    StreamId stream;
    Digest entry;
    Digest signature; ///< SM3 of PersonalSignature::toBytes().
    EvidenceState state = EvidenceState::None;
    qint64 number = 0; ///< Its place among the acts.
};

/// Evidence as its entry has it.
struct StoredEvidence
{
    Digest entry;
    ActEvidence content;
    DesktopId desktop;     ///< Which wrote it.
    journal::Audience key; ///< Whose content key opens the list's blob.
};

/// Evidence whose time stamp wants another one over it.
struct DueEvidence
{
    StoredEvidence former;
    StreamId stream;
    QString streamType;
    Digest digest;     ///< SM3 of the former evidence's bytes: what the stamp is over.
    Instant runsOut;   ///< When the former stamp does.
    qint64 number = 0; ///< Its place among the evidence.
};

/// Which evidence is asked for by EvidenceProjection::due().
struct DueTerms
{
    DesktopId desktop;
    bool isOwn = true; ///< What the desktop wrote, or what others wrote and nobody has renewed.
    Instant now;
    Instant until; ///< Running out by then, and not before now.
};

/// 证据投影: which acts were signed, in records and in the register of seal uses, and the evidence that lies with them.
class EvidenceProjection final : public journal::Projection
{
public:
    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;

    /// What a desktop has still to write behind `after`, at most `limit`: what has nothing first, then by age.
    static Result<QList<PendingAct>> pending(journal::Database &database, const DesktopId &desktop, EvidenceState upTo,
        qsizetype limit, const std::optional<PendingAct> &after = {});
    /// Evidence that runs out, at most `limit` behind `after`, what runs out first before the others. Of a desktop's
    /// own only its own renewals count: what others write keeps nobody from writing.
    static Result<QList<DueEvidence>> due(journal::Database &database, const DueTerms &terms, qsizetype limit,
        const std::optional<DueEvidence> &after = {});
    /// Over how many stamps the one in this evidence stands, at most ActEvidence::MostRenewals.
    static Result<int> stampsBelow(journal::Database &database, const DueEvidence &evidence);
    /// The records in which anything was signed; a register of seal uses is none.
    static Result<QList<StreamId>> streams(journal::Database &database);
    /// All evidence that lies in a stream, in its order: for a register of seal uses it is another one
    /// (evidenceStreamOf()).
    static Result<QList<StoredEvidence>> inStream(journal::Database &database, const StreamId &stream);
    /// Which desktop wrote each signed act of a stream, by the act's entry.
    static Result<QHash<Digest, DesktopId>> desktopsOf(journal::Database &database, const StreamId &stream);
    /// Blobs that are said to hold a list already, under this key: what this desktop says first, and a few at most.
    static Result<QList<KeptList>> listBlobs(
        journal::Database &database, const Digest &list, const journal::Audience &key, const DesktopId &desktop);

private:
    static Result<void> applyEvent(journal::Database &database, const journal::ProjectedEntry &entry);
    static Result<void> applyUse(journal::Database &database, const journal::ProjectedEntry &entry);
    static Result<void> addSigned(
        journal::Database &database, const journal::StoredEntry &stored, const Digest &signature);
    static Result<void> applyEvidence(journal::Database &database, const journal::ProjectedEntry &entry);
    static Result<void> applyRenewal(journal::Database &database, const journal::ProjectedEntry &entry,
        const Digest &former, std::optional<Instant> runsOut);
};

} // namespace wenyi::core
