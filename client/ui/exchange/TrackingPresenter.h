// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ReceiptService.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// What is told of a dispatched record: how far it is with each recipient.
struct TrackingSheet
{
    QString title;
    QString number;
    core::Tracking tracking;
    modules::TaskId task;       ///< Of concluding it, where that is mine.
    QList<UnitCode> recallable; ///< From whom it can be recalled here; nobody where this is no mail room.
};

/// 回执跟踪: loads a record's deliveries, again whenever something changed, and concludes the record.
class TrackingPresenter final : public QObject
{
    Q_OBJECT

public:
    TrackingPresenter(Session &session, StreamId stream, QObject *parent = nullptr);

    void load();
    void conclude();
    /// Recalls it from all whom the sheet names.
    void recall(const QString &reason);
    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded(const wenyi::ui::TrackingSheet &sheet);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void concluded();
    void recalled();

private:
    Session &m_session;
    StreamId m_stream;
    modules::TaskId m_task;
};

} // namespace wenyi::ui
