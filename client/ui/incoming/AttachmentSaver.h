// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Saves files that came along with an arrived document where a person wants them.
class AttachmentSaver final : public QObject
{
    Q_OBJECT

public:
    AttachmentSaver(Session &session, StreamId stream, QObject *parent = nullptr);

    void save(qsizetype part, const QString &path, core::ExistingFile existing);

Q_SIGNALS:
    void saved(const QString &path);
    /// Another file lies there; nothing was written.
    void found(qsizetype part, const QString &path);
    void failed(const wenyi::Error &error);

private:
    Session &m_session;
    StreamId m_stream;
};

} // namespace wenyi::ui
