// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"

namespace wenyi::core {

/// A file that came along with a document.
struct IncomingAttachment
{
    QString name; ///< A plain file name that every system takes; never a path.
    qint64 size = 0;
    qsizetype part = 0; ///< Its place among the envelope's parts.
};

/// 来文: how an arrived document came, and what came with it.
struct IncomingFacts
{
    QString sender;
    QString number; ///< 来文字号
    QString kind;
    QString copyNumber;
    exchange::Urgency urgency = exchange::Urgency::Ordinary;
    Instant sent;                      ///< When the sender closed the envelope.
    std::optional<Instant> delivered;  ///< When it was taken in here.
    Channel channel = Channel::Server; ///< Which way it came.
    quint64 printQuota = 0;            ///< Prints that may bear red head and seal.
    EnvelopeId envelope;
    std::optional<exchange::DirectiveFacts> recalled; ///< 已撤回: by whom, when and why, where the server ruled so.
    std::optional<exchange::DirectiveFacts> urged;    ///< 催签: what the sender asked last, while it is not answered.
    int urges = 0;                                    ///< How often it asked.
    QList<IncomingAttachment> attachments;
};

/// What becomes of a file that lies where another one is to be saved.
enum class ExistingFile { Keep, Replace };

/// 收文: what the windows show of an arrived document besides its pages.
class IncomingService
{
public:
    explicit IncomingService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// None for a record that began with no envelope. Fails as ArrivalService::documentHeader() does.
    Result<std::optional<IncomingFacts>> facts(const StreamId &stream) const;
    /// A file that came along, for looking at it. Fails with NotFound "incoming.no-attachment", and as
    /// ArrivalService::read() does.
    Result<QByteArray> read(const StreamId &stream, qsizetype part) const;
    /// Saves a file that came along where a person wants it. Fails with AlreadyExists
    /// "incoming.file-exists", StorageFailure "file.write", and as read() does.
    Result<void> save(const StreamId &stream, qsizetype part, const QString &path, ExistingFile existing) const;

private:
    Workspace &m_workspace;
};

/// The name under which a file that came along is offered for saving: the last component of what came, without what
/// some system cannot take; never empty, and short enough for every file system.
QString fileNameFor(const QString &cameAs, qsizetype part);
/// The same of a document's title, which may hold anything, with an ending as "(copy).pdf"; "公文" without a title.
QString fileNameOfTitle(const QString &title, const QString &ending);

} // namespace wenyi::core
