// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "shared/base/Clock.h"

#include <QDialog>

class QVBoxLayout;

namespace wenyi::ui {

class DocumentViewer;

/// 文件: one opened file in the viewer, told to be what it is: a foreign file that nobody vouches for. What the
/// signatures of a PDF are worth stands above it.
class FileWindow final : public QDialog
{
    Q_OBJECT

public:
    FileWindow(const QString &name, const core::ViewedFileRef &file, QWidget *parent = nullptr);

private:
    static QString titleFor(const QString &name, const QString &ownTitle);
    void addSignatures(const core::PdfVerdict &verdict, DocumentViewer &viewer, QVBoxLayout &layout);
    void addNoPrinting(QVBoxLayout &layout);
    void addNotice(const core::ViewedFile &file, QVBoxLayout &layout);

    SystemClock m_clock; ///< For how times are written.
};

} // namespace wenyi::ui
