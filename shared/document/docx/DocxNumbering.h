// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>

namespace wenyi::document {

/// The numbers that Word counts by itself and no paragraph's text holds.
class DocxNumbering
{
public:
    /// Takes numbering.xml, which has passed checkDocxXml().
    void read(const QByteArray &xml);
    /// The label of the next paragraph of that list and level, e.g. 一、; empty for bullets and unknown lists.
    QString next(const QString &list, int level);

private:
    struct Level
    {
        int start = 1;
        QString format;
        QString text;
    };
    using Levels = QMap<int, Level>;

    QHash<QString, Levels> m_abstract;
    QHash<QString, QString> m_abstractOf;
    QHash<QString, QMap<int, int>> m_starts; ///< Overrides, by list.
    QHash<QString, QMap<int, int>> m_counts; ///< By abstract list, which several lists count on.
    QHash<QString, bool> m_begun;            ///< Lists whose overrides have had their effect.
};

/// 一, 十二, 一百零三: how lists count in Chinese, 1 to 999; Arabic beyond.
QString chineseCount(int number);

} // namespace wenyi::document
