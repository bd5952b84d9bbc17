// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/EvidenceService.h"
#include "client/ui/widgets/NoticeStrip.h"

namespace wenyi::ui {

/// 用印证据: what a use of a seal is worth by what was kept with it, long after as well, and how old that is.
struct UseProof
{
    core::JudgedUse judged;
    QList<core::JudgedUse> warrant;            ///< The application that entitles it and the decisions on it, if any.
    QHash<MemberId, QString> names;            ///< Of those who applied and decided.
    std::optional<crypto::Certificate> signer; ///< The keeper's; none where it cannot be read.
    QList<crypto::RevocationStatus> lists;     ///< Those that were kept and hold.
    QList<crypto::Certificate> issuers;        ///< Those that were kept and hold, none twice.
    bool isListMissing = false;                ///< A list was kept and has not come to this desktop.
    bool isStamped = false;                    ///< A time stamp was kept, whether or not it is believed.

    /// The time that it is judged by.
    Instant at() const { return judged.verdict.provenAt.value_or(judged.at); }
};

/// Judges a use on the core thread. Fails as core::EvidenceService::judgeUse() does.
Result<UseProof> readProof(core::Workspace &workspace, const core::LoggedUse &logged);

/// The verdict in one or two sentences, on signature and seal, with what the strip above the details looks like.
QString proofSentence(const UseProof &proof, Instant now);
NoticeStrip::Mood proofMood(const UseProof &proof);

/// What was kept, line by line: time stamp, certificate, revocation list, issuers, seal, what is missing, and what the
/// application and the decisions on it are worth by their evidence.
QStringList proofLines(const UseProof &proof, Instant now);

} // namespace wenyi::ui
