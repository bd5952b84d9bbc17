// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Judge.h"

#include "client/core/profile/Workspace.h"
#include "client/core/sealing/TrustFiles.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {
} // namespace

void addJudgeOptions(Command &command, JudgeArguments &arguments, JudgedBy by)
{
    Command &basis = command.addGroup("Judged by", "One of the two", by == JudgedBy::Somebody ? 1 : 0, 1);
    basis.addOption("--profile", arguments.profile, "This desktop's trust and directory; nobody has to unlock it");
    Option roots =
        basis.addOption("--trust", arguments.roots, "The roots in this file alone (PEM or DER); may be given again");
    roots.oneValueEach();
    command.addOption("--crl", arguments.lists, "A revocation list (PEM or DER); may be given again")
        .oneValueEach()
        .needs(roots);
}

Judge::Judge(crypto::TrustStore trust, std::optional<directory::Directory> directory, const Clock &clock)
    : m_trust(std::move(trust))
    , m_directory(std::move(directory))
    , m_clock(clock)
{
}

Result<Judge> Judge::read(const JudgeArguments &arguments, const Context &context, crypto::TakenSuites taken)
{
    const Clock &clock = context.environment.clock;
    if (arguments.profile.empty()) {
        WENYI_TRY(auto trust,
            core::readTrustFiles({fromArguments(arguments.roots), fromArguments(arguments.lists), taken}, clock.now()));
        return Judge(std::move(trust), {}, clock);
    }
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    WENYI_TRY(auto known, core::readProfileTrust(profile, clock.now()));
    return Judge(std::move(known.trust), std::move(known.directory), clock);
}

core::VerificationService Judge::service() const
{
    if (m_directory)
        return core::VerificationService(m_trust, *m_directory, m_clock);
    return core::VerificationService(m_trust, m_clock);
}

} // namespace wenyi::cli
