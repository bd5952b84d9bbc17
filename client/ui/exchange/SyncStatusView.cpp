// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/SyncStatusView.h"

#include "client/ui/text/SyncWording.h"

#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int Patience = 500; ///< ms
} // namespace

SyncStatusView::SyncStatusView(core::SyncKeeper &keeper, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_keeper(keeper)
    , m_clock(clock)
    , m_words(new QToolButton(this))
    , m_cancel(new QToolButton(this))
{
    m_words->setObjectName(u"syncStatus"_s);
    m_words->setAutoRaise(true);
    m_words->setFocusPolicy(Qt::StrongFocus);
    m_words->setToolTip(tr("Opens the synchronisation log"));
    m_cancel->setObjectName(u"cancelSync"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel synchronising"));
    m_cancel->setFocusPolicy(Qt::StrongFocus);
    m_cancel->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_words);
    layout->addWidget(m_cancel);
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(m_words, &QToolButton::clicked, this, &SyncStatusView::logWanted);
    connect(m_cancel, &QToolButton::clicked, &m_keeper, &core::SyncKeeper::cancel);
    connect(&m_keeper, &core::SyncKeeper::statusChanged, this, &SyncStatusView::showStatus);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_showsRun = true;
        showStatus(m_keeper.status());
    });
    showStatus(m_keeper.status());
}

void SyncStatusView::showStatus(const core::SyncStatus &status)
{
    if (!status.running) {
        m_patience.stop();
        m_showsRun = false;
    } else if (!m_showsRun && !m_patience.isActive()) {
        m_patience.start();
    }
    const Instant now = m_clock.now();
    const QString words = m_showsRun ? progressWords(status, now) : statusWords(status, now);
    m_words->setText(words);
    m_words->setAccessibleName(tr("Synchronising: %1").arg(words));
    m_cancel->setVisible(m_showsRun);
}

QString SyncStatusView::words() const
{
    return m_words->text();
}

} // namespace wenyi::ui
