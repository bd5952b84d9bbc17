// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

class QWidget;

namespace wenyi::ui {

/// The sample domain with its server. Records are brought as far as the mail room by services; from there on desktops
/// are used through real windows, each over a session of its own.
class SendingOffice
{
public:
    SendingOffice();

    /// A notice of 市政府办 that waits for its mail room, and is on the mail room's desktop.
    Result<StreamId> sealedNotice(const QStringList &recipients, const QString &urgency = {});
    /// A session on a desktop that nobody else has open; unlocked.
    std::unique_ptr<Session> open(const QString &name, SessionFacts *facts = nullptr);
    /// Synchronises a desktop that nobody has open with the server.
    Result<core::SyncReport> sync(const QString &name) { return m_exchange.sync(*office().unlock(name)); }
    /// Retires a unit with its successor; the mail room of 市政府办, which nobody has open, knows it by then.
    Result<void> retire(const UnitCode &unit, const UnitCode &successor);
    core::tests::SampleOffice &office() { return m_exchange.office; }

private:
    core::tests::ExchangeOffice m_exchange;
};

/// What a future gives, waited for with the event loop running.
template<typename T>
T answerOf(QFuture<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return future.result();
}

/// Keeps a picture of a window in build/…/screenshots, to be looked at; with QT_SCALE_FACTOR=2 one at 200 %.
void keepPicture(QWidget *window, const QString &name);

} // namespace wenyi::ui
