// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PageTexts.h"

namespace wenyi::core {

PageTexts::PageTexts(QObject *parent)
    : QObject(parent)
    , m_texts(MostKept)
{
}

PageTexts::~PageTexts()
{
    for (Watcher *watcher : std::as_const(m_underWay))
        drop(*watcher);
}

void PageTexts::setFile(ViewedFileRef file)
{
    for (Watcher *watcher : std::as_const(m_underWay))
        drop(*watcher);
    m_underWay.clear();
    m_texts.clear();
    m_file = std::move(file);
}

void PageTexts::want(const QList<qsizetype> &pages)
{
    for (auto asked = m_underWay.begin(); asked != m_underWay.end();) {
        if (pages.contains(asked.key())) {
            ++asked;
        } else {
            drop(**asked);
            asked = m_underWay.erase(asked);
        }
    }
    for (const qsizetype page : pages) {
        if (!m_file || m_texts.contains(page) || m_underWay.contains(page))
            continue;
        auto *watcher = new Watcher(this);
        m_underWay.insert(page, watcher);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, page, watcher] {
            m_underWay.remove(page);
            watcher->deleteLater();
            if (watcher->future().resultCount() == 0)
                return;
            const Result<PageText> text = watcher->result();
            m_texts.insert(page, new PageText(text ? *text : PageText{}));
            Q_EMIT arrived(page);
        });
        watcher->setFuture(m_file->text(page));
    }
}

void PageTexts::drop(Watcher &watcher)
{
    watcher.disconnect(this);
    watcher.cancel();
    watcher.deleteLater();
}

} // namespace wenyi::core
