// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordService.h"

namespace wenyi::core {

/// 办理: does a person's act on a record of any kind, with what follows from it for the exchange.
class ActService
{
public:
    explicit ActService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Signing for and returning an arrived document go with the unit's receipt, or not at all where this desktop lacks
    /// the unit's key. After any other act the receipts that are due are given; where they cannot be, the mail room's
    /// next synchronisation or stick gives them. What is signed has to be what was shown: NotAllowed
    /// "act.other-document"; and a draft is closed as its record says (生效标志) and of the layout that this names:
    /// NotAllowed "act.other-signing", "act.other-format". A record is filed with a check of its document's seals
    /// (FilingService). Fails as RecordService::act(), FilingService::file() and ReceiptService::signFor() do.
    Result<void> act(const StreamId &stream, const ActRequest &request, const SecretBytes *pin = nullptr);

private:
    Result<void> doAct(const StreamId &stream, const ActRequest &request, const SecretBytes *pin);
    /// A draft that changed since it was shown is not signed.
    Result<void> checkShown(const StreamId &stream, const ActRequest &request) const;
    Result<bool> isSigningFor(const StreamId &stream, const ActRequest &request) const;
    Result<void> signForOrReturn(const StreamId &stream, const ActRequest &request, const SecretBytes *pin) const;

    Workspace &m_workspace;
};

} // namespace wenyi::core
