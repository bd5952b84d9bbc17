// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QCache>
#include <QFutureWatcher>
#include <QHash>
#include <QObject>

namespace wenyi::core {

/// The texts of the pages that a view works with; a bounded number of them is kept.
class PageTexts final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MostKept = 256;

    explicit PageTexts(QObject *parent = nullptr);
    ~PageTexts() override;

    void setFile(ViewedFileRef file);
    /// What is needed from now on; what else was asked for is cancelled.
    void want(const QList<qsizetype> &pages);
    /// Null while it is not there, and for a page that has none.
    const PageText *find(qsizetype page) const { return m_texts.object(page); }

Q_SIGNALS:
    void arrived(qsizetype page);

private:
    using Watcher = QFutureWatcher<Result<PageText>>;
    void drop(Watcher &watcher);

    ViewedFileRef m_file;
    QCache<qsizetype, PageText> m_texts;
    QHash<qsizetype, Watcher *> m_underWay;
};

} // namespace wenyi::core
