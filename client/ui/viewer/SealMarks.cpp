// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/SealMarks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace wenyi::ui {

namespace {

enum class Worth { Good, Reserve, Bad };

Worth worthOf(core::SealingConclusion conclusion)
{
    if (conclusion == core::SealingConclusion::Valid)
        return Worth::Good;
    return conclusion <= core::SealingConclusion::NotSealed ? Worth::Reserve : Worth::Bad;
}

} // namespace

QString sealMarkWords(core::SealingConclusion conclusion)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("SealMarks", "✔ seal valid"),
        QT_TRANSLATE_NOOP("SealMarks", "▲ seal with a reserve"), QT_TRANSLATE_NOOP("SealMarks", "■ seal not valid")};
    return QCoreApplication::translate("SealMarks", words[static_cast<size_t>(worthOf(conclusion))]);
}

QRectF sealMarkRect(const QFont &font, core::SealingConclusion conclusion, const QRectF &seal, const QRectF &page)
{
    const QFontMetricsF metrics(font);
    const QSizeF size(metrics.horizontalAdvance(sealMarkWords(conclusion)) + 14, metrics.height() + 6);
    const double left = std::clamp(seal.center().x() - size.width() / 2, page.left() + 2,
        std::max(page.left() + 2, page.right() - size.width() - 2));
    const double top = std::max(page.top() + 2, seal.top() - size.height() - 2);
    return {QPointF(left, top), size};
}

void paintSealMark(QPainter &painter, core::SealingConclusion conclusion, const QRectF &rect)
{
    static const QColor grounds[] = {QColor(0xe3, 0xf4, 0xe6), QColor(0xff, 0xf3, 0xd6), QColor(0xfd, 0xe4, 0xe2)};
    static const QColor inks[] = {QColor(0x0b, 0x5a, 0x1e), QColor(0x6b, 0x47, 0x00), QColor(0x8f, 0x13, 0x09)};
    const auto worth = static_cast<size_t>(worthOf(conclusion));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(inks[worth], 1));
    painter.setBrush(grounds[worth]);
    painter.drawRoundedRect(rect, 4, 4);
    painter.drawText(rect, Qt::AlignCenter, sealMarkWords(conclusion));
    painter.restore();
}

} // namespace wenyi::ui
