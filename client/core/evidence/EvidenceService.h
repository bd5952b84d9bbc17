// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActVerdict.h"
#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/records/RecordService.h"
#include "client/core/sealing/SealedDocumentVerdict.h"
#include "client/core/uses/UseRegister.h"

#include <QHash>

#include <chrono>

namespace wenyi::core {

/// One signed act of a record with what its signature is worth.
struct JudgedAct
{
    modules::RecordStep step;
    ActVerdict verdict;
};

/// An application, a decision or a use in the register of seal uses with what its signature is worth.
struct JudgedUse
{
    UseOrigin origin;
    QString kind;       ///< Of its entry, e.g. entrykind::SealUsed.
    MemberId member;    ///< Whose word it is.
    Instant at;         ///< As claimed.
    SealId seal;        ///< Empty of a decision about an application that is not here.
    quint64 number = 0; ///< Of a use; 0 of what is none.
    QList<KnownEvidence> evidence;
    ActVerdict verdict;
    /// Of a use: the seal on the document that was kept with it, by the same evidence; nothing where the document is
    /// not here.
    std::optional<SealFinding> sealed;

    /// Whether nothing says that signature or seal do not hold.
    bool holds() const
    {
        return verdict.holds() && (!sealed || sealed->conclusion <= SealingConclusion::CannotBeChecked);
    }
};

/// What came of keeping evidence.
struct KeptEvidence
{
    bool isStamped = false;          ///< A time stamp is in what was written now.
    std::optional<Error> stampFault; ///< Why the stamp that was brought is not.
};

/// 签名证据: keeps evidence with what was signed at this desktop, acts and uses of seals, and judges them by it.
///
/// Nothing here asks a server: time stamps are brought by who can. So no act waits for one.
class EvidenceService
{
public:
    /// So many acts are seen to at a time.
    static constexpr qsizetype AtOnce = 32;
    /// So much evidence of one act is looked at that other desktops than its own wrote.
    static constexpr qsizetype MostOfOthers = 16;
    /// So long before its authority's certificate runs out a time stamp is renewed by the desktop that keeps it,
    static constexpr std::chrono::days RenewBefore{180};
    /// and by any other of the unit that has the record, where that one did not.
    static constexpr std::chrono::days OthersRenewBefore{90};
    /// A further stamp is of use where it runs out so much later.
    static constexpr std::chrono::days LeastGain{30};
    /// How often it is looked for what runs out, where little does or the server's certificate is still the same.
    static constexpr std::chrono::hours RenewalPause{24};

    explicit EvidenceService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Acts of this desktop that have no evidence, and up to `upTo` those that have some without a time stamp. None
    /// while no content key is here. `after`: those behind that one, in the order of EvidenceProjection::pending().
    Result<QList<PendingAct>> pending(EvidenceState upTo, const std::optional<PendingAct> &after = {});
    /// What a time stamp for the act is asked over. Nothing where it is not known who issued its signer's certificate,
    /// as of an operating CA that was replaced since: no stamp could be kept with it, and pending() passes it over
    /// until there is another directory. Fails where its signature cannot be read: a stamp would be wasted.
    Result<std::optional<crypto::TimeStampRequest>> requestFor(const PendingAct &act);
    /// Writes the act's evidence into its stream: the issuers of its signer, the revocation list that is known, and the
    /// time stamp. A stamp that does not hold (NotTrusted "evidence.time-stamp"), or tells a time that is not about
    /// ours
    /// ("time-stamp.other-clock"), is left out and told. Nothing is written where as much is there already. Fails as
    /// journal::Journal::append() does.
    Result<KeptEvidence> keep(const PendingAct &act, const std::optional<QByteArray> &timeStamp);
    /// The same for all that have no evidence at all, without time stamps: on a desktop that never has a server. An act
    /// whose evidence cannot be kept stays for a later time and stands in nobody's way; fails with StorageFailure
    /// alone.
    Result<void> keepAll();

    /// Evidence whose time stamp is to be renewed now, AtOnce at most, its own desktop's first. None while no content
    /// key is here, and none for a day once there were fewer than that.
    Result<QList<DueEvidence>> dueForRenewal();
    /// Looks for it again in a day: the server's stamps run out no later than those that are there.
    Result<void> pauseRenewals();
    /// What a further stamp is asked over. Nothing where the former one does not hold any more, or as many stand one
    /// over the other as may: that is passed over until there is another directory.
    Result<std::optional<crypto::TimeStampRequest>> requestFor(const DueEvidence &due);
    /// Writes a further stamp over the former evidence into its stream, with the issuers of who stamped and the
    /// revocation list that is known. One that does not hold, or tells another time, is told as keep() does; one that
    /// gains nothing is not kept.
    Result<KeptEvidence> renew(const DueEvidence &due, const QByteArray &timeStamp);

    /// Judges every personal signature of a record's history, and that it says what the step says. Steps that had to be
    /// signed and are not are told with the fault "record.signature-missing". Fails with NotFound "record.none".
    Result<QList<JudgedAct>> judge(const StreamId &stream);
    /// Judges everything in the unit's register of seal uses, in its order, and that each signature says what stands
    /// there. That a stamp proves when a keeper signed a use proves as well that the seal's signature was there, which
    /// the use names. Fails as readRegister() does.
    Result<QList<JudgedUse>> judgeUses();
    /// The same of one use alone: for who looks at that. Fails as EvidenceProjection::inStream() does.
    Result<JudgedUse> judgeUse(const LoggedUse &logged);
    /// What entitles a use, where that is an application: it, and behind it each decision on it, in the register's
    /// order. Nothing of a document that the process led, whose record tells. Fails as judgeUses() does.
    Result<QList<JudgedUse>> judgeWarrant(const LoggedUse &logged);

private:
    /// What evidence is kept about.
    struct Signed
    {
        PersonalSignature signature;
        QString streamType;
        std::optional<LoggedUse> use; ///< Of a seal; of its origin only the key is told.
    };
    using EvidenceBySignature = QHash<Digest, QList<StoredEvidence>>;

    Result<Signed> signedBy(const PendingAct &act);
    /// Of the signer's certificate, and of those in a seal's signature.
    QList<crypto::Certificate> issuersFor(const Signed &what, const crypto::Certificate &signer);
    Result<EvidenceBySignature> evidenceOfUses();
    Result<JudgedUse> judgeSigned(
        const UseOrigin &origin, const SignedStatement &statement, const EvidenceBySignature &stored);
    Result<JudgedUse> judgeLogged(const LoggedUse &logged, const EvidenceBySignature &stored);
    Result<JudgedUse> judgeApplied(const AppliedUse &applied, const EvidenceBySignature &stored);
    Result<JudgedUse> judgeDecided(
        const DecidedUse &decided, const UseRegister &uses, const EvidenceBySignature &stored);
    Result<std::optional<SealFinding>> judgeSeal(const LoggedUse &logged, const JudgedUse &judged);
    Result<std::optional<KeptList>> keptList(const crypto::Certificate &signer);
    Result<std::optional<KeptList>> keepList(const crypto::Certificate &signer);
    Result<std::optional<QByteArray>> currentList(const crypto::Certificate &signer) const;
    Result<std::optional<KeptList>> storedList(
        const Digest &digest, const QByteArray &list, const journal::Audience &audience);
    /// Of a stamp's form, or of the time that it tells.
    std::optional<Error> faultOf(const QByteArray &timeStamp) const;
    std::optional<Error> faultOf(const PersonalSignature &signature, const KnownEvidence &evidence) const;
    Result<void> passOver(const Digest &signature);
    Result<std::optional<QByteArray>> listOf(const StoredEvidence &evidence);
    /// The evidence over this signature, that of the act's own desktop first, with the stamps over it.
    Result<QList<KnownEvidence>> evidenceFor(
        const Digest &signature, const DesktopId &desktop, const EvidenceBySignature &stored);
    /// The stamps over evidence, and those over them: of others at most as many as `others`, which it counts down.
    Result<QList<KnownEvidence>> renewalsOf(const ActEvidence &evidence, const DesktopId &desktop,
        const EvidenceBySignature &stored, qsizetype &others, int depth = 0);

    Workspace &m_workspace;
    QHash<Digest, QByteArray> m_lists;             ///< Read already, by the list's digest.
    qsizetype m_listBytes = 0;                     ///< Of all of m_lists.
    QHash<Digest, Digest> m_contents;              ///< What the blobs that were read hold: SM3, by the blob.
    QHash<Digest, std::optional<KeptList>> m_kept; ///< Kept already, by the authority whose list it is.
};

} // namespace wenyi::core
