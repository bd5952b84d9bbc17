// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

#include <QAction>

class QWidget;

namespace wenyi::ui {

/// 比较: opens the comparison of the versions of the outgoing document that a list has chosen.
class CompareAction final : public QAction
{
    Q_OBJECT

public:
    /// The window is the parent of those that are opened.
    CompareAction(Session &session, const SessionFacts &facts, QWidget *window);

    /// Null: none is chosen.
    void choose(const core::RecordRow *row);

private:
    StreamId m_stream;
};

} // namespace wenyi::ui
