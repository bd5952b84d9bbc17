// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "client/ui/session/Session.h"

class QWidget;

namespace wenyi::ui {

/// Shows an attachment that was opened; a PDF can be signed from there.
void showAttachment(
    Session &session, const QString &name, const QByteArray &bytes, const core::ViewedFileRef &file, QWidget *parent);

/// Asks for a PDF on this machine and shows it with what its signatures are worth; it can be signed from there.
void openPdf(Session &session, QWidget *parent);

/// Has a signed PDF copy of a sealed outgoing document made, and shows what was written.
void exportSignedPdf(Session &session, const StreamId &sealed, const QString &title, QWidget *parent);

} // namespace wenyi::ui
