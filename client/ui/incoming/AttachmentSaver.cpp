// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/incoming/AttachmentSaver.h"

namespace wenyi::ui {

AttachmentSaver::AttachmentSaver(Session &session, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
{
}

void AttachmentSaver::save(qsizetype part, const QString &path, core::ExistingFile existing)
{
    m_session
        .ask([stream = m_stream, part, path, existing](
                 Office &office) { return office.incoming.save(stream, part, path, existing); })
        .then(this, [this, part, path](const Result<void> &done) {
            if (done)
                Q_EMIT saved(path);
            else if (done.error().code == ErrorCode::AlreadyExists)
                Q_EMIT found(part, path);
            else
                Q_EMIT failed(done.error());
        });
}

} // namespace wenyi::ui
