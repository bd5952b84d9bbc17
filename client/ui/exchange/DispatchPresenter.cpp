// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/DispatchPresenter.h"

#include "client/core/outgoing/OutgoingService.h"

#include <QtConcurrent>

#include <algorithm>

namespace wenyi::ui {

namespace {

struct LoadedSheet
{
    DispatchSheet sheet;
    std::optional<Error> notAllowed;
};

/// Files that were read, and why the first of the others was not.
struct ReadFiles
{
    QList<core::DispatchAttachment> attachments;
    std::optional<Error> fault;
};

Result<LoadedSheet> readSheet(Office &office, const StreamId &stream)
{
    core::Workspace &workspace = *office.workspace;
    LoadedSheet loaded;
    WENYI_TRY(loaded.sheet.record, loadSheet(office, stream));
    WENYI_TRY(const auto document, core::OutgoingService(workspace).document(stream));
    loaded.sheet.book = core::recipientBook(workspace);
    loaded.sheet.named = core::recipientsNamed(workspace, document.recipients + document.copyTo);
    WENYI_TRY(loaded.sheet.least, exchange::urgencyFromWord(document.urgency));
    if (const auto may = core::DispatchService(workspace).checkMayDispatch(); !may)
        loaded.notAllowed = may.error();
    return loaded;
}

ReadFiles readFiles(const QStringList &paths, QList<core::DispatchAttachment> beside)
{
    ReadFiles read;
    for (const QString &path : paths) {
        const auto attachment = core::readAttachment(path, beside);
        if (attachment) {
            beside.append(*attachment);
            read.attachments.append(*attachment);
        } else if (!read.fault) {
            read.fault = attachment.error();
        }
    }
    return read;
}

} // namespace

DispatchPresenter::DispatchPresenter(Session &session, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
{
}

void DispatchPresenter::load()
{
    m_session.ask([stream = m_stream](Office &office) { return readSheet(office, stream); })
        .then(this, [this](const Result<LoadedSheet> &loaded) {
            if (!loaded) {
                Q_EMIT failed(loaded.error());
                return;
            }
            m_book = loaded->sheet.book;
            m_recipients = loaded->sheet.named;
            Q_EMIT this->loaded(loaded->sheet);
            Q_EMIT recipientsChanged();
            if (loaded->notAllowed)
                Q_EMIT notAllowed(*loaded->notAllowed);
        });
}

void DispatchPresenter::addRecipients(const QList<UnitCode> &units)
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
    Q_EMIT recipientsChanged();
    if (!known.isEmpty())
        Q_EMIT failed({ErrorCode::AlreadyExists, "dispatch.recipient-twice", known.join(u'、')});
}

void DispatchPresenter::removeRecipient(qsizetype index)
{
    if (index < 0 || index >= m_recipients.size())
        return;
    m_recipients.removeAt(index);
    Q_EMIT recipientsChanged();
}

void DispatchPresenter::addFiles(const QStringList &paths)
{
    Answer(QtConcurrent::run(readFiles, paths, m_attachments)).then(this, [this](const ReadFiles &read) {
        takeFiles(read.attachments);
        if (read.fault)
            Q_EMIT failed(*read.fault);
    });
}

void DispatchPresenter::takeFiles(const QList<core::DispatchAttachment> &read)
{
    for (const core::DispatchAttachment &attachment : read) {
        // Others may have come while these were read.
        const auto fits = core::checkAttachments(m_attachments + QList{attachment});
        if (fits)
            m_attachments.append(attachment);
        else
            Q_EMIT failed(fits.error());
    }
    Q_EMIT attachmentsChanged();
}

void DispatchPresenter::removeAttachment(qsizetype index)
{
    if (index < 0 || index >= m_attachments.size())
        return;
    m_attachments.removeAt(index);
    Q_EMIT attachmentsChanged();
}

void DispatchPresenter::dispatch(exchange::Urgency urgency, quint64 printQuota, std::optional<Instant> notBefore)
{
    core::DispatchChoice choice;
    for (const core::Recipient &recipient : std::as_const(m_recipients))
        choice.recipients.append(recipient.text());
    if (choice.recipients.isEmpty()) { // Which the service would take for the document's own.
        Q_EMIT failed({ErrorCode::InvalidInput, "routing.nobody", {}});
        return;
    }
    choice.urgency = urgency;
    choice.printQuota = printQuota;
    choice.attachments = m_attachments;
    choice.notBefore = notBefore;
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream, choice](
                 Office &office) { return core::OutgoingService(*office.workspace).dispatch(stream, choice); })
        .then(this, [this](const Result<core::Dispatch> &dispatched) {
            Q_EMIT busyChanged(false);
            if (!dispatched) {
                Q_EMIT failed(dispatched.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT done();
        });
}

} // namespace wenyi::ui
