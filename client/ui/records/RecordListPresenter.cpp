// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/RecordListPresenter.h"

#include <algorithm>

namespace wenyi::ui {

RecordListPresenter::RecordListPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::changed, this, &RecordListPresenter::refresh);
}

void RecordListPresenter::show(const core::RecordQuery &query)
{
    m_query = query;
    m_fetched = 0;
    fetch(std::nullopt, FirstPageSize, &RecordListPresenter::replaced);
}

void RecordListPresenter::refresh()
{
    const qsizetype limit = std::clamp(m_fetched, FirstPageSize, core::RecordList::MaximumPage);
    m_fetched = 0;
    fetch(std::nullopt, limit, &RecordListPresenter::updated);
    count();
}

void RecordListPresenter::count()
{
    m_session.ask([](Office &office) { return office.list.counts(); })
        .then(this, [this](const Result<QList<core::BoxCount>> &counts) {
            if (counts)
                Q_EMIT counted(*counts);
            else
                Q_EMIT failed(counts.error());
        });
}

void RecordListPresenter::fetchMore()
{
    if (m_next)
        fetch(m_next, PageSize, &RecordListPresenter::appended);
}

void RecordListPresenter::fetch(const std::optional<core::RecordKey> &after, qsizetype limit, Shown shown)
{
    const quint64 generation = ++m_generation;
    m_session.ask([query = m_query, after, limit](Office &office) { return office.list.page(query, after, limit); })
        .then(this, [this, generation, shown](const Result<core::RecordPage> &page) {
            if (generation != m_generation)
                return;
            if (!page) {
                Q_EMIT failed(page.error());
                return;
            }
            m_next = page->next;
            m_fetched += page->rows.size();
            Q_EMIT(this->*shown)(*page);
        });
}

} // namespace wenyi::ui
