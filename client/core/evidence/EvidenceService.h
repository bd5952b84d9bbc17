// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActVerdict.h"
#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/records/RecordService.h"

#include <QHash>

namespace wenyi::core {

/// One signed act of a record with what its signature is worth.
struct JudgedAct
{
    modules::RecordStep step;
    ActVerdict verdict;
};

/// 签名证据: keeps evidence with the acts that were signed at this desktop, and judges acts by it.
///
/// Nothing here asks a server: time stamps are brought by who can. So no act waits for one.
class EvidenceService
{
public:
    /// So many acts are seen to at a time.
    static constexpr qsizetype AtOnce = 32;
    /// So much evidence of one act is looked at, the first in the stream's order: that of its own desktop goes with it.
    static constexpr qsizetype MostPerAct = 16;

    explicit EvidenceService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Acts of this desktop that have no evidence, and up to `upTo` those that have some without a time stamp. None
    /// while no content key is here.
    Result<QList<PendingAct>> pending(EvidenceState upTo);
    /// What a time stamp for the act is asked over.
    crypto::TimeStampRequest requestFor(const PendingAct &act) const;
    /// Writes the act's evidence into its stream: the issuers of its signer, the revocation list that is known, and the
    /// time stamp. A stamp that does not hold, or tells a time that is not about ours, is left out; then false, as
    /// where there is none. Fails as journal::Journal::append() does.
    Result<bool> keep(const PendingAct &act, const std::optional<QByteArray> &timeStamp);
    /// The same for all that have no evidence at all, without time stamps: on a desktop that never has a server.
    Result<void> keepAll();

    /// Judges every personal signature of a record's history, and that it says what the step says. Steps that had to be
    /// signed and are not are told with the fault "record.signature-missing". Fails with NotFound "record.none".
    Result<QList<JudgedAct>> judge(const StreamId &stream);

private:
    Result<PersonalSignature> signatureOf(const PendingAct &act, QString &module);
    Result<std::optional<KeptList>> keptList(const crypto::Certificate &signer);
    Result<std::optional<KeptList>> keepList(const crypto::Certificate &signer);
    Result<std::optional<QByteArray>> currentList(const crypto::Certificate &signer) const;
    Result<std::optional<QByteArray>> listOf(const StoredEvidence &evidence);
    Result<QList<KnownEvidence>> evidenceFor(const Digest &signature, const QList<StoredEvidence> &stored);

    Workspace &m_workspace;
    QHash<Digest, QByteArray> m_lists;             ///< Read already, by the blob.
    QHash<Digest, std::optional<KeptList>> m_kept; ///< Kept already, by the authority whose list it is.
};

} // namespace wenyi::core
