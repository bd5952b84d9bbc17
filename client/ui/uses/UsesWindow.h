// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/uses/UsesPresenter.h"

#include <QDialog>

#include <memory>

class QPlainTextEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PlainTable;

/// 用印登记簿: every use of the unit's seals, newest first, with what its check found; a window beside the main one, in
/// which nothing can be changed.
class UsesWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Number, Seal, When, Document, Keeper, Approver, Pages, Finding };

    explicit UsesWindow(std::unique_ptr<UsesPresenter> presenter, QWidget *parent = nullptr);
    ~UsesWindow() override;

private:
    void buildLayout();
    void showSheet(const UsesSheet &sheet);
    void showVerdict();
    void showDetails(int row);
    /// The pages with the seals that hold.
    void showDocument(const QString &name, const core::ViewedFileRef &file);
    QStringList rowOf(const core::LoggedUse &logged) const;
    QString detailsOf(const core::LoggedUse &logged) const;
    /// What was found about one use, the worst first.
    QStringList findingsOf(const core::LoggedUse &logged) const;

    std::unique_ptr<UsesPresenter> m_presenter;
    UsesSheet m_sheet;
    QList<core::LoggedUse> m_shown; ///< As the rows stand.
    NoticeStrip *m_notice;
    PlainTable *m_table;
    QPlainTextEdit *m_details;
    QPushButton *m_open;
    QPushButton *m_copy;
};

/// Opens the register beside its parent; one that is open already comes to the front.
void showSealUses(Session &session, QWidget *parent);

} // namespace wenyi::ui
