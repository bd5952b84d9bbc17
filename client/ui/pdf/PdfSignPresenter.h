// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/PdfFace.h"
#include "client/core/sealing/PdfWork.h"
#include "client/core/sealing/RevocationAge.h"
#include "client/ui/session/Session.h"

#include <atomic>

namespace wenyi::ui {

/// What is signed: a PDF, or a sealed outgoing document of which a PDF copy is made first.
struct PdfSource
{
    QString name; ///< Of the file, as people know it.
    QByteArray pdf;
    StreamId sealed; ///< Empty: the PDF is there.

    bool isCopy() const { return !sealed.isEmpty(); }
};

/// What the person looks at before signing.
struct PdfSheet
{
    QByteArray pdf;
    core::ViewedFileRef file;
    QString keyFile;                            ///< The member's own; empty where there is none.
    std::optional<core::RevocationAge> listAge; ///< Of the list that tells of that key; nothing where none does.
};

/// Has a PDF signed into a file of its own, away from the window's thread.
class PdfSignPresenter final : public QObject
{
    Q_OBJECT

public:
    PdfSignPresenter(Session &session, PdfSource source, QObject *parent = nullptr);
    /// Whatever is still going on writes nothing any more.
    ~PdfSignPresenter() override;

    const PdfSource &source() const { return m_source; }
    void load();
    /// An empty path: no picture stands for the signature.
    void chooseFace(const QString &path);
    /// Each try, whatever becomes of it, stands in the audit log.
    void sign(const QString &keyFile, SecretBytes pin, const QString &target,
        const std::optional<core::PdfAppearance> &appearance);
    /// Before it is written nothing comes of it; failed() or done() say which it was.
    void cancel();

Q_SIGNALS:
    void loaded(const wenyi::ui::PdfSheet &sheet);
    /// Without pixels: none.
    void faceChosen(const wenyi::core::PdfFace &face);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    /// The file that was written, as the viewer judges it.
    void done(const QString &path, const wenyi::core::ViewedFileRef &file);

private:
    /// What the core thread gives for signing.
    struct Basis
    {
        core::PdfTrust trust;
        crypto::TrustStore ofSeals; ///< Without the authority for PDFs.
        directory::Directory directory;
        layout::FontSetRef fonts;
        UnitCode unit;
        QString author;
        QString keyFile;
        QByteArray ofd;
    };
    static Result<Basis> basisOf(Office &office, const StreamId &sealed);
    static Result<PdfSheet> sheetOf(const Result<Basis> &basis, const PdfSource &source, const Clock &clock);
    void run(const std::shared_ptr<core::PdfOrder> &order, const std::shared_ptr<SecretBytes> &pin);
    void end(const core::PdfOrder &order, const Result<core::ViewedFileRef> &written);

    Session &m_session;
    PdfSource m_source;
    QByteArray m_pdf;
    quint64 m_faces = 0; ///< Counts choices: an earlier one comes late.
    std::shared_ptr<std::atomic_bool> m_isCancelled;
};

} // namespace wenyi::ui
