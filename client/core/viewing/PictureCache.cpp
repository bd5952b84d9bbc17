// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/PictureCache.h"

#include <algorithm>

namespace wenyi::core {

namespace {
constexpr qsizetype MostUnderWay = 2;
constexpr qsizetype KiB = 1024;
} // namespace

PictureCache::PictureCache(qsizetype mostBytes, QObject *parent)
    : QObject(parent)
    , m_pictures(mostBytes / KiB)
{
}

PictureCache::~PictureCache()
{
    for (Watcher *watcher : std::as_const(m_underWay))
        drop(*watcher);
}

void PictureCache::setFile(ViewedFileRef file, Meanwhile meanwhile)
{
    for (Watcher *watcher : std::as_const(m_underWay))
        drop(*watcher);
    m_underWay.clear();
    m_wanted.clear();
    if (meanwhile == Meanwhile::Nothing) {
        m_pictures.clear();
        m_lastWhole.clear();
    }
    ++m_files;
    m_faults.clear();
    m_painted = 0;
    m_file = std::move(file);
}

PictureCache::Key PictureCache::keyOf(const PictureRequest &request) const
{
    return {m_files, request.page, qRound64(request.scale * 1000), request.tile.value_or(QRect())};
}

void PictureCache::want(const QList<PictureRequest> &requests)
{
    m_wanted.clear();
    QList<Key> keys;
    for (const PictureRequest &request : requests) {
        const Key key = keyOf(request);
        keys.append(key);
        if (!m_underWay.contains(key) && !m_pictures.contains(key) && !m_faults.contains(request.page))
            m_wanted.append(request);
    }
    for (auto asked = m_underWay.begin(); asked != m_underWay.end();) {
        if (keys.contains(asked.key())) {
            ++asked;
        } else {
            drop(**asked);
            asked = m_underWay.erase(asked);
        }
    }
    askForMore();
}

void PictureCache::askForMore()
{
    while (m_file && !m_wanted.isEmpty() && m_underWay.size() < MostUnderWay) {
        const PictureRequest request = m_wanted.takeFirst();
        const Key key = keyOf(request);
        if (m_underWay.contains(key))
            continue;
        auto *watcher = new Watcher(this);
        m_underWay.insert(key, watcher);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, key, watcher] { take(key, *watcher); });
        watcher->setFuture(m_file->picture(request));
    }
}

void PictureCache::take(const Key &key, Watcher &watcher)
{
    m_underWay.remove(key);
    watcher.deleteLater();
    if (watcher.future().resultCount() > 0) {
        const Result<QImage> picture = watcher.result();
        if (picture) {
            ++m_painted;
            // What is larger than the whole cache is kept nonetheless: it is looked at.
            const qsizetype cost = std::min(picture->sizeInBytes() / KiB + 1, m_pictures.maxCost());
            m_pictures.insert(key, new QImage(*picture), cost);
            if (key.tile.isNull())
                m_lastWhole.insert(key.page, key);
        } else {
            m_faults.insert(key.page, picture.error());
        }
    }
    askForMore();
    Q_EMIT arrived(key.page);
}

void PictureCache::drop(Watcher &watcher)
{
    watcher.disconnect(this);
    watcher.cancel();
    watcher.deleteLater();
}

std::optional<QImage> PictureCache::find(const PictureRequest &request) const
{
    const QImage *picture = m_pictures.object(keyOf(request));
    return picture ? std::optional(*picture) : std::nullopt;
}

std::optional<QImage> PictureCache::anyOf(qsizetype page) const
{
    const auto key = m_lastWhole.constFind(page);
    const QImage *picture = key == m_lastWhole.cend() ? nullptr : m_pictures.object(*key);
    return picture ? std::optional(*picture) : std::nullopt;
}

const Error *PictureCache::faultOf(qsizetype page) const
{
    const auto fault = m_faults.constFind(page);
    return fault == m_faults.cend() ? nullptr : &*fault;
}

qsizetype PictureCache::bytes() const
{
    return m_pictures.totalCost() * KiB;
}

} // namespace wenyi::core
