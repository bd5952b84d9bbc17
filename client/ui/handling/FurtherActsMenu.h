// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/records/RecordSheet.h"
#include "client/ui/session/Session.h"

#include <QMenu>

class QToolBar;

namespace wenyi::ui {

/// 更多办理: the acts beside those that end a step, exactly those that are possible now for who is at work.
class FurtherActsMenu final : public QMenu
{
    Q_OBJECT

public:
    /// The window is the parent of the dialogs that are opened.
    FurtherActsMenu(Session &session, QWidget *window);

    /// With a button that opens it, also by the keyboard.
    void addTo(QToolBar &bar);
    /// Another record was chosen: nothing is offered until its acts are known. Empty: none is chosen.
    void choose(const StreamId &stream);
    void offer(const RecordSheet &sheet);

Q_SIGNALS:
    /// An act was done.
    void performed();

private:
    void open(const core::FurtherAct &act);

    Session &m_session;
    QWidget *m_window;
    StreamId m_stream;
    QString m_title;
};

} // namespace wenyi::ui
