// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QStringList>

namespace wenyi::ofd {

/// Features of a file that were met and not shown, each once, e.g. "shading".
class Skipped
{
public:
    void add(const QString &feature) { m_features.insert(feature); }
    QStringList sorted() const
    {
        QStringList list(m_features.cbegin(), m_features.cend());
        list.sort();
        return list;
    }

private:
    QSet<QString> m_features;
};

} // namespace wenyi::ofd
