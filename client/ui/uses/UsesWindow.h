// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/uses/UsesPresenter.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QPlainTextEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PlainTable;

/// 用印登记簿: every use of the unit's seals, newest first, with what its check found and, of the chosen one, the
/// evidence that was kept; a window beside the main one, in which nothing can be changed.
class UsesWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Number, Seal, When, Document, Keeper, Approver, Pages, Finding };

    explicit UsesWindow(std::unique_ptr<UsesPresenter> presenter, QWidget *parent = nullptr);
    ~UsesWindow() override;

private:
    void buildLayout();
    void connectProof();
    void showSheet(const UsesSheet &sheet);
    void showVerdict();
    void showDetails(int row);
    QWidget *detailsPane();
    /// What was kept with the chosen use, as far as it is judged.
    void showProof();
    const core::LoggedUse *chosen() const;
    /// The pages with the seals that hold.
    void showDocument(const QString &name, const core::ViewedFileRef &file);
    QStringList rowOf(const core::LoggedUse &logged) const;
    QString detailsOf(const core::LoggedUse &logged) const;
    /// What was found about one use, the worst first.
    QStringList findingsOf(const core::LoggedUse &logged) const;

    std::unique_ptr<UsesPresenter> m_presenter;
    UsesSheet m_sheet;
    QList<core::LoggedUse> m_shown;   ///< As the rows stand.
    QHash<Digest, UseProof> m_proofs; ///< By the use's entry.
    QTimer m_soon;                    ///< Who runs through the list has nothing judged on the way.
    NoticeStrip *m_notice;
    PlainTable *m_table;
    NoticeStrip *m_proof;
    QPlainTextEdit *m_details;
    QPushButton *m_open;
    QPushButton *m_copyDetails;
    QPushButton *m_copy;
};

/// Opens the register beside its parent; one that is open already comes to the front.
void showSealUses(Session &session, QWidget *parent);

} // namespace wenyi::ui
