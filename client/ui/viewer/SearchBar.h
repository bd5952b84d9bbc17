// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/TextSearch.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class PageView;

/// 查找: words, how many hits, one hit after the other; searching goes on page by page and can be stopped.
class SearchBar final : public QWidget
{
    Q_OBJECT

public:
    explicit SearchBar(PageView &pages, QWidget *parent = nullptr);

    /// Shows the bar and takes the keys.
    void open();
    /// Hides the bar and the hits.
    void closeBar();
    /// Searches the pages' present file anew, where words stand in the bar.
    void restart();
    /// To the next hit or, with -1, the one before; round at the ends.
    void step(int by);
    const core::TextSearch &search() const { return m_search; }
    qsizetype currentHit() const { return m_current; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeProgress();
    void choose(qsizetype hit);
    void showState();
    qsizetype firstHitFrom(qsizetype page) const;

    PageView &m_pages;
    core::TextSearch m_search;
    QLineEdit *m_words;
    QLabel *m_state;
    QPushButton *m_previous;
    QPushButton *m_next;
    QPushButton *m_stop;
    QTimer m_pause;
    QTimer m_showing; ///< Hits are laid over the pages now and then while searching, not after each page.
    qsizetype m_current = -1;
    core::SearchHit m_looked; ///< The current hit: its index changes while earlier pages are searched.
    qsizetype m_done = 0;
    bool m_wasStopped = false;
};

} // namespace wenyi::ui
