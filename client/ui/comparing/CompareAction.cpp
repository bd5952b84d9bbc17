// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/CompareAction.h"

#include "client/ui/comparing/CompareWindow.h"

namespace wenyi::ui {

CompareAction::CompareAction(Session &session, const SessionFacts &facts, QWidget *window)
    : QAction(window)
{
    setText(tr("Com&pare"));
    setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    setToolTip(tr("Compare the versions of the document (Ctrl+Shift+D)"));
    setObjectName(QStringLiteral("compare"));
    setEnabled(false);
    connect(this, &QAction::triggered, window,
        [this, &session, facts, window] { showComparison(session, facts, m_stream, window); });
}

void CompareAction::choose(const core::RecordRow *row)
{
    const bool hasVersions = row && row->module == core::DraftService::Module;
    m_stream = hasVersions ? row->stream : StreamId();
    setEnabled(hasVersions);
}

} // namespace wenyi::ui
