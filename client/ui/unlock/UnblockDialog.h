// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/unlock/UnblockPresenter.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PathField;

/// 解除锁定: what a member does about key files that wrong PINs locked: ask the security administrator, take the
/// permission that comes back. The PIN stays (decision 29). Accepted when none is locked any more.
class UnblockDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit UnblockDialog(std::unique_ptr<UnblockPresenter> presenter, QWidget *parent = nullptr);
    ~UnblockDialog() override;

private:
    void buildLayout();
    void showLocked(const QStringList &locked);
    void weigh();

    std::unique_ptr<UnblockPresenter> m_presenter;
    QLabel *m_facts;
    QComboBox *m_keys;
    PathField *m_request;
    QPushButton *m_ask;
    PathField *m_permission;
    QPushButton *m_take;
    NoticeStrip *m_notice;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
