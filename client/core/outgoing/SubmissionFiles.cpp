// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/Submission.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

Result<SubmissionOrder> readOrder(const QString &file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix != u"json" && suffix != u"xml")
        return Error{ErrorCode::InvalidInput, "submission.order-file", QFileInfo(file).fileName()};
    WENYI_TRY(const QByteArray bytes, readBounded(file, exchange::bounds::DocumentHeader));
    return suffix == u"json" ? SubmissionOrder::fromJson(bytes) : SubmissionOrder::fromXml(bytes);
}

Result<QString> messageIdOf(const SubmissionOrder &order, const QString &given)
{
    const QString message = order.message.isEmpty() ? given : order.message;
    if (message.isEmpty())
        return Error{ErrorCode::InvalidInput, "submission.no-message", {}};
    if (!exchange::isPlainLine(message, LongestMessageId))
        return Error{ErrorCode::InvalidInput, "submission.value", u"message"_s};
    return message;
}

/// A regular file of that name in the folder, and nothing that leads out of it.
Result<QString> partFile(const QString &folder, const QString &name)
{
    const QString path = folder + u'/' + name;
    const QFileInfo file(path);
    if (!exchange::isFileName(name) || file.isSymLink() || !file.isFile() || file.size() == 0)
        return Error{ErrorCode::InvalidInput, "submission.part-file", name};
    return path;
}

/// What XML says of its parts has to be what lies there; JSON says nothing of them.
Result<void> checkPart(const SubmissionOrder &order, const QString &name, const QByteArray &bytes)
{
    const auto part = std::find_if(order.header.parts.begin(), order.header.parts.end(),
        [&](const exchange::DocumentHeaderPart &one) { return one.name == name; });
    const bool isIt =
        part == order.header.parts.end() || (part->size == bytes.size() && part->digest == crypto::sm3(bytes));
    return isIt ? Result<void>() : Error{ErrorCode::NotTrusted, "submission.part-differs", name};
}

} // namespace

Result<Submission> readSubmission(const QString &orderFile, const QString &message)
{
    WENYI_TRY(const auto order, readOrder(orderFile));
    Submission submission;
    WENYI_TRY(submission.message, messageIdOf(order, message));
    const QString folder = QFileInfo(orderFile).path();
    WENYI_TRY(const QString document, partFile(folder, order.document));
    WENYI_TRY(submission.ofd, readBounded(document, LargestAttachment));
    WENYI_CHECK(checkPart(order, order.document, submission.ofd));
    for (const QString &name : order.attachments) {
        WENYI_TRY(const QString path, partFile(folder, name));
        WENYI_TRY(const auto attachment, readAttachment(path, submission.attachments));
        WENYI_CHECK(checkPart(order, name, attachment.bytes));
        submission.attachments.append(attachment);
    }
    submission.header = order.header;
    submission.header.parts.clear();
    submission.recipients = order.recipients;
    submission.urgency = order.urgency;
    submission.printQuota = order.printQuota;
    return submission;
}

} // namespace wenyi::core
