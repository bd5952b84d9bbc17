// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/TextSearch.h"

#include <algorithm>

namespace wenyi::core {

TextSearch::TextSearch(QObject *parent)
    : QObject(parent)
{
}

TextSearch::~TextSearch()
{
    disconnect();
    cancel();
}

void TextSearch::start(ViewedFileRef file, const QString &words, qsizetype fromPage)
{
    cancel();
    m_hits.clear();
    m_file = std::move(file);
    m_words = words;
    m_pages = m_file ? m_file->pages().size() : 0;
    m_left = words.trimmed().isEmpty() ? 0 : m_pages;
    m_page = std::clamp<qsizetype>(fromPage, 0, std::max<qsizetype>(0, m_pages - 1));
    if (m_left > 0)
        readNext();
    else
        Q_EMIT finished();
}

void TextSearch::cancel()
{
    if (m_watcher) {
        m_watcher->disconnect(this);
        m_watcher->cancel();
        m_watcher->deleteLater();
        m_watcher = nullptr;
    }
    if (m_left == 0)
        return;
    m_left = 0;
    Q_EMIT finished();
}

void TextSearch::readNext()
{
    m_watcher = new QFutureWatcher<Result<PageText>>(this);
    connect(m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_watcher->deleteLater();
        const auto answer = m_watcher->future();
        m_watcher = nullptr;
        take(answer);
    });
    m_watcher->setFuture(m_file->text(m_page));
}

void TextSearch::take(const QFuture<Result<PageText>> &answer)
{
    // A page that cannot be read has no hits.
    if (answer.resultCount() > 0) {
        const Result<PageText> text = answer.result();
        QList<SearchHit> found;
        if (text) {
            for (const TextRange &range : findIn(*text, m_words))
                found.append({m_page, range, areasOf(*text, range)});
        }
        // Searching went round: pages before the first one come behind it in time, not in order.
        auto place = std::ranges::upper_bound(m_hits, m_page, {}, &SearchHit::page);
        const auto at = place - m_hits.begin();
        for (qsizetype index = 0; index < found.size(); ++index)
            m_hits.insert(at + index, found.at(index));
    }
    --m_left;
    if (m_hits.size() >= MostHits)
        m_left = 0;
    m_page = (m_page + 1) % m_pages;
    const bool isLast = m_left == 0;
    Q_EMIT progressed(m_pages - m_left, m_pages);
    // Whoever was told may have stopped it, or begun another search.
    if (isLast)
        Q_EMIT finished();
    else if (m_left > 0 && !m_watcher)
        readNext();
}

} // namespace wenyi::core
