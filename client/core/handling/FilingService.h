// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/handling/DocumentService.h"
#include "client/core/handling/FilingCheck.h"

namespace wenyi::core {

/// The act of a step by which a record is filed.
inline constexpr QStringView ArchiveAct = u"archive";
/// A record's reference to the blob with the check that was made when it was filed.
inline constexpr QStringView FilingCheckReference = u"filing-check";

/// 归档: files a record, with what its document's seals are worth at that time.
class FilingService
{
public:
    explicit FilingService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Whether an act files the record. Fails as RecordService::load() does.
    Result<bool> isFiling(const StreamId &stream, const ActRequest &request) const;
    /// Verifies the seals of what is filed, and keeps what came of it with the act, in one transaction; of a record
    /// without a sealed document the act alone. A document whose seals do not hold, or could not be checked, is filed
    /// with a reason (备考) or not at all: InvalidInput "filing.reason-required" (`detail`: the conclusion). Fails as
    /// DocumentService::load(), RecordService::act() and the blob store do, and leaves everything as it was.
    Result<void> file(const StreamId &stream, ActRequest request, const SecretBytes *pin);
    /// What was found when the record was filed; nothing of one that was not, or that was before checks were kept.
    /// Fails as journal::BlobStore::read() and FilingCheck::fromBytes() do.
    Result<std::optional<FilingCheck>> kept(const modules::Record &record) const;

private:
    /// With its verdict; nothing where none was ever sealed.
    Result<std::optional<RecordDocument>> sealedDocument(const modules::Record &record) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
