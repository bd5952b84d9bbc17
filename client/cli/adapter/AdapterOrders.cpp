// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/FolderAdapter.h"

#include "client/cli/JsonForms.h"
#include "client/cli/TrackingJson.h"
#include "client/ui/text/Sentences.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

/// FolderAdapter's way out: orders, their acceptance and their receipts.
namespace wenyi::cli {

namespace {

constexpr qsizetype MostOrders = 1000; ///< Looked at in one round; more wait for the next.
constexpr int MessagesAtOnce = 200;
constexpr qsizetype LongestRefusal = 64 * limits::KiB;
/// For how long it is waited for what the server says to a recall; this desktop may be offline for long.
constexpr std::chrono::days WordComesWithin{30};
const QString RefusalFile = u"/refused.txt"_s; ///< In an order's folder, as long as the server does not take it.
const QStringList orderFiles{u"order.json"_s, u"order.xml"_s};

/// The order in a folder of `out`; empty where none was put there yet: then the folder is not whole.
QString orderFileIn(const QString &folder)
{
    for (const QString &name : orderFiles) {
        if (QFileInfo::exists(folder + u'/' + name))
            return folder + u'/' + name;
    }
    return {};
}

bool isWithServer(const core::TrackingLine &line)
{
    const auto &receipts = line.delivery.receipts;
    return line.channel != core::Channel::Server || !receipts.isEmpty();
}

/// Recalled, and no acceptance is here: either it never left, or that was lost on its way.
bool isTakenBack(const core::TrackingLine &line)
{
    return line.delivery.stage() == exchange::DeliveryStage::Recalled && line.delivery.receipts.isEmpty();
}

/// The server had it and says what became of it.
bool isRuledOn(const core::TrackingLine &line)
{
    return line.delivery.ruled.has_value();
}

QJsonObject acceptanceJson(const core::Tracking &tracking, const QString &message, const StreamId &stream)
{
    QJsonArray recipients;
    QJsonValue acceptedAt;
    QString envelope;
    for (const core::TrackingLine &line : tracking.lines) {
        envelope = line.delivery.envelope.toString();
        recipients.append(QJsonObject{{u"code"_s, line.delivery.recipient.toString()}, {u"name"_s, line.unitName},
            {u"channel"_s, channelName(line.channel)}});
        const auto accepted = line.delivery.receipts.find(exchange::ReceiptKind::Accepted);
        if (accepted != line.delivery.receipts.end())
            acceptedAt = timeText(accepted->time);
    }
    return {{u"message"_s, message}, {u"record"_s, stream.toString()}, {u"envelope"_s, envelope},
        {u"recipients"_s, recipients}, {u"acceptedAt"_s, acceptedAt}};
}

/// Whether nothing more can come: each recipient concluded it or gave it back, or it was taken back from it. Of what
/// was recalled before any word of the server it may have been signed for meanwhile, until that would have been heard.
bool isEnded(const core::Tracking &tracking, Instant now)
{
    const auto mayComeYet = [now](const core::TrackingLine &line) {
        return isTakenBack(line) && !isRuledOn(line) && line.recall && now < line.recall->time + WordComesWithin;
    };
    const exchange::DeliverySummary &summary = tracking.summary;
    return summary.concluded + summary.returned + summary.recalled >= summary.total
           && std::none_of(tracking.lines.begin(), tracking.lines.end(), mayComeYet);
}

/// The file in which a message's receipts are told: under its id where that is a name.
QString receiptsName(const QString &message)
{
    const bool isName = AdapterFolder::isName(message);
    return (isName ? message : QString::fromLatin1(crypto::sm3(message.toUtf8()).toHex())) + u".json"_s;
}

} // namespace

Result<void> FolderAdapter::submitOrders()
{
    for (const QString &name : m_folder.names(Place::Out, MostOrders)) {
        const auto done = submitOrder(name);
        if (done)
            continue;
        if (done.error().code == ErrorCode::Unavailable)
            continue; // The next round tries again.
        if (!isFinal(done.error()))
            return done.error();
        WENYI_CHECK(fail(Place::Out, name, done.error()));
    }
    return {};
}

Result<void> FolderAdapter::submitOrder(const QString &name)
{
    const QString folder = m_folder.path(Place::Out, name);
    if (!QFileInfo(folder).isDir() || QFileInfo(folder).isSymLink())
        return Error{ErrorCode::InvalidInput, "adapter.no-folder", name};
    const QString file = orderFileIn(folder);
    if (file.isEmpty())
        return {};
    const auto bytes = readBounded(file, exchange::bounds::DocumentHeader);
    if (bytes && m_waiting.contains(name) && m_waiting.value(name).order == crypto::sm3(*bytes))
        return {};
    const auto submission = bytes ? core::readSubmission(file, name) : Result<core::Submission>(bytes.error());
    // A file that cannot be read is as the other system left it: no reason to stop for all.
    if (!submission && !isFinal(submission.error()))
        return Error{ErrorCode::InvalidInput, "adapter.unreadable", submission.error().detail};
    if (!submission)
        return submission.error();
    WENYI_TRY(const auto submitted, core::SubmissionService(m_workspace).submit(*submission));
    m_waiting.insert(name, {crypto::sm3(*bytes), submission->message, submitted.stream, submitted.dispatch.envelope});
    return {};
}

Result<bool> FolderAdapter::settleOrder(const QString &name, const Waiting &waiting)
{
    WENYI_TRY(const auto tracking, core::ReceiptService(m_workspace).tracking(waiting.stream));
    const QList<core::TrackingLine> &lines = tracking.lines;
    if (!lines.isEmpty() && std::all_of(lines.begin(), lines.end(), isTakenBack)) {
        // Should it have gone all the same, what became of it is told as its receipts are.
        const bool isKnown = std::all_of(lines.begin(), lines.end(), isRuledOn);
        if (!isKnown)
            WENYI_CHECK(followReceipts(waiting.message));
        const char *reason = isKnown ? "adapter.taken-back" : "adapter.recalled";
        WENYI_CHECK(fail(Place::Out, name, {ErrorCode::NotAllowed, reason, waiting.message}));
        return false;
    }
    const auto isOver = [](const core::TrackingLine &line) { return isWithServer(line) || isTakenBack(line); };
    if (!std::all_of(lines.begin(), lines.end(), isOver))
        return false;
    const QString free = m_folder.freeName(Place::Sent, name, u".json"_s);
    const QJsonObject acceptance = acceptanceJson(tracking, waiting.message, waiting.stream);
    WENYI_CHECK(followReceipts(waiting.message));
    WENYI_CHECK(writeDurably(m_folder.path(Place::Sent, free + u".json"_s), QJsonDocument(acceptance).toJson()));
    QFile::remove(m_folder.path(Place::Out, name) + RefusalFile); // It holds no more.
    WENYI_CHECK(m_folder.move(Place::Out, name, Place::Sent, free));
    m_output.line(u"sent %1: %2"_s.arg(free, waiting.message));
    return true;
}

Result<void> FolderAdapter::settleOrders()
{
    for (const QString &name : m_waiting.keys()) {
        if (!QFileInfo(m_folder.path(Place::Out, name)).isDir()) {
            m_waiting.remove(name); // Taken back by the other system; the envelope goes its way.
            continue;
        }
        WENYI_TRY(const bool isSettled, settleOrder(name, m_waiting.value(name)));
        if (!isSettled)
            continue;
        m_waiting.remove(name);
        m_report.sent += 1;
    }
    return {};
}

Result<void> FolderAdapter::refuseOrders(const core::SyncReport &report)
{
    for (const core::SyncRefusal &refusal : report.refused) {
        m_output.line(u"refused %1: %2"_s.arg(refusal.subject, describe(refusal.error)));
        const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(),
            [&](const Waiting &one) { return one.envelope.toString() == refusal.subject; });
        if (waiting == m_waiting.end())
            continue;
        // The envelope is closed and goes once the server takes it: the order is not refused for good, and stays.
        const QByteArray text = u"%1 (%2)\n"_s.arg(ui::sentenceFor(refusal.error), describe(refusal.error)).toUtf8();
        const QString file = m_folder.path(Place::Out, waiting.key()) + RefusalFile;
        if (readBounded(file, LongestRefusal).value_or(QByteArray()) != text)
            WENYI_CHECK(writeDurably(file, text));
    }
    return {};
}

Result<void> FolderAdapter::followReceipts(const QString &message)
{
    WENYI_TRY(const auto told, m_journal.find(Handed::Message, message));
    return told ? Result<void>() : m_journal.put(Handed::Message, message, Digest());
}

Result<void> FolderAdapter::tellReceipts()
{
    QString behind;
    for (;;) {
        WENYI_TRY(const QStringList messages, m_journal.namesBehind(Handed::Message, behind, MessagesAtOnce));
        for (const QString &message : messages)
            WENYI_CHECK(tellReceipts(message));
        if (messages.size() < MessagesAtOnce)
            return {};
        behind = messages.last();
    }
}

Result<void> FolderAdapter::tellReceipts(const QString &message)
{
    const StreamId stream = core::submissionStream(message);
    WENYI_TRY(const auto tracking, core::ReceiptService(m_workspace).tracking(stream));
    QJsonObject object = trackingJson(tracking);
    object.insert(u"message"_s, message);
    object.insert(u"record"_s, stream.toString());
    const QByteArray json = QJsonDocument(object).toJson();
    const Digest digest = crypto::sm3(json);
    WENYI_TRY(const auto told, m_journal.find(Handed::Message, message));
    if (told != digest) {
        WENYI_CHECK(writeDurably(m_folder.path(Place::Receipts, receiptsName(message)), json));
        WENYI_CHECK(m_journal.put(Handed::Message, message, digest));
        m_report.receipts += 1;
        m_output.line(u"receipts %1: %2"_s.arg(message, tracking.toString()));
    }
    return isEnded(tracking, m_workspace.environment().clock.now()) ? m_journal.forget(Handed::Message, message)
                                                                    : Result<void>();
}

} // namespace wenyi::cli
