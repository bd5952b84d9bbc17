// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/incoming/AttachmentSaver.h"

#include "client/core/viewing/FileOpening.h"

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

void AttachmentSaver::open(const core::IncomingAttachment &file)
{
    struct Content
    {
        QByteArray bytes;
        layout::FontSetRef fonts;
        core::PdfTrust trust;
    };
    m_session
        .ask([stream = m_stream, part = file.part](Office &office) -> Result<Content> {
            WENYI_TRY(QByteArray bytes, office.incoming.read(stream, part));
            const core::Workspace &workspace = *office.workspace;
            return Content{std::move(bytes), workspace.fonts(),
                core::pdfTrustOf(workspace.trust(), workspace.directory(), workspace.environment().clock.now())};
        })
        .then(this, [this, name = file.name](const Result<Content> &content) {
            if (!content) {
                Q_EMIT failed(content.error());
                return;
            }
            Answer<Result<core::ViewedFileRef>> opening(
                core::openForViewing(content->bytes, content->fonts, content->trust));
            opening.then(this, [this, name, bytes = content->bytes](const Result<core::ViewedFileRef> &viewed) {
                if (viewed)
                    Q_EMIT opened(name, bytes, *viewed);
                else
                    Q_EMIT failed(viewed.error());
            });
        });
}

} // namespace wenyi::ui
