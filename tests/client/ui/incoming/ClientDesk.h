// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/app/MainWindow.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

namespace wenyi::ui {

/// One desktop with its real main window, unlocked.
class ClientDesk
{
public:
    /// `name` as "市财政局/mailroom".
    ClientDesk(const core::tests::SampleOffice &office, const QString &name);
    ~ClientDesk();

    Session &session() { return m_session; }
    MainWindow &window() { return *m_window; }
    /// What the status bar says.
    QString status() const;

    /// What the work gives on the core thread.
    template<typename Work>
    auto ask(Work work)
    {
        auto future = m_session.ask(std::move(work));
        future.waitForFinished();
        return future.result();
    }
    /// Receipts of a kind about an envelope in this desktop's store.
    qsizetype receipts(const EnvelopeId &envelope, exchange::ReceiptKind kind);

private:
    Session m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace wenyi::ui
