// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/SubmissionService.h"

#include "client/core/records/RecordService.h"
#include "client/core/sealing/FinalDocument.h"
#include "shared/base/CborWriter.h"
#include "shared/base/FileLock.h"
#include "shared/crypto/Sm3.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

const QString Module = u"submission"_s;
/// The record's reference to what was handed over under its message.
constexpr QStringView ContentReference = u"submission";
constexpr auto ProgramPatience = 10s; ///< For another program of this desktop.
constexpr qsizetype ShownTexts = 100;

/// SM3 over all that a submission says: parts by their digests, recipients, urgency, quota.
Result<Digest> contentOf(const DispatchOrder &order)
{
    WENYI_TRY(const QByteArray xml, headerWithParts(order).toXml());
    CborWriter out;
    out.startArray(4);
    out.bytes(xml);
    out.startArray(order.recipients.size());
    for (const QString &recipient : order.recipients)
        out.text(recipient);
    out.endArray();
    out.unsignedInteger(static_cast<quint64>(order.urgency));
    out.unsignedInteger(order.printQuota);
    out.endArray();
    return crypto::sm3(out.take());
}

/// The first of many, each as long as the form takes; the header has them all.
QJsonArray shown(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts.first(std::min(texts.size(), ShownTexts)))
        array.append(text.left(200));
    return array;
}

QJsonObject valuesOf(const Submission &submission, const DispatchOrder &order)
{
    const exchange::DocumentHeader &header = order.header;
    QJsonObject values{{u"message"_s, submission.message.left(200)}, {u"title"_s, header.title.left(200)},
        {u"kind"_s, header.kind.left(40)}, {u"issueDate"_s, header.date.toString(Qt::ISODate)}};
    const auto set = [&values](const QString &field, const QString &value) {
        if (!value.isEmpty())
            values.insert(field, value);
    };
    set(u"number"_s, header.number.left(60));
    set(u"secrecy"_s, header.secrecy);
    set(u"urgency"_s, header.urgency);
    const QStringList recipients = order.recipients.isEmpty() ? header.recipients + header.copyTo : order.recipients;
    if (!recipients.isEmpty())
        values.insert(u"recipients"_s, shown(recipients));
    QStringList attachments;
    for (const DispatchAttachment &attachment : order.attachments)
        attachments.append(attachment.name);
    if (!attachments.isEmpty())
        values.insert(u"attachments"_s, shown(attachments));
    return values;
}

} // namespace

StreamId submissionStream(const QString &message)
{
    return StreamId(u"submission/"_s + QString::fromLatin1(crypto::sm3(message.toUtf8()).toHex()));
}

Result<DispatchOrder> SubmissionService::orderOf(const Submission &submission) const
{
    DispatchOrder order;
    order.stream = submissionStream(submission.message);
    order.header = submission.header;
    if (order.header.identifier.isEmpty()) {
        WENYI_TRY(
            order.header.identifier, identifierOf(order.header.number, m_workspace.profile().unit, order.header.date));
    }
    order.ofd = submission.ofd;
    order.selfDescription = SelfDescription::Optional;
    order.recipients = submission.recipients;
    order.attachments = submission.attachments;
    order.urgency = submission.urgency;
    order.printQuota = submission.printQuota;
    return order;
}

Result<std::optional<Submitted>> SubmissionService::known(const StreamId &stream, const Digest &content)
{
    WENYI_TRY(const bool exists, m_workspace.journal().hasStream(stream));
    if (!exists)
        return std::optional<Submitted>();
    WENYI_TRY(const auto view, RecordService(m_workspace).load(stream));
    WENYI_TRY(const auto sent, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    if (view.record.reference(ContentReference) != content || sent.isEmpty())
        return Error{
            ErrorCode::AlreadyExists, "submission.another", view.record.values().value(u"message"_s).toString()};
    const DispatchedEnvelope &first = sent.first();
    return std::optional(Submitted{stream, {first.header.routing().id, first.routes}, Novelty::KnownAlready});
}

Result<Submitted> SubmissionService::send(
    const Submission &submission, const DispatchOrder &order, const Digest &content)
{
    WENYI_TRY(const auto prepared, DispatchService(m_workspace).prepare(order));
    WENYI_TRY(const SecretBytes *key, m_workspace.contentKey());
    WENYI_TRY(const auto blob, m_workspace.blobs().store(order.ofd, *key, m_workspace.environment().random));
    WENYI_TRY(QList<journal::NewEntry> entries,
        RecordService(m_workspace)
            .startEntries({Module, valuesOf(submission, order),
                {{ContentReference.toString(), content}, {SealedOfdReference.toString(), blob.digest}}, order.stream}));
    entries.last().blobs.append(blob);
    entries = prepared.entries + entries;
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return Submitted{order.stream, prepared.dispatch, Novelty::New};
}

Result<Submitted> SubmissionService::submit(const Submission &submission)
{
    WENYI_CHECK(DispatchService(m_workspace).checkMayDispatch());
    WENYI_CHECK(checkAttachments(submission.attachments));
    WENYI_TRY(const auto order, orderOf(submission));
    WENYI_TRY(const Digest content, contentOf(order));
    // Two programs that hand over the same message at once would both find it unknown.
    FileLock lock(m_workspace.profile().path(u"submissions.lock"_s));
    WENYI_CHECK(lock.acquire(ProgramPatience));
    WENYI_TRY(const auto sent, known(order.stream, content));
    if (sent)
        return *sent;
    return send(submission, order, content);
}

} // namespace wenyi::core
