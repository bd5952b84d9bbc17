// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/RecipientBook.h"
#include "client/core/outgoing/ResendService.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// 补发: keeps whom a dispatched document is sent to beside its first recipients, until it is.
class AddRecipientsPresenter final : public QObject
{
    Q_OBJECT

public:
    AddRecipientsPresenter(Session &session, StreamId stream, QObject *parent = nullptr);

    void load();
    const QList<core::Recipient> &recipients() const { return m_recipients; }
    /// Each unit once; one that is there already is told by failed().
    void add(const QList<UnitCode> &units);
    void remove(qsizetype index);
    /// Where one of them had it before it asks, and sends when it is called again for the same units.
    void send();

Q_SIGNALS:
    void loaded(const wenyi::core::RecipientBook &book);
    void recipientsChanged();
    void confirmationWanted();
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    void takeAnswer(const Result<core::Dispatch> &sent);

    Session &m_session;
    StreamId m_stream;
    core::RecipientBook m_book;
    QList<core::Recipient> m_recipients;
    core::Again m_again = core::Again::Refuse;
};

} // namespace wenyi::ui
