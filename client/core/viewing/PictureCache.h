// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QCache>
#include <QFutureWatcher>
#include <QHash>
#include <QObject>

namespace wenyi::core {

/// The pictures of one viewed file that a view needs and has needed, bounded by their bytes. Only what was wanted last
/// is asked of the file, little at a time: what was scrolled past is never painted.
class PictureCache final : public QObject
{
    Q_OBJECT

public:
    explicit PictureCache(qsizetype mostBytes, QObject *parent = nullptr);
    ~PictureCache() override;

    /// What is shown of a file until the pictures of the next one are there.
    enum class Meanwhile { Nothing, TheOldPages };

    void setFile(ViewedFileRef file, Meanwhile meanwhile = Meanwhile::Nothing);
    /// What is needed from now on, the most urgent first. What is under way and not in the list is cancelled.
    void want(const QList<PictureRequest> &requests);
    /// None while it is not there.
    std::optional<QImage> find(const PictureRequest &request) const;
    /// A picture of the whole page at another scale, to be shown meanwhile: the last one that came.
    std::optional<QImage> anyOf(qsizetype page) const;
    /// Why the page cannot be shown; null where nothing is known against it.
    const Error *faultOf(qsizetype page) const;
    bool isIdle() const { return m_wanted.isEmpty() && m_underWay.isEmpty(); }

    qsizetype bytes() const;
    qsizetype pictureCount() const { return m_pictures.size(); }
    /// Pictures that came from the file since setFile().
    qsizetype paintedCount() const { return m_painted; }

Q_SIGNALS:
    /// A picture of the page, or the reason why there is none.
    void arrived(qsizetype page);

private:
    struct Key
    {
        quint64 file = 0; ///< Counts the files.
        qsizetype page = 0;
        qint64 scale = 0; ///< Thousandths of a pixel a millimetre.
        QRect tile;       ///< Null for the whole page.
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.file, key.page, key.scale, key.tile.x(), key.tile.y(), key.tile.width());
        }
    };
    using Watcher = QFutureWatcher<Result<QImage>>;

    Key keyOf(const PictureRequest &request) const;
    void askForMore();
    void take(const Key &key, Watcher &watcher);
    void drop(Watcher &watcher);

    ViewedFileRef m_file;
    QCache<Key, QImage> m_pictures; ///< The cost is in KiB.
    QHash<qsizetype, Key> m_lastWhole;
    QHash<qsizetype, Error> m_faults;
    QList<PictureRequest> m_wanted; ///< Not asked for yet.
    QHash<Key, Watcher *> m_underWay;
    quint64 m_files = 0;
    qsizetype m_painted = 0;
};

} // namespace wenyi::core
