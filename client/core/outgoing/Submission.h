// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DispatchService.h"

namespace wenyi::core {

/// Characters of a message's id.
inline constexpr qsizetype LongestMessageId = 200;

/// 系统发文: a document that another system of the unit drafted, issued and sealed, and hands over to be sent.
struct Submission
{
    QString message;                 ///< 系统报文号, that system's own id of it: the same one is sent once.
    exchange::DocumentHeader header; ///< Its parts are not looked at. Without identifier it gets that of its number.
    QByteArray ofd;                  ///< Bears a seal of this unit.
    QList<DispatchAttachment> attachments;
    QStringList recipients; ///< As DispatchService::routesOf() takes them; empty: 主送 and 抄送 of the header.
    exchange::Urgency urgency = exchange::Urgency::Ordinary; ///< The header's own where that is higher.
    quint64 printQuota = 1;                                  ///< Of each recipient.
};

/// 送发单: a submission as a file says it, with names of the files that lie beside it. Two forms: JSON, and the
/// document header's own XML, which names its parts.
struct SubmissionOrder
{
    QString message;                 ///< Empty: whoever reads the order names it.
    exchange::DocumentHeader header; ///< Parts only out of XML: what the files beside it have to be.
    QString document;                ///< Names of files, no paths.
    QStringList attachments;
    QStringList recipients;
    exchange::Urgency urgency = exchange::Urgency::Ordinary;
    quint64 printQuota = 1;

    /// Fails with TooLarge "submission.too-large", InvalidInput "submission.json" (malformed), "submission.field"
    /// (`detail`: one that is unknown, missing or of another type), "submission.value" (`detail`: the field),
    /// "submission.file-name" (`detail`: no plain name of a file).
    static Result<SubmissionOrder> fromJson(QByteArrayView json);
    /// Fails with Unsupported "submission.source" (a part that is the source) and as DocumentHeader::fromXml() does.
    static Result<SubmissionOrder> fromXml(QByteArrayView xml);
};

/// Reads an order (NAME.json or NAME.xml) and the files that it names out of the folder in which it lies. `message`
/// names what the order does not name itself. Links are not followed. Fails with InvalidInput "submission.order-file"
/// (neither JSON nor XML by its name), "submission.no-message", "submission.part-file" (`detail`: missing, empty or no
/// regular file), NotTrusted "submission.part-differs" (`detail`: another size or digest than the XML says), as the
/// functions above, readAttachment() and readBounded() do.
Result<Submission> readSubmission(const QString &orderFile, const QString &message = {});

} // namespace wenyi::core
