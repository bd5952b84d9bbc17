// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealPresenter.h"

namespace wenyi::ui {

namespace {

Result<SealSheet> readSheet(Office &office, const StreamId &stream)
{
    WENYI_TRY(auto preview, office.outgoing.sealPreview(stream));
    SealSheet sheet;
    sheet.title = preview.document.document.title;
    sheet.number = preview.document.document.number;
    sheet.sealName = preview.sealName;
    const QImage face = QImage::fromData(preview.face.bytes);
    for (const ofd::Stamp &stamp : preview.stamps)
        sheet.ghosts.append({stamp.page, stamp.boundary, face});
    sheet.scene = std::make_shared<layout::DocumentScene>(preview.document.pages.scene);
    sheet.preview = std::make_shared<core::SealPreview>(std::move(preview));
    return sheet;
}

} // namespace

SealPresenter::SealPresenter(Session &session, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
{
}

void SealPresenter::load()
{
    Q_EMIT busyChanged(true);
    m_session.ask([stream = m_stream](Office &office) { return readSheet(office, stream); })
        .then(this, [this](const Result<SealSheet> &sheet) {
            Q_EMIT busyChanged(false);
            if (!sheet) {
                Q_EMIT failed(sheet.error());
                return;
            }
            m_sheet = *sheet;
            Q_EMIT loaded(m_sheet);
        });
}

void SealPresenter::seal(SecretBytes pin)
{
    Q_EMIT busyChanged(true);
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    m_session
        .ask([stream = m_stream, sheet = m_sheet, secret](
                 Office &office) { return office.outgoing.seal(stream, *sheet.preview, *secret); })
        .then(this, [this](const Result<core::SealedDocument> &sealed) {
            Q_EMIT busyChanged(false);
            if (!sealed) {
                Q_EMIT failed(sealed.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT done();
        });
}

} // namespace wenyi::ui
