// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/comparing/ComparePresenter.h"

#include <QMainWindow>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTabWidget;

namespace wenyi::ui {

class ComparisonView;
class NoticeStrip;

/// 比较: two versions of a draft side by side or as marked pages, with the list of their differences; of a fork a
/// person chooses for each difference and keeps the merged version.
///
/// Keys: Alt+Down and Alt+Up go to the next and the previous difference.
class CompareWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit CompareWindow(std::unique_ptr<ComparePresenter> presenter, QWidget *parent = nullptr);
    ~CompareWindow() override;

    ComparePresenter &presenter() { return *m_presenter; }

private:
    void buildBar();
    void buildLayout();
    void connectPresenter();
    void showVersions(const VersionList &list);
    void chooseVersions();
    void showCompared(const ComparedVersionsRef &versions);
    void step(int direction);
    void showPagesView();
    void merge();
    const core::Version *chosen(const QComboBox *choice) const;

    std::unique_ptr<ComparePresenter> m_presenter;
    QComboBox *m_before;
    QComboBox *m_after;
    QLabel *m_count;
    NoticeStrip *m_notice;
    QListWidget *m_differences;
    QPushButton *m_merge;
    QTabWidget *m_tabs;
    ComparisonView *m_sides;
    QComboBox *m_view;
    PageView *m_pages;
    VersionList m_list;
    ComparedVersionsRef m_compared;
};

/// Opens the comparison of a record's versions beside its parent; one that is open already comes to the front.
void showComparison(Session &session, const SessionFacts &facts, const StreamId &stream, QWidget *parent);

} // namespace wenyi::ui
