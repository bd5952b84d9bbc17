// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/incoming/AttachmentSaver.h"

#include <QWidget>

class QListWidget;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;

/// 附件: the files that came along, each to be opened here or saved where a person says. Hidden where there are none.
class ArrivedAttachments final : public QWidget
{
    Q_OBJECT

public:
    explicit ArrivedAttachments(std::unique_ptr<AttachmentSaver> saver, QWidget *parent = nullptr);
    ~ArrivedAttachments() override;

    void showFiles(const QList<core::IncomingAttachment> &files);

private:
    void openChosen();
    void askWhere();
    void askWhetherToReplace(qsizetype part, const QString &path);

    std::unique_ptr<AttachmentSaver> m_saver;
    QList<core::IncomingAttachment> m_files;
    QListWidget *m_list;
    QPushButton *m_open;
    QPushButton *m_save;
    NoticeStrip *m_notice;
};

} // namespace wenyi::ui
