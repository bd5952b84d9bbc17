// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealPresenter.h"

#include "client/ui/records/RecordSheet.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

Result<SealSheet> readSheet(Office &office, const StreamId &stream)
{
    WENYI_TRY(const RecordSheet record, loadSheet(office, stream));
    if (record.fault)
        return *record.fault;
    SealSheet sheet{record.title, record.number, {}, {}, {}, {}, {}};
    for (const core::PossibleAct &possible : record.view.possible) {
        if (possible.possible.rules.act == u"seal"_s)
            sheet.task = possible.possible.task.id;
    }
    const core::SealingService sealing(*office.workspace);
    WENYI_TRY(auto preview, sealing.preview(*record.document));
    const QImage face = QImage::fromData(preview.face.bytes);
    for (const ofd::Stamp &stamp : preview.stamps)
        sheet.ghosts.append({stamp.page, stamp.boundary, face});
    sheet.sealName = preview.sealName;
    sheet.scene = std::make_shared<layout::DocumentScene>(preview.document.pages.scene);
    sheet.preview = std::make_shared<core::SealPreview>(std::move(preview));
    return sheet;
}

/// The sealed bytes go along as a blob of the very entry that says that the document is sealed.
Result<Digest> sealRecord(Office &office, const StreamId &stream, const SealSheet &sheet, const SecretBytes &pin)
{
    core::Workspace &workspace = *office.workspace;
    WENYI_TRY(const SecretBytes *key, workspace.contentKey());
    const core::SealingService sealing(workspace);
    WENYI_TRY(const auto sealed, sealing.seal(*sheet.preview, pin));
    WENYI_TRY(const auto blob, workspace.blobs().store(sealed.ofd, *key, workspace.environment().random));
    core::ActRequest request;
    request.task = sheet.task;
    request.outcome = u"sealed"_s;
    request.references = {{u"ofd"_s, blob.digest}};
    request.document = sealed.digest;
    WENYI_TRY(auto entries, office.records.actEntries(stream, request, &pin));
    entries.last().blobs.append(blob);
    WENYI_CHECK(workspace.journal().append(workspace.member().id, entries));
    return sealed.digest;
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
                 Office &office) { return sealRecord(office, stream, sheet, *secret); })
        .then(this, [this](const Result<Digest> &digest) {
            Q_EMIT busyChanged(false);
            if (!digest) {
                Q_EMIT failed(digest.error());
                return;
            }
            m_session.noteChange();
            Q_EMIT done();
        });
}

} // namespace wenyi::ui
