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
    SceneRef scene;
    QList<PageOverlay> ghosts;
    std::shared_ptr<const core::SealPreview> preview; ///< Exactly what is sealed.
};

/// Shows where a seal will come, and puts it there.
class SealPresenter final : public QObject
{
    Q_OBJECT

public:
    SealPresenter(Session &session, StreamId stream, QObject *parent = nullptr);

    void load();
    void seal(SecretBytes pin);

Q_SIGNALS:
    void loaded(const wenyi::ui::SealSheet &sheet);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void done();

private:
    Session &m_session;
    StreamId m_stream;
    SealSheet m_sheet;
};

} // namespace wenyi::ui
