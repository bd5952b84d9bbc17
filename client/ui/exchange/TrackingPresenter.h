// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ReceiptService.h"
#include "client/ui/exchange/AddRecipientsPresenter.h"
#include "client/ui/session/Session.h"

#include <memory>

namespace wenyi::ui {

/// What is told of a dispatched record: how far it is with each recipient.
struct TrackingSheet
{
    QString title;
    QString number;
    core::Tracking tracking;
    modules::TaskId task;       ///< Of concluding it, where that is mine.
    QList<UnitCode> recallable; ///< From whom it can be recalled here; nobody where this is no mail room.
    bool maySend = false;       ///< To further units: it was dispatched, and this is a mail room.
    QList<UnitCode> successors; ///< Who can have it in the stead of retired recipients.
    QStringList successorNames;
    QList<UnitCode> urgeable; ///< Who can be urged now.
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
    /// Urges all whom the sheet names.
    void urge();
    /// Sends it to the successors that the sheet names.
    void sendToSuccessors();
    /// For choosing further units to whom it is sent.
    std::unique_ptr<AddRecipientsPresenter> adding() const;
    const Clock &clock() const { return m_session.environment().clock; }

Q_SIGNALS:
    void loaded(const wenyi::ui::TrackingSheet &sheet);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void concluded();
    void recalled();
    void urged(qsizetype units);

private:
    Session &m_session;
    StreamId m_stream;
    modules::TaskId m_task;
    QList<UnitCode> m_successors;
};

} // namespace wenyi::ui
