// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/StoreNews.h"

namespace wenyi::server {

namespace {

constexpr qsizetype LargestNews = 4000;
constexpr char AnyUnit = '*';

} // namespace

StoreNews::StoreNews(RandomSource &random)
    : m_mark(random.bytes(8).toHex())
{
}

QByteArray StoreNews::tell(const QSet<UnitCode> &units) const
{
    // Unit codes may hold any character: each stands as hexadecimal digits.
    QByteArray news = m_mark;
    for (const UnitCode &unit : units)
        news += ' ' + unit.toString().toUtf8().toHex();
    return news.size() <= LargestNews ? news : m_mark + ' ' + AnyUnit;
}

ChangedUnits StoreNews::hear(const std::optional<QByteArray> &news) const
{
    if (!news)
        return {};
    QSet<UnitCode> units;
    QByteArrayList words = news->split(' ');
    if (words.takeFirst() == m_mark)
        return units;
    for (const QByteArray &word : std::as_const(words)) {
        if (word == QByteArray(1, AnyUnit))
            return {};
        units.insert(UnitCode(QString::fromUtf8(QByteArray::fromHex(word))));
    }
    return units;
}

} // namespace wenyi::server
