// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActEvidence.h"
#include "shared/journal/Projection.h"

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
};

/// Evidence as its entry has it.
struct StoredEvidence
{
    Digest entry;
    ActEvidence content;
    journal::Audience key; ///< Whose content key opens the list's blob.
};

/// 证据投影: which acts were signed, and the evidence that lies with them.
class EvidenceProjection final : public journal::Projection
{
public:
    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;

    /// What a desktop has still to write, the oldest first, at most `limit`.
    static Result<QList<PendingAct>> pending(
        journal::Database &database, const DesktopId &desktop, EvidenceState upTo, qsizetype limit);
    /// The records in which anything was signed.
    static Result<QList<StreamId>> streams(journal::Database &database);
    /// All evidence of a stream, in its order.
    static Result<QList<StoredEvidence>> inStream(journal::Database &database, const StreamId &stream);
    /// The blob that holds a list already, under this key.
    static Result<std::optional<KeptList>> listBlob(
        journal::Database &database, const Digest &list, const journal::Audience &key);

private:
    static Result<void> applyEvent(journal::Database &database, const journal::ProjectedEntry &entry);
    static Result<void> applyEvidence(journal::Database &database, const journal::ProjectedEntry &entry);
};

} // namespace wenyi::core
