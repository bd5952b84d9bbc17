// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace wenyi::structure {

/// Who may include what: the table in tests/structure/layers.txt.
struct LayerTable
{
    QHash<QString, QStringList> arrows;               ///< Folder to the folders it may include.
    QList<std::pair<QString, QStringList>> libraries; ///< Prefix of a foreign header to the folders that may have it.

    static Result<LayerTable> read(const QString &path);
    /// The longest folder of the table that the path lies in; empty if none.
    QString folderOf(const QString &path) const;
};

/// Every include below `root` that the table does not allow, as "file:line: sentence".
QStringList includeFaults(const QString &root, const LayerTable &table);

} // namespace wenyi::structure
