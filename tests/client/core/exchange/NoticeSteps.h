// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/ReceiptService.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

namespace wenyi::core::tests {

/// Notices of the government office's mail room, and what comes of them, over a real server. Tests derive from it.
class NoticeSteps
{
protected:
    static StreamId streamOf(int serial) { return StreamId(u"notice-%1"_s.arg(serial)); }
    /// Dispatches a notice; it goes out when the sender synchronises. Each is a record of its own, and the sealed
    /// document is the same for all, since making one takes long. Where it is refused, the test program ends.
    Dispatch send(int serial, const QStringList &to = {u"江阴市财政局"_s});
    /// The same where it may be refused.
    Result<Dispatch> dispatch(int serial, const QStringList &to = {u"江阴市财政局"_s});
    /// The test fails where anything is refused.
    SyncReport sync(Workspace &workspace);
    Result<QList<UnitCode>> recall(int serial, const QList<UnitCode> &units = {});
    TrackingLine line(int serial, qsizetype index = 0) const;

    std::unique_ptr<ExchangeOffice> m_exchange; ///< The test makes it.

private:
    std::optional<DispatchOrder> m_order;
};

} // namespace wenyi::core::tests
