// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/SearchBar.h"

#include "client/ui/viewer/PageView.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int TypingPause = 200; ///< ms
constexpr int ShowingPause = 100;
} // namespace

SearchBar::SearchBar(PageView &pages, QWidget *parent)
    : QWidget(parent)
    , m_pages(pages)
    , m_words(new QLineEdit(this))
    , m_state(plainLabel({}, LabelWrap::OneLine, this))
    , m_previous(new QPushButton(tr("&Previous"), this))
    , m_next(new QPushButton(tr("&Next"), this))
    , m_stop(new QPushButton(tr("&Stop"), this))
{
    m_words->setObjectName(u"searchWords"_s);
    m_words->setAccessibleName(tr("Find in the document"));
    m_words->setPlaceholderText(tr("Find in the document"));
    m_words->setClearButtonEnabled(true);
    m_state->setObjectName(u"searchState"_s);
    m_stop->setObjectName(u"stopSearch"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_state);
    for (QPushButton *button : {m_stop, m_previous, m_next, close}) {
        button->setAutoDefault(false); // Enter belongs to the words.
        layout->addWidget(button);
    }
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    m_showing.setSingleShot(true);
    m_showing.setInterval(ShowingPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchBar::restart);
    connect(&m_showing, &QTimer::timeout, this, &SearchBar::showState);
    connect(m_words, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_wasStopped = true;
        m_search.cancel();
    });
    connect(close, &QPushButton::clicked, this, &SearchBar::closeBar);
    connect(&m_search, &core::TextSearch::progressed, this, [this](qsizetype done) {
        m_done = done;
        takeProgress();
    });
    connect(&m_search, &core::TextSearch::finished, this, &SearchBar::showState);
}

void SearchBar::open()
{
    show();
    m_words->setFocus();
    m_words->selectAll();
    if (!m_words->text().isEmpty() && m_search.hits().isEmpty())
        restart();
}

void SearchBar::closeBar()
{
    m_pause.stop();
    m_search.start(nullptr, {}, 0);
    m_current = -1;
    m_pages.setHits({}, -1, HitView::WhereItIs);
    hide();
    m_pages.setFocus();
}

void SearchBar::restart()
{
    m_pause.stop();
    m_current = -1;
    m_done = 0;
    m_wasStopped = false;
    m_search.start(isHidden() ? nullptr : m_pages.file(), m_words->text(), m_pages.currentPage());
}

/// The first hit is shown at once, the others now and then.
void SearchBar::takeProgress()
{
    if (m_current < 0 && !m_search.hits().isEmpty())
        choose(firstHitFrom(m_pages.currentPage()));
    else if (!m_showing.isActive())
        m_showing.start();
}

void SearchBar::choose(qsizetype hit)
{
    m_current = hit;
    m_looked = m_search.hits().at(hit);
    m_pages.setHits(m_search.hits(), m_current, HitView::IntoView);
    showState();
}

qsizetype SearchBar::firstHitFrom(qsizetype page) const
{
    const auto hit = std::ranges::lower_bound(m_search.hits(), page, {}, &core::SearchHit::page);
    return hit == m_search.hits().cend() ? 0 : hit - m_search.hits().cbegin();
}

void SearchBar::step(int by)
{
    if (m_pause.isActive())
        restart();
    const qsizetype count = m_search.hits().size();
    if (count == 0)
        return;
    showState(); // The current hit may have got another index.
    choose(m_current < 0 ? firstHitFrom(m_pages.currentPage()) : (m_current + by + count) % count);
}

void SearchBar::showState()
{
    const qsizetype count = m_search.hits().size();
    if (m_current >= 0) {
        m_current = firstHitFrom(m_looked.page);
        while (m_current + 1 < count && m_search.hits().at(m_current).range != m_looked.range)
            ++m_current;
    }
    if (count == 0)
        m_current = -1;
    m_pages.setHits(m_search.hits(), m_current, HitView::WhereItIs);
    QString words;
    if (m_search.isRunning())
        words = tr("%1 hits, page %2 of %3 …").arg(count).arg(m_done).arg(m_pages.pageCount());
    else if (m_wasStopped)
        words = tr("stopped: %1 / %2 hits").arg(m_current + 1).arg(count);
    else if (!m_words->text().trimmed().isEmpty())
        words = count == 0 ? tr("not found") : tr("%1 / %2 hits").arg(m_current + 1).arg(count);
    m_state->setText(words);
    m_stop->setVisible(m_search.isRunning());
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

void SearchBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return closeBar();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return step(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    QWidget::keyPressEvent(event);
}

} // namespace wenyi::ui
