// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/SyncWording.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <iterator>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using core::SyncEvent;
using core::SyncEventKind;
using core::SyncStep;

struct StepName
{
    const char *words;
    const char *key; ///< For the details, in no language.
};

constexpr StepName Steps[] = {
    {QT_TRANSLATE_NOOP("Synchronising", "directory"), "directory"},
    {QT_TRANSLATE_NOOP("Synchronising", "entries"), "entries"},
    {QT_TRANSLATE_NOOP("Synchronising", "content"), "blobs"},
    {QT_TRANSLATE_NOOP("Synchronising", "documents to send"), "outbox"},
    {QT_TRANSLATE_NOOP("Synchronising", "documents that arrive"), "deliveries"},
    {QT_TRANSLATE_NOOP("Synchronising", "receipts"), "receipts"},
    {QT_TRANSLATE_NOOP("Synchronising", "recalls"), "recalls"},
};

constexpr qint64 MinutesTold = 2;

QString syncWord(const char *text)
{
    return QCoreApplication::translate("Synchronising", text);
}

QString syncWord(const char *text, qsizetype count)
{
    return QCoreApplication::translate("Synchronising", text, nullptr, static_cast<int>(count));
}

const StepName &stepName(SyncStep step)
{
    return Steps[static_cast<std::size_t>(step)];
}

QString nextStepAfter(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unavailable:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Nothing to do: it is tried again by itself."));
    case ErrorCode::Cancelled:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Retry goes on where it stopped."));
    case ErrorCode::NotTrusted:
    case ErrorCode::Corrupt:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising",
            "Ask the sender to send it again. If it is refused once more, tell the security administrator."));
    case ErrorCode::NotFound:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "It may not have been sent yet: retry later."));
    case ErrorCode::Unsupported:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Update this program."));
    case ErrorCode::StorageFailure:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Make room on the disk, then retry."));
    default:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Copy the details for the system administrator."));
    }
}

QString documentWords(const SyncEvent &event)
{
    return event.title.isEmpty() ? syncWord(QT_TRANSLATE_NOOP("Synchronising", "Document"))
                                 : syncWord(QT_TRANSLATE_NOOP("Synchronising", "Document “%1”")).arg(event.title);
}

SyncLine recoveredWords(const SyncEvent &event)
{
    const QString store = syncWord(QT_TRANSLATE_NOOP("Synchronising", "Store"));
    const QString come =
        syncWord(QT_TRANSLATE_NOOP("Synchronising", "Came from the server anew; %1 unsent entries kept"));
    if (event.taken == 0)
        return {store, come.arg(event.sent), {}, {}};
    const QString lost = syncWord(
        QT_TRANSLATE_NOOP("Synchronising", "▲ %n entries of the damaged store could not be kept"), event.taken);
    const QString list = syncWord(QT_TRANSLATE_NOOP("Synchronising", "They are listed in %1")).arg(event.subject);
    return {store, come.arg(event.sent), lost, list};
}

SyncLine arrivedWords(const SyncEvent &event)
{
    SyncLine line{
        documentWords(event), syncWord(QT_TRANSLATE_NOOP("Synchronising", "Arrived from %1")).arg(event.unit), {}, {}};
    if (event.missing > 0) {
        line.cause = syncWord(QT_TRANSLATE_NOOP("Synchronising", "▲ %n earlier ones of that unit have not come"),
            static_cast<qsizetype>(event.missing));
        line.nextStep =
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "They may be sent later; if they stay away, ask the sender."));
    }
    return line;
}

SyncLine failureWords(const SyncEvent &event, const QString &what, const QString &result)
{
    return {what, result, sentenceFor(*event.error), nextStepAfter(event.error->code)};
}

} // namespace

QString statusWords(const core::SyncStatus &status, Instant now)
{
    using Reach = core::SyncStatus::Reach;
    QString since =
        status.lastWhole
            ? syncWord(QT_TRANSLATE_NOOP("Synchronising", " · synchronised %1")).arg(timeWords(*status.lastWhole, now))
            : QString();
    if (status.directoryDue)
        since += syncWord(QT_TRANSLATE_NOOP("Synchronising", " · ▲ the directory is out of date since %1"))
                     .arg(timeWords(*status.directoryDue, now));
    // Minutes, as people read clocks; nothing goes by either clock.
    if (const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(status.serverAhead).count();
        minutes >= MinutesTold)
        since +=
            syncWord(QT_TRANSLATE_NOOP("Synchronising", " · ▲ this computer's clock is %n minutes behind the server's"),
                minutes);
    else if (minutes <= -MinutesTold)
        since +=
            syncWord(QT_TRANSLATE_NOOP("Synchronising", " · ▲ this computer's clock is %n minutes before the server's"),
                -minutes);
    if (status.pausedUntil)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "‖ Paused until %1 (%2 wait to be sent)"))
                   .arg(timeWords(*status.pausedUntil, now))
                   .arg(status.waiting)
               + since;
    if (status.needsAttention())
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "▲ Needs attention")) + since;
    if (status.reach == Reach::Connecting)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "○ Connecting …"));
    if (status.reach == Reach::Online)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "● Online")) + since;
    if (status.waiting > 0)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "○ Offline (%n records wait to be sent)"), status.waiting)
               + since;
    return syncWord(QT_TRANSLATE_NOOP("Synchronising", "○ Offline")) + since;
}

QString progressWords(const core::SyncStatus &status, Instant now)
{
    if (!status.running)
        return statusWords(status, now);
    QString words = syncWord(QT_TRANSLATE_NOOP("Synchronising", "↻ Synchronising %1/%2: %3"))
                        .arg(static_cast<int>(status.running->step) + 1)
                        .arg(std::size(Steps))
                        .arg(syncWord(stepName(status.running->step).words));
    if (status.running->done > 0)
        words += u' ' + QString::number(status.running->done);
    if (status.running->bytes > 0)
        words += syncWord(QT_TRANSLATE_NOOP("Synchronising", " · %1 moved")).arg(sizeWords(status.running->bytes));
    if (status.running->left > 0)
        words += syncWord(QT_TRANSLATE_NOOP("Synchronising", ", %1 left")).arg(sizeWords(status.running->left));
    if (status.running->speed > 0)
        words += syncWord(QT_TRANSLATE_NOOP("Synchronising", ", %1/s")).arg(sizeWords(status.running->speed));
    return words;
}

QString sizeWords(quint64 bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString kindWords(core::UnsentKind kind)
{
    switch (kind) {
    case core::UnsentKind::Changes:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Acts and drafts"));
    case core::UnsentKind::Document:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Dispatched document"));
    case core::UnsentKind::ByStick:
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Document for a stick"));
    case core::UnsentKind::Receipt:
        break;
    }
    return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Receipt"));
}

QString waitingWords(core::UnsentKind kind, const core::SyncStatus &status)
{
    if (kind == core::UnsentKind::ByStick)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Waits for a USB export: the recipient has no network"));
    if (status.pausedUntil)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Synchronising is paused"));
    if (status.reach != core::SyncStatus::Reach::Online)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Waits for the network"));
    if (status.fault && status.fault->code == ErrorCode::StorageFailure)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Waits for the disk"));
    if (status.fault)
        return sentenceFor(*status.fault);
    return status.running ? syncWord(QT_TRANSLATE_NOOP("Synchronising", "Is being sent"))
                          : syncWord(QT_TRANSLATE_NOOP("Synchronising", "Waits for its turn"));
}

QString attemptWords(core::UnsentKind kind, const core::SyncStatus &status, Instant now)
{
    if (kind == core::UnsentKind::ByStick)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "At the next USB export"));
    if (status.pausedUntil)
        return timeWords(*status.pausedUntil, now);
    if (status.reach != core::SyncStatus::Reach::Online)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "By itself, when the network is back"));
    if (status.running || !status.nextRun || *status.nextRun <= now)
        return syncWord(QT_TRANSLATE_NOOP("Synchronising", "Now"));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*status.nextRun - now).count();
    return syncWord(QT_TRANSLATE_NOOP("Synchronising", "In %n seconds"), seconds);
}

SyncLine wordsOf(const SyncEvent &event)
{
    switch (event.kind) {
    case SyncEventKind::Directory:
        return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Directory")),
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "A newer one was taken")), {}, {}};
    case SyncEventKind::ServerRestored:
        return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Server")),
            syncWord(
                QT_TRANSLATE_NOOP("Synchronising", "▲ Restored from an older backup; what it lacks is sent again")),
            {}, {}};
    case SyncEventKind::StoreRecovered:
        return recoveredWords(event);
    case SyncEventKind::Entries:
        return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Entries of the unit")),
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "%1 sent, %2 taken")).arg(event.sent).arg(event.taken), {}, {}};
    case SyncEventKind::DocumentSent:
        return {documentWords(event), syncWord(QT_TRANSLATE_NOOP("Synchronising", "Sent: the server has it")), {}, {}};
    case SyncEventKind::DocumentArrived:
        return arrivedWords(event);
    case SyncEventKind::ReceiptsSent:
        return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Receipts of this unit")),
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "%n sent"), event.sent), {}, {}};
    case SyncEventKind::ReceiptsTaken:
        return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Receipts of other units")),
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "%n taken"), event.taken), {}, {}};
    case SyncEventKind::Refused:
        return failureWords(
            event, syncWord(stepName(event.step).words), syncWord(QT_TRANSLATE_NOOP("Synchronising", "▲ Refused")));
    case SyncEventKind::Stopped:
        return failureWords(event, syncWord(QT_TRANSLATE_NOOP("Synchronising", "Synchronising")),
            event.error->code == ErrorCode::Cancelled ? syncWord(QT_TRANSLATE_NOOP("Synchronising", "Cancelled"))
                                                      : syncWord(QT_TRANSLATE_NOOP("Synchronising", "▲ Stopped")));
    case SyncEventKind::ConnectionLost:
        return failureWords(event, syncWord(QT_TRANSLATE_NOOP("Synchronising", "Connection")),
            syncWord(QT_TRANSLATE_NOOP("Synchronising", "○ Offline")));
    case SyncEventKind::ConnectionRestored:
        break;
    }
    return {syncWord(QT_TRANSLATE_NOOP("Synchronising", "Connection")),
        syncWord(QT_TRANSLATE_NOOP("Synchronising", "● Online again")), {}, {}};
}

QString detailsOf(const SyncEvent &event)
{
    static const char *const kinds[] = {"directory", "server-restored", "store-recovered", "entries", "document-sent",
        "document-arrived", "receipts-sent", "receipts-taken", "refused", "stopped", "connection-lost",
        "connection-restored"};
    static_assert(std::size(kinds) == static_cast<std::size_t>(SyncEventKind::ConnectionRestored) + 1);
    QStringList parts{toDateTime(event.at).toUTC().toString(Qt::ISODateWithMs),
        QString::fromLatin1(kinds[static_cast<std::size_t>(event.kind)])};
    if (event.sent + event.taken > 0)
        parts.append(u"sent=%1 taken=%2"_s.arg(event.sent).arg(event.taken));
    if (event.missing > 0)
        parts.append(u"missing=%1"_s.arg(event.missing));
    if (event.error)
        parts.append(QString::fromLatin1(stepName(event.step).key));
    if (!event.subject.isEmpty())
        parts.append(event.subject);
    if (event.error)
        parts.append(describe(*event.error));
    return parts.join(u' ');
}

} // namespace wenyi::ui
