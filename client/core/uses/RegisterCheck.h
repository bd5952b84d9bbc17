// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/UseHead.h"
#include "client/core/uses/UseJudge.h"

namespace wenyi::core {

/// What can be wrong with a register of seal uses, or with a document beside it; those from NotEffective on are
/// worth knowing and no fault.
enum class UseFault {
    Gap,               ///< A use of this number is missing.
    Changed,           ///< The use is not what its keeper signed, or not what the next one followed.
    Fork,              ///< Two uses of one number, or two documents of one use.
    NoApproval,        ///< Nothing that holds entitles the use.
    UsedTwice,         ///< Its application had been used before.
    HeadAhead,         ///< The head beside the seal's key tells of a use that is not here.
    HeadDamaged,       ///< That head cannot be read.
    NotInLog,          ///< A document bears a use that is not here.
    Unnumbered,        ///< A document bears the seal and names no use.
    Unreadable,        ///< An entry that cannot be read.
    NotEffective,      ///< An application or a decision that counts for nothing.
    ApproverNotLeader, ///< Whoever approved it is no leader of the unit today.
    NotEvidence        ///< The seal on a document does not hold and tells nothing about its uses.
};

/// Stable names: "gap", "not-in-log".
QByteArray useFaultName(UseFault fault);

/// One thing that was found.
struct UseFinding
{
    UseFault fault = UseFault::Gap;
    SealId seal;
    quint64 number = 0; ///< Of the use; 0 where it is about none.
    QString subject;    ///< The entry's id or the document's name.
    std::optional<Error> error;

    bool isWrong() const { return fault < UseFault::NotEffective; }
};

/// Walks the whole register: each seal's numbers and chain, each signature, and what entitles each use.
QList<UseFinding> checkRegister(const UseRegister &uses, const UseJudge &judge, const QList<UseHead> &heads);

/// A seal's use as a document tells it.
struct SeenUse
{
    SealId seal;
    std::optional<seal::UseMark> mark;
    Digest signature; ///< SM3 of SES_Signature.
};

/// Whether a use that a document bears is the one that stands in the register; nothing where it is.
std::optional<UseFinding> checkSeen(const SeenUse &seen, const UseRegister &uses, const QString &document);

} // namespace wenyi::core
