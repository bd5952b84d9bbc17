// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/TrackingAction.h"

#include "client/core/exchange/ExchangeProjection.h"
#include "client/ui/exchange/TrackingWindow.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

TrackingAction::TrackingAction(Session &session, QWidget *window)
    : QAction(window)
    , m_session(session)
{
    setText(tr("&Track"));
    setShortcut(Qt::CTRL | Qt::Key_T);
    setToolTip(tr("Track receipts (Ctrl+T)"));
    setObjectName(u"track"_s);
    setEnabled(false);
    connect(this, &QAction::triggered, window, [this, window] { showTracking(m_session, m_stream, window); });
    connect(&m_session, &Session::changed, this, &TrackingAction::look);
}

void TrackingAction::choose(const StreamId &stream)
{
    if (stream == m_stream)
        return;
    m_stream = stream;
    setEnabled(false);
    look();
}

void TrackingAction::look()
{
    const quint64 generation = ++m_generation;
    if (m_stream.isEmpty())
        return;
    m_session
        .ask([stream = m_stream](Office &office) {
            return core::ExchangeProjection::outbox(office.workspace->journal().database(), stream);
        })
        .then(this, [this, generation](const Result<QList<core::DispatchedEnvelope>> &envelopes) {
            if (generation == m_generation)
                setEnabled(envelopes && !envelopes->isEmpty());
        });
}

void showTracking(Session &session, const StreamId &stream, QWidget *parent)
{
    const QString name = u"tracking-"_s + stream.toString();
    auto *window = parent->findChild<TrackingWindow *>(name, Qt::FindDirectChildrenOnly);
    if (!window) {
        window = new TrackingWindow(std::make_unique<TrackingPresenter>(session, stream), parent);
        window->setObjectName(name);
    }
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
