// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace wenyi::ui {

class PlainTable;

/// 附件: files that go along; added by a button or dropped onto it, removed by a button or Delete.
class AttachmentList final : public QWidget
{
    Q_OBJECT

public:
    explicit AttachmentList(QWidget *parent = nullptr);

    /// Names and sizes in bytes.
    void showFiles(const QList<std::pair<QString, qint64>> &files);

Q_SIGNALS:
    void filesWanted(const QStringList &paths);
    void removalWanted(int index);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void browse();
    void light(bool on);

    PlainTable *m_files;
    QPushButton *m_remove;
};

} // namespace wenyi::ui
