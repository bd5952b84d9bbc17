// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Saves files that came along with an arrived document where a person wants them, and opens them for viewing.
class AttachmentSaver final : public QObject
{
    Q_OBJECT

public:
    AttachmentSaver(Session &session, StreamId stream, QObject *parent = nullptr);

    void save(qsizetype part, const QString &path, core::ExistingFile existing);

    /// Nothing is written, nothing is started: the program's own viewer shows it.
    void open(const core::IncomingAttachment &file);

    Session &session() { return m_session; }

Q_SIGNALS:
    void opened(const QString &name, const QByteArray &bytes, const wenyi::core::ViewedFileRef &file);
    void saved(const QString &path);
    /// Another file lies there; nothing was written.
    void found(qsizetype part, const QString &path);
    void failed(const wenyi::Error &error);

private:
    Session &m_session;
    StreamId m_stream;
};

} // namespace wenyi::ui
