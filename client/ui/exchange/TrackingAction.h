// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

#include <QAction>

class QWidget;

namespace wenyi::ui {

/// 跟踪: opens the tracking of the record that a list has chosen; enabled where the record was dispatched.
class TrackingAction final : public QAction
{
    Q_OBJECT

public:
    /// The window is the parent of those that are opened.
    TrackingAction(Session &session, QWidget *window);

    /// An empty stream: none is chosen.
    void choose(const StreamId &stream);

private:
    void look();

    Session &m_session;
    StreamId m_stream;
    quint64 m_generation = 0;
};

/// Opens the tracking of a record beside its parent; one that is open already comes to the front.
void showTracking(Session &session, const StreamId &stream, QWidget *parent);

} // namespace wenyi::ui
