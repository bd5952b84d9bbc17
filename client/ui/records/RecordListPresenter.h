// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Feeds a list of records page by page, and the counts of all boxes.
class RecordListPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit RecordListPresenter(Session &session, QObject *parent = nullptr);

    /// Shows another list.
    void show(const core::RecordQuery &query);
    const core::RecordQuery &query() const { return m_query; }
    /// Shows the same list as it is now, as far as it was fetched, and counts anew.
    void refresh();
    /// Counts all boxes anew.
    void count();
    void fetchMore();

Q_SIGNALS:
    void replaced(const wenyi::core::RecordPage &page);
    void updated(const wenyi::core::RecordPage &page);
    void appended(const wenyi::core::RecordPage &page);
    void counted(const QList<wenyi::core::BoxCount> &counts);
    void failed(const wenyi::Error &error);

private:
    using Shown = void (RecordListPresenter::*)(const core::RecordPage &);
    void fetch(const std::optional<core::RecordKey> &after, qsizetype limit, Shown shown);

    /// What fills a window; the rest comes when somebody scrolls.
    static constexpr qsizetype FirstPageSize = 60;
    static constexpr qsizetype PageSize = 200;

    Session &m_session;
    core::RecordQuery m_query;
    std::optional<core::RecordKey> m_next;
    qsizetype m_fetched = 0;
    quint64 m_generation = 0; ///< Answers to an earlier question are dropped.
};

} // namespace wenyi::ui
