// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/UnsentDialog.h"

#include "client/ui/text/SyncWording.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

UnsentDialog::UnsentDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_notice(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Not sent yet"),
          {tr("Document"), tr("What"), tr("Since"), tr("Why"), tr("Next attempt or step")}, Why, this))
    , m_none(plainLabel(tr("Everything was sent."), LabelWrap::Wraps, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Not sent yet"));
    auto *retry = new QPushButton(tr("&Retry now"), this);
    retry->setObjectName(u"retryUnsent"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(retry);
    row->addStretch();
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addWidget(m_none);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    resize(980, 420);
    m_again.setSingleShot(true);
    m_again.setInterval(200);
    connect(&m_again, &QTimer::timeout, this, &UnsentDialog::load);
    connect(retry, &QPushButton::clicked, m_session.sync(), &core::SyncKeeper::synchroniseNow);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&m_session, &Session::changed, &m_again, qOverload<>(&QTimer::start));
    connect(m_session.sync(), &core::SyncKeeper::statusChanged, this, [this] {
        showRows();
        if (!m_again.isActive())
            m_again.start();
    });
    showRows();
    load();
}

void UnsentDialog::load()
{
    m_session.ask([](Office &office) { return core::unsentThings(*office.workspace); })
        .then(this, [this](const Result<QList<core::UnsentThing>> &things) {
            if (!things) {
                m_notice->showError(things.error());
                return;
            }
            m_things = *things;
            showRows();
        });
}

void UnsentDialog::showRows()
{
    const core::SyncKeeper *keeper = m_session.sync();
    if (!keeper)
        return; // Locked meanwhile.
    const core::SyncStatus &status = keeper->status();
    const Instant now = m_session.environment().clock.now();
    QList<QStringList> rows;
    for (const core::UnsentThing &thing : std::as_const(m_things)) {
        QString kind = kindWords(thing.kind);
        if (thing.bytes > 0)
            kind += u' ' + sizeWords(thing.bytes);
        rows.append({thing.title, kind, timeWords(thing.since, now), waitingWords(thing.kind, status),
            attemptWords(thing.kind, status, now)});
    }
    // The newest refusals, as the log has them.
    const QList<core::SyncEvent> &log = keeper->log();
    for (auto event = log.rbegin(); event != log.rend() && status.refusals > 0; ++event) {
        if (event->kind != core::SyncEventKind::Refused)
            continue;
        const SyncLine line = wordsOf(*event);
        rows.append({line.what, line.result, timeWords(event->at, now), line.cause, line.nextStep});
    }
    m_table->setRows(rows);
    m_none->setVisible(rows.isEmpty());
}

} // namespace wenyi::ui
