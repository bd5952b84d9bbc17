// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QFutureWatcher>
#include <QObject>

namespace wenyi::core {

/// A place where the words that were searched for stand.
struct SearchHit
{
    qsizetype page = 0;
    TextRange range;
    QList<layout::Rect> areas; ///< mm, one for each line that it touches.
};

/// Searches a file page after page, from a page on and round; each page's text is read elsewhere.
class TextSearch final : public QObject
{
    Q_OBJECT

public:
    explicit TextSearch(QObject *parent = nullptr);
    ~TextSearch() override;

    /// Ends what was going on. Empty words only forget the hits.
    void start(ViewedFileRef file, const QString &words, qsizetype fromPage);
    /// Stops where it is; the hits so far stay.
    void cancel();
    bool isRunning() const { return m_left > 0; }
    /// By page and place.
    const QList<SearchHit> &hits() const { return m_hits; }

    static constexpr qsizetype MostHits = 20'000;

Q_SIGNALS:
    /// After each page.
    void progressed(qsizetype done, qsizetype pages);
    /// Also where it was cancelled.
    void finished();

private:
    void readNext();
    void take(const QFuture<Result<PageText>> &answer);

    ViewedFileRef m_file;
    QString m_words;
    qsizetype m_page = 0;
    qsizetype m_pages = 0;
    qsizetype m_left = 0; ///< Pages to come, the present one too.
    QList<SearchHit> m_hits;
    QFutureWatcher<Result<PageText>> *m_watcher = nullptr;
};

} // namespace wenyi::core
