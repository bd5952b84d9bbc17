// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/sealing/SealPresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 用印: the pages with the seal's ghost at its place, in its size, and the keeper's PIN.
class SealDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SealDialog(std::unique_ptr<SealPresenter> presenter, QWidget *parent = nullptr);
    ~SealDialog() override;

private:
    void showSheet(const SealSheet &sheet);
    void setBusy(bool busy);

    std::unique_ptr<SealPresenter> m_presenter;
    QLabel *m_facts;
    NoticeStrip *m_notice;
    PageView *m_pages;
    PinEdit *m_pin;
    QPushButton *m_seal;
    bool m_isReady = false;
};

} // namespace wenyi::ui
