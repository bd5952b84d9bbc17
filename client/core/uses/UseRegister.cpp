// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/UseRegister.h"

#include <algorithm>

namespace wenyi::core {

namespace {

Result<void> take(UseRegister &to, const QString &kind, const UseOrigin &origin)
{
    const QByteArray &content = origin.content.content;
    if (kind == entrykind::SealApplied) {
        WENYI_TRY(const auto application, SealApplication::fromBytes(content));
        to.applications.append({origin, application, application.id()});
    } else if (kind == entrykind::SealDecided) {
        WENYI_TRY(const auto decision, SealDecision::fromBytes(content));
        to.decisions.append({origin, decision});
    } else if (kind == entrykind::SealUsed) {
        WENYI_TRY(const auto completed, CompletedUse::fromBytes(content));
        to.uses.append({origin, completed, completed.use.digest()});
    }
    return {};
}

} // namespace

const AppliedUse *UseRegister::application(const Digest &id) const
{
    const auto isIt = [&id](const AppliedUse &applied) { return applied.id == id; };
    const auto found = std::find_if(applications.begin(), applications.end(), isIt);
    return found == applications.end() ? nullptr : &*found;
}

const LoggedUse *UseRegister::useOf(const Digest &application) const
{
    const auto isIt = [&application](const LoggedUse &logged) {
        return logged.use().warrant.kind == WarrantKind::Application && logged.use().warrant.id == application;
    };
    const auto found = std::find_if(uses.begin(), uses.end(), isIt);
    return found == uses.end() ? nullptr : &*found;
}

const LoggedUse *UseRegister::newest(const SealId &seal) const
{
    const LoggedUse *newest = nullptr;
    for (const LoggedUse &logged : uses) {
        if (logged.use().seal == seal && (!newest || logged.use().number >= newest->use().number))
            newest = &logged;
    }
    return newest;
}

UseRegister foldRegister(const QList<journal::Journal::StreamEntry> &entries)
{
    UseRegister folded;
    qsizetype place = 0;
    for (const auto &[stored, number, payload] : entries) {
        const journal::Entry &entry = stored.entry;
        if (!payload) {
            folded.unreadable.append({stored.id, entry.actor, Error{ErrorCode::NotFound, "keyring.no-key", {}}});
            continue;
        }
        const auto content = SignedContent::fromBytes(*payload);
        const auto taken = content ? take(folded, entry.kind,
                               {stored.id, place++, entry.actor, entry.desktop, entry.audience, *content})
                                   : Result<void>(content.error());
        if (!taken)
            folded.unreadable.append({stored.id, entry.actor, taken.error()});
    }
    return folded;
}

Result<UseRegister> readRegister(journal::Journal &journal, const UnitCode &unit)
{
    WENYI_TRY(const auto entries, journal.stream(useStream(unit)));
    return foldRegister(entries);
}

} // namespace wenyi::core
