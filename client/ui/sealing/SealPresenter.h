// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealingService.h"
#include "client/ui/session/Session.h"
#include "client/ui/viewer/PageView.h"

namespace wenyi::ui {

/// What the seal keeper looks at: the pages, with the seal where it will come.
struct SealSheet
{
    QString title;
    QString number;
    QString sealName;
    QList<core::SealOwner> owners; ///< Whose seals are at hand here.
    SceneRef scene;
    QImage face;
    QList<PageOverlay> ghosts;
    std::shared_ptr<const core::SealPreview> preview; ///< Exactly what is sealed.
};

/// Shows where a seal will come, and puts it there.
class SealPresenter final : public QObject
{
    Q_OBJECT

public:
    SealPresenter(Session &session, StreamId stream, QObject *parent = nullptr);

    /// With the seal that closes the document, or the one that is chosen; with a provider's seal where one is given.
    /// Where that one may not, failed() says why and nothing can be sealed until another one is loaded.
    void load(std::optional<core::SealOwner> owner = {}, const std::optional<core::ProvidedSeal> &provided = {});
    /// By rule, at a place, over the edges. Where no seal may stand there, misplaced() says why and nothing can be
    /// sealed until it is placed anew.
    void place(const core::SealPlacing &placing);
    /// What is shown. Nothing where the seal stands where it may not.
    /// Progress is of a provider at work, and may stop it.
    void seal(SecretBytes pin, const Progress &progress = {});
    Session &session() const { return m_session; }

Q_SIGNALS:
    void loaded(const wenyi::ui::SealSheet &sheet);
    /// Where the ghosts are now, also where no seal may stand.
    void placed(const QList<wenyi::ui::PageOverlay> &ghosts);
    void misplaced(const wenyi::Error &error);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    Session &m_session;
    StreamId m_stream;
    SealSheet m_sheet;
    bool m_mayStand = false;
    quint64 m_loading = 0; ///< Counts what was asked for: an answer to an earlier one is late.
};

} // namespace wenyi::ui
