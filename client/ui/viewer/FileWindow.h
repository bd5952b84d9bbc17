// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "shared/base/Clock.h"

#include <QDialog>

class QHBoxLayout;
class QVBoxLayout;

namespace wenyi::ui {

class DocumentViewer;

/// 文件: one opened file in the viewer, told to be what it is: a foreign file that nobody vouches for. What the
/// signatures of a PDF are worth stands above it.
class FileWindow final : public QDialog
{
    Q_OBJECT

public:
    /// Where it came from, for the title.
    enum class Origin { Attachment, ThisMachine };

    FileWindow(const QString &name, const core::ViewedFileRef &file, QWidget *parent = nullptr,
        Origin origin = Origin::Attachment);

    /// 签名: gives the window a button with which a person wants to sign the file.
    void offerSigning();

Q_SIGNALS:
    void signingWanted();

private:
    static QString titleFor(const QString &name, const QString &ownTitle, Origin origin);
    void addSignatures(const core::PdfVerdict &verdict, DocumentViewer &viewer, QVBoxLayout &layout);
    void addNoPrinting(QVBoxLayout &layout);
    void addNotice(const core::ViewedFile &file, QVBoxLayout &layout);

    QHBoxLayout *m_buttons;
    SystemClock m_clock; ///< For how times are written.
};

} // namespace wenyi::ui
