// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/pdf/PdfSignPresenter.h"

#include "client/core/sealing/PdfCopy.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/PdfTrail.h"
#include "client/core/viewing/PdfFile.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QThreadPool>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The trust of this moment, once the try stands in the audit log.
Result<core::PdfTrust> beginAt(core::Workspace &workspace, const QString &subject)
{
    WENYI_CHECK(core::recordPdfTry(workspace, subject));
    return core::pdfTrustOf(workspace.trust(), workspace.directory(), workspace.environment().clock.now());
}

Result<core::PdfFace> readFace(const QString &path)
{
    if (path.isEmpty())
        return core::PdfFace{};
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::Blob));
    return core::readPdfFace(bytes);
}

} // namespace

PdfSignPresenter::PdfSignPresenter(Session &session, PdfSource source, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_source(std::move(source))
    , m_isCancelled(std::make_shared<std::atomic_bool>(false))
{
}

PdfSignPresenter::~PdfSignPresenter()
{
    cancel();
}

Result<PdfSignPresenter::Basis> PdfSignPresenter::basisOf(Office &office, const StreamId &sealed)
{
    const core::Workspace &workspace = *office.workspace;
    Basis basis{core::pdfTrustOf(workspace.trust(), workspace.directory(), workspace.environment().clock.now()),
        workspace.trust(), workspace.directory(), workspace.fonts(), workspace.profile().unit, workspace.member().name,
        core::pdfKeyOf(workspace.profile(), workspace.member().id), {}};
    if (!sealed.isEmpty()) {
        WENYI_TRY(basis.ofd, office.outgoing.sealedOfd(sealed));
    }
    return basis;
}

Result<PdfSheet> PdfSignPresenter::sheetOf(const Result<Basis> &basis, const PdfSource &source, const Clock &clock)
{
    if (!basis)
        return basis.error();
    PdfSheet sheet{source.pdf, {}, basis->keyFile, core::pdfListAge(basis->keyFile, basis->trust)};
    if (source.isCopy()) {
        const core::VerificationService verification(basis->ofSeals, basis->directory, clock);
        WENYI_TRY(sheet.pdf,
            core::pdfCopyOf(basis->ofd, verification, basis->unit, basis->fonts, basis->author, basis->trust.at));
    }
    WENYI_TRY(sheet.file, core::PdfFile::open(sheet.pdf, {}, basis->trust));
    return sheet;
}

void PdfSignPresenter::load()
{
    Q_EMIT busyChanged(true);
    m_session.ask([sealed = m_source.sealed](Office &office) { return basisOf(office, sealed); })
        .then(QThreadPool::globalInstance(), [source = m_source, &clock = m_session.environment().clock](
                                                 const Result<Basis> &basis) { return sheetOf(basis, source, clock); })
        .then(this, [this](const Result<PdfSheet> &sheet) {
            Q_EMIT busyChanged(false);
            if (!sheet) {
                Q_EMIT failed(sheet.error());
                return;
            }
            m_pdf = sheet->pdf;
            Q_EMIT loaded(*sheet);
        });
}

void PdfSignPresenter::chooseFace(const QString &path)
{
    const quint64 choice = ++m_faces;
    Answer(QtConcurrent::run(readFace, path)).then(this, [this, choice](const Result<core::PdfFace> &face) {
        if (choice != m_faces)
            return;
        if (face) {
            Q_EMIT faceChosen(*face);
            return;
        }
        Q_EMIT faceChosen({});
        Q_EMIT failed(face.error());
    });
}

void PdfSignPresenter::sign(const QString &keyFile, SecretBytes pin, const QString &target,
    const std::optional<core::PdfAppearance> &appearance)
{
    *m_isCancelled = false;
    auto order = std::make_shared<core::PdfOrder>();
    order->pdf = m_pdf;
    order->request.appearance = appearance;
    order->keyFile = keyFile;
    order->target = target;
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    Q_EMIT busyChanged(true);
    m_session
        .ask([pdf = m_pdf, keyFile](
                 Office &office) { return beginAt(*office.workspace, core::pdfTrailSubject(pdf, keyFile)); })
        .then(this, [this, order, secret](const Result<core::PdfTrust> &trust) {
            if (!trust) {
                Q_EMIT busyChanged(false);
                Q_EMIT failed(trust.error());
                return;
            }
            order->trust = *trust;
            run(order, secret);
        });
}

void PdfSignPresenter::run(const std::shared_ptr<core::PdfOrder> &order, const std::shared_ptr<SecretBytes> &pin)
{
    Answer(QtConcurrent::run([order, pin, isCancelled = m_isCancelled] {
        return core::signIntoFile(*order, *pin, [isCancelled] { return isCancelled->load(); });
    })).then(this, [this, order](const Result<core::ViewedFileRef> &written) { end(*order, written); });
}

void PdfSignPresenter::end(const core::PdfOrder &order, const Result<core::ViewedFileRef> &written)
{
    if (written) {
        Q_EMIT busyChanged(false);
        Q_EMIT done(order.target, *written);
        return;
    }
    // A refusal has a row of its own; that it could not be written is worse than the refusal.
    m_session
        .ask([pdf = order.pdf, keyFile = order.keyFile, reason = written.error().reason](Office &office) {
            return core::recordPdfTry(*office.workspace, core::pdfTrailSubject(pdf, keyFile), reason);
        })
        .then(this, [this, error = written.error()](const Result<void> &recorded) {
            Q_EMIT busyChanged(false);
            Q_EMIT failed(recorded ? error : recorded.error());
        });
}

void PdfSignPresenter::cancel()
{
    *m_isCancelled = true;
}

} // namespace wenyi::ui
