// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/ChangeDecisions.h"
#include "client/ui/comparing/ComparePresenter.h"

#include <QHash>
#include <QMainWindow>

#include <optional>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTabWidget;
class QToolBar;

namespace wenyi::ui {

class ComparisonView;
class DecisionButtons;
class NoticeStrip;

/// 比较: two versions of a draft side by side or as marked pages, with the list of their differences; of a fork a
/// person chooses for each difference and keeps the merged version. Who may write the draft accepts or rejects the
/// differences to its newest version and keeps the result as a version of its own. What was decided stays with its two
/// versions while others are looked at, and is asked about before the window closes.
///
/// Keys: F7 and Shift+F7, or Alt+Down and Alt+Up, go to the next and the previous change of what is shown; Ctrl+P
/// prints the pages.
class CompareWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit CompareWindow(std::unique_ptr<ComparePresenter> presenter, QWidget *parent = nullptr);
    ~CompareWindow() override;

    ComparePresenter &presenter() { return *m_presenter; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildBar();
    void buildFileActions(QToolBar *bar);
    void buildLayout();
    QWidget *buildList();
    QWidget *buildPages();
    void connectPresenter();
    void connectDeciding();
    void showVersions(const VersionList &list);
    void chooseVersions();
    void showCompared(const ComparedVersionsRef &versions);
    void step(int direction);
    void stepOnPages(int direction);
    void showPages(const ComparedPages &pages);
    void showPagesView();
    void showNote(const QString &note);
    QString noteOf(const PageChange &change) const;
    void savePages();
    void printPages();
    void merge();
    bool mayMerge() const;
    bool mayDecide() const;
    void decide(core::ChangeDecision decision);
    void showDecisions();
    void keepDecided();
    void takeUpDecisions(bool isDeciding);
    bool isAnythingUnkept() const;
    void askBeforeClosing();
    void closeKept();
    const core::Version *chosen(const QComboBox *choice) const;

    std::unique_ptr<ComparePresenter> m_presenter;
    QComboBox *m_before;
    QComboBox *m_after;
    QLabel *m_count;
    NoticeStrip *m_notice;
    QListWidget *m_differences;
    QPushButton *m_merge;
    DecisionButtons *m_deciding;
    QTabWidget *m_tabs;
    ComparisonView *m_sides;
    QComboBox *m_view;
    PageView *m_pages;
    QLabel *m_note;
    VersionList m_list;
    ComparedVersionsRef m_compared;
    core::ChangeDecisions m_decisions;
    std::optional<std::pair<Digest, Digest>> m_decidedPair;                   ///< The versions that they are about.
    QHash<std::pair<Digest, Digest>, core::ChangeDecisions> m_otherDecisions; ///< By versions that were left undecided.
    bool m_isClosing = false;                                                 ///< As soon as what was decided is kept.
    QList<PageChange> m_changes;                                              ///< Of the pages that are shown.
    qsizetype m_change = -1;                                                  ///< The one that is looked at.
    std::optional<std::pair<Digest, Digest>> m_wanted; ///< Which versions are compared when they are loaded.
};

/// Opens the comparison of a record's versions beside its parent; one that is open already comes to the front.
void showComparison(Session &session, const SessionFacts &facts, const StreamId &stream, QWidget *parent);

} // namespace wenyi::ui
