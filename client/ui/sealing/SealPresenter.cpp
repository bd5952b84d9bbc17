// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealPresenter.h"

namespace wenyi::ui {

namespace {

/// A unit's seal is mostly round, a person's is not.
OverlayOutline outlineOf(core::SealOwner owner)
{
    return owner == core::SealOwner::Unit ? OverlayOutline::Ellipse : OverlayOutline::Rectangle;
}

/// A slice shows its part of the face.
PageOverlay ghostOf(const ofd::Stamp &stamp, const QImage &face, core::SealOwner owner)
{
    if (!stamp.clip)
        return {stamp.page, stamp.boundary, face, outlineOf(owner)};
    const layout::Rect &clip = *stamp.clip;
    const double across = face.width() / stamp.boundary.width;
    const double down = face.height() / stamp.boundary.height;
    const QRectF part(clip.x * across, clip.y * down, clip.width * across, clip.height * down);
    const layout::Rect box{stamp.boundary.x + clip.x, stamp.boundary.y + clip.y, clip.width, clip.height};
    return {stamp.page, box, face.copy(part.toRect()), OverlayOutline::Rectangle};
}

QList<PageOverlay> ghostsOf(const core::SealPreview &preview, const QImage &face)
{
    QList<PageOverlay> ghosts;
    for (const ofd::Stamp &stamp : preview.stamps)
        ghosts.append(ghostOf(stamp, face, preview.owner));
    return ghosts;
}

Result<SealSheet> readSheet(Office &office, const StreamId &stream, std::optional<core::SealOwner> owner,
    const std::optional<core::ProvidedSeal> &provided)
{
    WENYI_TRY(auto preview, office.outgoing.sealPreview(stream, owner, provided));
    SealSheet sheet;
    sheet.owners = core::SealingService::ownersAt(*office.workspace);
    sheet.title = preview.document.document.title;
    sheet.number = preview.document.document.number;
    sheet.sealName = preview.sealName;
    sheet.face = QImage::fromData(preview.face.bytes);
    sheet.ghosts = ghostsOf(preview, sheet.face);
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

void SealPresenter::load(std::optional<core::SealOwner> owner, const std::optional<core::ProvidedSeal> &provided)
{
    m_sheet = SealSheet();
    m_mayStand = false;
    Q_EMIT busyChanged(true);
    m_session
        .ask(
            [stream = m_stream, owner, provided](Office &office) { return readSheet(office, stream, owner, provided); })
        .then(this, [this, loading = ++m_loading](const Result<SealSheet> &sheet) {
            if (loading != m_loading)
                return;
            Q_EMIT busyChanged(false);
            if (!sheet) {
                Q_EMIT failed(sheet.error());
                return;
            }
            m_sheet = *sheet;
            m_mayStand = true;
            Q_EMIT loaded(m_sheet);
        });
}

void SealPresenter::place(const core::SealPlacing &placing)
{
    if (!m_sheet.preview)
        return;
    auto preview = core::placed(*m_sheet.preview, placing);
    m_mayStand = preview.has_value();
    if (!preview) {
        if (const auto *at = std::get_if<core::SealAt>(&placing.place))
            Q_EMIT placed({{at->page, core::boxAround(at->centre, m_sheet.preview->face), m_sheet.face,
                outlineOf(m_sheet.preview->owner)}});
        Q_EMIT misplaced(preview.error());
        return;
    }
    m_sheet.ghosts = ghostsOf(*preview, m_sheet.face);
    m_sheet.preview = std::make_shared<core::SealPreview>(std::move(*preview));
    Q_EMIT placed(m_sheet.ghosts);
}

void SealPresenter::seal(SecretBytes pin, const Progress &progress)
{
    if (!m_mayStand)
        return;
    Q_EMIT busyChanged(true);
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    m_session
        .ask([stream = m_stream, sheet = m_sheet, secret, progress](
                 Office &office) { return office.outgoing.seal(stream, *sheet.preview, *secret, progress); })
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
