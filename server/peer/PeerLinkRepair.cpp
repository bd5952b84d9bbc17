// SPDX-License-Identifier: GPL-3.0-or-later
/// What a link does beside carrying: it has gaps filled, and explained.
#include "server/peer/LinkRefusals.h"
#include "server/peer/PeerLink.h"
#include "shared/exchange/Ruling.h"

using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

/// What rots is seldom, and found within a day.
constexpr auto LooksForRotEach = 1h;
constexpr quint64 RulingsInRound = 100;

} // namespace

Result<void> PeerLink::tellTerm(Way &way)
{
    Progress &progress = way.progress;
    if (progress.isTermTold)
        return {};
    const auto term = ask<protocol::Term>(way.to, protocol::AskTerm{});
    auto told = term ? ask<protocol::Forwards>(way.from, protocol::TellTerm{term->term})
                     : Result<protocol::Forwards>(term.error());
    if (!told && endsTheRound(told.error()) && !isOlderServers(told.error()))
        return told.error();
    // What is refused is told again when a directory changes; a server of before tells and takes no terms.
    progress.isTermTold = true;
    if (!told && !isOlderServers(told.error()))
        logWaiting(way, "link.term-not-taken", told.error().reason);
    if (told && told->receiptsTaken < progress.receipts.taken())
        progress.receipts = {};
    return {};
}

Result<bool> PeerLink::restoreParts(Way &way)
{
    Progress &progress = way.progress;
    const Moment now = std::chrono::steady_clock::now();
    if (now < progress.looksForRot)
        return false;
    const auto endLook = [&progress, now] {
        progress.rot = {};
        progress.looksForRot = now + LooksForRotEach;
    };
    const auto lacking = ask<protocol::EnvelopeState>(way.to, protocol::AskLacking{progress.rot.limit()});
    if (!lacking) {
        endLook();
        return endsTheRound(lacking.error()) && !isOlderServers(lacking.error()) ? lacking.error()
                                                                                 : Result<bool>(false);
    }
    const QList<protocol::BlobState> parts = progress.rot.next(lacking->missing);
    for (const protocol::BlobState &part : parts) {
        const auto restored = restorePart(way, part);
        if (!restored) {
            endLook();
            return restored.error();
        }
    }
    if (parts.isEmpty())
        endLook();
    return !parts.isEmpty();
}

Result<void> PeerLink::restorePart(Way &way, const protocol::BlobState &part)
{
    const auto first = ask<protocol::BlobChunk>(way.from, protocol::GetBlob{part.digest, 0, 1});
    const auto carried = first ? carryPart(way, part, first->size) : Result<void>(first.error());
    if (!carried && endsTheRound(carried.error()))
        return carried;
    if (!carried)
        way.progress.rot.passOver();
    // It may have been dropped here, once everybody had it.
    m_log.write(LogLevel::Warning, carried ? "link.part-restored" : "link.part-not-restored",
        {{"domain", m_domain}, {"digest", QString::fromLatin1(part.digest.toHex())}});
    return {};
}

Result<bool> PeerLink::carryWithdrawn(Way &way)
{
    Progress &progress = way.progress;
    if (!progress.tellsWithdrawn)
        return false;
    const auto rulings = ask<protocol::Rulings>(way.from, protocol::PullRulings{progress.rulingsAt, RulingsInRound});
    if (!rulings && isOlderServers(rulings.error())) {
        progress.tellsWithdrawn = false;
        return false;
    }
    WENYI_CHECK(rulings);
    for (const protocol::Numbered &ruling : rulings->rulings) {
        if (ruling.number <= progress.rulingsAt)
            return Error{ErrorCode::Corrupt, "link.ruling-numbers", QString::number(ruling.number)};
        WENYI_TRY(const bool goesOn, tellWithdrawn(way, ruling.bytes));
        if (!goesOn)
            return false;
        progress.rulingsAt = ruling.number;
    }
    return rulings->rulings.size() == static_cast<qsizetype>(RulingsInRound);
}

Result<bool> PeerLink::tellWithdrawn(Way &way, const QByteArray &bytes)
{
    const auto ruling = exchange::Ruling::fromBytes(bytes);
    if (!ruling)
        return true; // Nobody could read it there either.
    const auto withdrawn = ask<protocol::Withdrawn>(way.from, protocol::AskWithdrawn{ruling->facts().envelopeDigest});
    if (!withdrawn)
        return endsTheRound(withdrawn.error()) ? withdrawn.error() : Result<bool>(true);
    const auto told = ask<protocol::Confirmed>(way.to, protocol::TellWithdrawn{bytes, withdrawn->header});
    if (told)
        return true;
    if (isOlderServers(told.error())) {
        way.progress.tellsWithdrawn = false;
        return false;
    }
    if (endsTheRound(told.error()))
        return told.error();
    // What its card is too old for is told again when a directory changes, and holds up nothing; the rest stays
    // unexplained.
    return true;
}

} // namespace wenyi::server
