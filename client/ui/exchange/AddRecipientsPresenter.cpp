// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/AddRecipientsPresenter.h"

#include <algorithm>

namespace wenyi::ui {

AddRecipientsPresenter::AddRecipientsPresenter(Session &session, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
{
}

void AddRecipientsPresenter::load()
{
    m_session.ask([](Office &office) -> Result<core::RecipientBook> { return core::recipientBook(*office.workspace); })
        .then(this, [this](const Result<core::RecipientBook> &book) {
            if (!book) {
                Q_EMIT failed(book.error());
                return;
            }
            m_book = *book;
            Q_EMIT loaded(m_book);
        });
}

void AddRecipientsPresenter::add(const QList<UnitCode> &units)
{
    QStringList known;
    for (const UnitCode &unit : units) {
        const core::Recipient *recipient = m_book.recipient(unit);
        if (!recipient)
            continue;
        const bool isThere = std::any_of(m_recipients.begin(), m_recipients.end(),
            [&unit](const core::Recipient &other) { return other.unit == unit; });
        if (isThere)
            known.append(recipient->name);
        else
            m_recipients.append(*recipient);
    }
    m_again = core::Again::Refuse; // What was confirmed was confirmed of other units.
    Q_EMIT recipientsChanged();
    if (!known.isEmpty())
        Q_EMIT failed({ErrorCode::AlreadyExists, "dispatch.recipient-twice", known.join(u'、')});
}

void AddRecipientsPresenter::remove(qsizetype index)
{
    if (index < 0 || index >= m_recipients.size())
        return;
    m_recipients.removeAt(index);
    m_again = core::Again::Refuse;
    Q_EMIT recipientsChanged();
}

void AddRecipientsPresenter::send()
{
    core::ResendChoice choice;
    for (const core::Recipient &recipient : std::as_const(m_recipients))
        choice.recipients.append(recipient.text());
    choice.again = m_again;
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream, choice](
                 Office &office) { return core::ResendService(*office.workspace).send(stream, choice); })
        .then(this, [this](const Result<core::Dispatch> &sent) { takeAnswer(sent); });
}

void AddRecipientsPresenter::takeAnswer(const Result<core::Dispatch> &sent)
{
    Q_EMIT busyChanged(false);
    if (sent) {
        m_session.noteChange();
        Q_EMIT done();
    } else if (sent.error().reason == "resend.had-it") {
        m_again = core::Again::Allow;
        Q_EMIT confirmationWanted();
    } else {
        Q_EMIT failed(sent.error());
    }
}

} // namespace wenyi::ui
