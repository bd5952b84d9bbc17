// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

class QWidget;

namespace wenyi::ui {

class DraftWindow;

/// Whether this program has a window for an act.
bool canHandle(const QString &act);

/// Whether several of an act are decided one after the other (连续签批).
bool isDecidedInSeries(const QString &act);

/// Opens the window in which a record's present step is done: the draft's, or the dialog of its act. The parent owns
/// it. `behind`: the records of the list that come behind it, for a series.
void showStepWindow(Session &session, const SessionFacts &facts, const core::RecordRow &row, QWidget *parent,
    const QList<core::RecordRow> &behind = {});

/// Opens a draft; an empty stream is a new one.
DraftWindow *showDraftWindow(Session &session, const SessionFacts &facts, const StreamId &stream, QWidget *parent);

} // namespace wenyi::ui
