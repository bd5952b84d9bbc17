// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DispatchAttachment.h"
#include "client/core/exchange/RecipientBook.h"
#include "client/ui/records/RecordSheet.h"
#include "client/ui/session/Session.h"
#include "shared/exchange/Urgency.h"

namespace wenyi::ui {

/// What the mail room looks at before it dispatches.
struct DispatchSheet
{
    RecordSheet record;
    core::RecipientBook book;
    QList<core::Recipient> named; ///< By 主送 and 抄送.
    exchange::Urgency least = exchange::Urgency::Ordinary;
};

/// 封发: keeps whom and what a document is dispatched with until it is, whatever fails on the way.
class DispatchPresenter final : public QObject
{
    Q_OBJECT

public:
    DispatchPresenter(Session &session, StreamId stream, QObject *parent = nullptr);

    void load();
    const Clock &clock() const { return m_session.environment().clock; }

    const QList<core::Recipient> &recipients() const { return m_recipients; }
    /// Adds each unit once; one that is there already is told by failed().
    void addRecipients(const QList<UnitCode> &units);
    void removeRecipient(qsizetype index);

    const QList<core::DispatchAttachment> &attachments() const { return m_attachments; }
    /// Reads the files beside the core thread; those that cannot go along are told by failed().
    void addFiles(const QStringList &paths);
    void removeAttachment(qsizetype index);

    /// Not before a moment, or at once.
    void dispatch(exchange::Urgency urgency, quint64 printQuota, std::optional<Instant> notBefore);

Q_SIGNALS:
    void loaded(const wenyi::ui::DispatchSheet &sheet);
    /// This member may not dispatch at all.
    void notAllowed(const wenyi::Error &error);
    void recipientsChanged();
    void attachmentsChanged();
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    void takeFiles(const QList<core::DispatchAttachment> &read);

    Session &m_session;
    StreamId m_stream;
    core::RecipientBook m_book;
    QList<core::Recipient> m_recipients;
    QList<core::DispatchAttachment> m_attachments;
};

} // namespace wenyi::ui
