// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/uses/UseRegister.h"
#include "shared/directory/Directory.h"

#include <functional>

namespace wenyi::core {

/// Who approved a use, and when.
struct Approval
{
    MemberId by;
    Instant at;
};

/// Finds the issuing act that a warrant names: its leader's signature has to hold and to name what is approved.
using IssueFinder = std::function<Result<Approval>(const UseWarrant &)>;

/// Judges what stands in a unit's register: whether each is its author's, and what entitles a use. Pure but for what
/// the finder does.
class UseJudge
{
public:
    /// All but the unit's code are looked at, not copied.
    UseJudge(const UseRegister &uses, const crypto::TrustStore &trust, const directory::Directory &directory,
        UnitCode unit, IssueFinder issues);

    /// Whether the personal signature holds and is of its author over exactly this. Fails with NotTrusted
    /// "seal-use.actor" where another one wrote the entry, and as verifyContent() does.
    Result<void> isGenuine(const AppliedUse &applied) const;
    Result<void> isGenuine(const DecidedUse &decided) const;
    Result<void> isGenuine(const LoggedUse &logged) const;

    /// Whether a decision counts at all: genuine, about an application that stands before it, and not by the applicant.
    /// Fails with NotAllowed "seal-application.none", "seal-application.own", and as isGenuine() does.
    Result<void> counts(const DecidedUse &decided) const;
    /// The decision on an application among what stands before `before` in the stream: the first that counts, one of
    /// today's leaders before one of anybody else. Null while there is none.
    const DecidedUse *decisionOn(const AppliedUse &applied, qsizetype before) const;

    /// What entitles the use. Fails with NotAllowed "sealing.no-application", "sealing.application-pending",
    /// "sealing.application-refused", "seal-application.keeper" (its keeper approved it), NotTrusted
    /// "seal-use.other-document" (it is about other bytes or another seal), and as isGenuine() and the finder do.
    Result<Approval> approvalOf(const LoggedUse &logged) const;
    /// The application that entitles a keeper to seal these bytes now. Besides all of the above its approver must be a
    /// leader of the unit today, with a certificate that holds now, and nobody may have used it: NotAllowed
    /// "sealing.application-used", "seal-application.not-leader", NotTrusted "certificate.…".
    Result<const AppliedUse *> entitling(
        const Digest &document, const SealId &seal, const MemberId &keeper, Instant now) const;

    bool isLeader(const MemberId &member) const;

private:
    Result<void> isGenuine(const UseOrigin &origin, QStringView act, Instant at, const MemberId &member) const;
    Result<Approval> approvalOf(const AppliedUse &applied, const MemberId &keeper, qsizetype before) const;
    Result<void> mayBeUsed(const AppliedUse &applied, const MemberId &keeper, Instant now) const;

    const UseRegister &m_uses;
    const crypto::TrustStore &m_trust;
    const directory::Directory &m_directory;
    UnitCode m_unit;
    IssueFinder m_issues;
};

} // namespace wenyi::core
