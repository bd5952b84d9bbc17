// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryContent.h"
#include "shared/ofd/ShownDoubts.h"
#include "shared/ofd/Signature.h"
#include "shared/seal/SealVerdict.h"
#include "shared/seal/UseMark.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::core {

/// What a person is told about one seal on a document, or about all of them; the worse comes later.
enum class SealingConclusion {
    Valid,
    ValidWithRemarks, ///< Holds, with something worth knowing.
    Unsealed,         ///< Bears no seal by rule; its sender's signature on the envelope vouches for it.
    CannotBeChecked,  ///< Nothing speaks against it, but something could not be looked up.
    NotSealed,        ///< There is no seal on it.
    OtherUnit,        ///< Sealed, but not by the unit that it should come from.
    NotCovered,       ///< Something that is shown is not under the seal.
    Expired,
    Suspended, ///< Seal or certificate was suspended then.
    Revoked,
    SealInvalid,      ///< The seal is not its maker's, or not registered for the unit.
    SignerInvalid,    ///< The signer's certificate does not hold, or is not one of the seal's.
    ContentChanged,   ///< Another content than the one that was sealed.
    SignatureInvalid, ///< The value is not the signer's.
    Malformed,        ///< Cannot be read as a signature.
    SealRemoved       ///< A signature lies in the package that its list does not name any more.
};

/// 核验依据: what the seals of a document were judged by.
enum class TrustBasis {
    /// The domain's hierarchy and directory: certificates tell our purposes, and the seal has to be registered.
    Domain,
    /// Nothing but roots that somebody trusts: any certificate under them that may sign will do, and with whom a seal
    /// is registered is not asked. A conclusion says nothing about that.
    Roots
};

/// Stable names, for `--json`, the log and translations: "content-changed", "roots".
QByteArray conclusionName(SealingConclusion conclusion);
QByteArray basisName(TrustBasis basis);

/// One seal on a document: who, when, and whether it holds.
struct SealFinding
{
    QString path;     ///< Of Signature.xml.
    QString sealName; ///< 江阴市人民政府办公室; empty for a digital signature without a seal.
    QString sealId;
    Digest seal;      ///< SM3 of the seal's DER; null where it cannot be read.
    Digest signature; ///< SM3 of SES_Signature; null where it cannot be read.
    seal::SealFace face;
    QString signerName;                     ///< Common name of the signer's certificate.
    QString signerId;                       ///< Its subject's id: the unit's code.
    std::optional<Instant> sealedAt;        ///< As claimed by the signer.
    std::optional<UnitCode> registeredUnit; ///< Whose seal it is in the directory.
    /// Which use of the seal it says that it is; the unit's register tells whether that is so.
    std::optional<seal::UseMark> use;
    /// Whose personal seal it is; nothing where it is a unit's.
    std::optional<MemberId> registeredMember;
    /// Whether that person is a leader of the unit today; the directory keeps no past roles.
    bool isLeaders = false;
    seal::SealVerdict verdict; ///< The steps of GB/T 38540.
    QStringList changed;       ///< Files that are altered, missing or cannot be compared.
    QStringList uncovered;     ///< Files that are shown without protection.
    QStringList extra;         ///< Files that nothing shown leads to.
    QList<ofd::Stamp> stamps;
    std::optional<Error> fault; ///< Why the signature cannot be read.
    SealingConclusion conclusion = SealingConclusion::Malformed;

    /// What it is called: the seal, or the signer where there is none.
    const QString &name() const { return sealName.isEmpty() ? signerName : sealName; }
};

/// Everything that is found about the seals of one OFD.
struct SealedDocumentVerdict
{
    QList<SealFinding> seals; ///< In the order in which they were put.
    QStringList removed;      ///< Signature.xml files that the list does not name.
    /// What its pages do not show as it is; empty where nobody looked, see addDoubts().
    QList<ofd::ShownDoubt> doubts;
    /// It says under its seals that a signature stamp closes it (GB/T 9704 7.3.5.3), so that none of a unit is due.
    bool isClosedByStamp = false;
    /// It says that it is minutes which bear no seal (纪要不加盖印章); see vouchByEnvelope().
    bool isUnsealedByRule = false;
    TrustBasis basis = TrustBasis::Domain;
    SealingConclusion conclusion = SealingConclusion::NotSealed;

    bool isFullyValid() const { return conclusion == SealingConclusion::Valid; }
    /// Whether a person may rely on it: nothing speaks against it and everything could be checked.
    bool holds() const { return conclusion <= SealingConclusion::Unsealed; }
};

/// What follows for one seal from its steps, the files under it and the directory. Pure.
SealingConclusion concludeSeal(const SealFinding &finding);
/// What follows for the document from its seals: the worst of them; with `issuer`, one of them has to be that unit's,
/// or the signature stamp of one of its members where a stamp closes it; of a member who is no leader today this is a
/// remark. Pure.
SealingConclusion concludeDocument(const SealedDocumentVerdict &verdict, const std::optional<UnitCode> &issuer);
/// For a document that came, or is to go, in an envelope which the issuing unit signs and whose signature holds:
/// minutes that say they bear no seal are vouched for by that signature. Nothing else changes; one whose seal was
/// removed keeps its conclusion. Pure.
void vouchByEnvelope(SealedDocumentVerdict &verdict);
/// Tells what is doubtful about the pages that the seals are on: a seal that holds does so with a remark then. Pure.
void addDoubts(SealedDocumentVerdict &verdict, const QList<ofd::ShownDoubt> &doubts);

} // namespace wenyi::core
