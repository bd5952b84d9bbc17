// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/ui/incoming/ClientDesk.h"

#include "client/ui/exchange/SyncStatusView.h"
#include "client/ui/unlock/UnlockPresenter.h"

#include <QSignalSpy>

namespace wenyi::ui {

ClientDesk::ClientDesk(const core::tests::SampleOffice &office, const QString &name)
    : m_session(office.environment(), office.folderOf(name))
{
    std::optional<SessionFacts> facts;
    UnlockPresenter presenter(m_session, {});
    QSignalSpy unlocked(&presenter, &UnlockPresenter::unlocked);
    QObject::connect(
        &presenter, &UnlockPresenter::unlocked, &presenter, [&facts](const SessionFacts &opened) { facts = opened; });
    presenter.unlock(office.domain().desktopOf(name)->second, core::tests::SampleOffice::pin());
    if (unlocked.isEmpty() && !unlocked.wait(20'000))
        qFatal("the desktop stays locked");
    m_window = std::make_unique<MainWindow>(m_session, *facts);
    m_window->show();
}

ClientDesk::~ClientDesk()
{
    // Windows go first, as they do where the program ends.
    m_window.reset();
}

QString ClientDesk::status() const
{
    const auto *view = m_window->findChild<SyncStatusView *>();
    return view ? view->words() : QString();
}

qsizetype ClientDesk::receipts(const EnvelopeId &envelope, exchange::ReceiptKind kind)
{
    const auto count = ask([envelope, kind](Office &office) -> Result<qsizetype> {
        journal::Database &database = office.workspace->journal().database();
        WENYI_TRY(const auto arrived, core::ExchangeProjection::arrived(database, envelope));
        if (!arrived)
            return 0;
        WENYI_TRY(const auto receipts, core::ExchangeProjection::receipts(database, arrived->header.digest()));
        return std::count_if(receipts.begin(), receipts.end(),
            [kind](const exchange::Receipt &receipt) { return receipt.facts().kind == kind; });
    });
    return count ? *count : -1;
}

} // namespace wenyi::ui
