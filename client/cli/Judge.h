// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/profile/Profile.h"
#include "client/core/sealing/VerificationService.h"

namespace wenyi::cli {

/// By what a command that verifies seals judges: a desktop's trust and directory, or files with roots.
struct JudgeArguments
{
    std::string profile;
    std::vector<std::string> roots;
    std::vector<std::string> lists;
};

/// Whether a command can do without trusting anybody.
enum class JudgedBy { Somebody, SomebodyOrNobody };

/// Exactly one of --profile and --trust, or none where nobody need be trusted; --crl goes with --trust.
void addJudgeOptions(Command &command, JudgeArguments &arguments, JudgedBy by = JudgedBy::Somebody);

/// Trust, and with a profile its directory, read without anybody unlocking anything.
class Judge
{
public:
    /// `taken` is of the roots in files: a profile's trust has none but SM2's, whatever its directory tells of PDFs.
    /// Fails as core::Profile::open(), core::readProfileTrust() and core::readTrustFiles() do.
    static Result<Judge> read(
        const JudgeArguments &arguments, const Context &context, crypto::TakenSuites taken = crypto::TakenSuites::Sm2);

    /// Looks at the judge, which outlives it.
    core::VerificationService service() const;
    const crypto::TrustStore &trust() const { return m_trust; }
    /// None where roots alone judge.
    const std::optional<directory::Directory> &directory() const { return m_directory; }

private:
    Judge(crypto::TrustStore trust, std::optional<directory::Directory> directory, const Clock &clock);
    crypto::TrustStore m_trust;
    std::optional<directory::Directory> m_directory;
    const Clock &m_clock;
};

/// The directory that a profile keeps, found to hold.
Result<directory::Directory> readDirectory(
    const core::Profile &profile, const crypto::TrustStore &trust, const Context &context);

} // namespace wenyi::cli
