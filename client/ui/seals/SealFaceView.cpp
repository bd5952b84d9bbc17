// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/seals/SealFaceView.h"

#include <QPainter>

namespace wenyi::ui {

namespace {
constexpr int Margin = 10;
} // namespace

SealFaceView::SealFaceView(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setMinimumSize(150, 150);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void SealFaceView::showFace(const QImage &face, const QSizeF &measure)
{
    showPicture(face, tr("%1 × %2 mm").arg(measure.width()).arg(measure.height()));
}

void SealFaceView::showPicture(const QImage &picture, const QString &words)
{
    m_face = picture;
    m_words = words;
    setAccessibleDescription(words);
    update();
}

void SealFaceView::showWords(const QString &words)
{
    m_face = {};
    m_words = words;
    setAccessibleDescription(words);
    update();
}

QSize SealFaceView::sizeHint() const
{
    return {240, 240};
}

void SealFaceView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    // Paper is white on every desktop; so is what is judged by its look.
    painter.fillRect(rect(), Qt::white);
    painter.setPen(QColor(0xb0, 0xb0, 0xb0));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setPen(QColor(0x33, 0x33, 0x33));
    QRect room = rect().adjusted(Margin, Margin, -Margin, -Margin);
    if (m_face.isNull()) {
        painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, m_words);
        return;
    }
    const int line = fontMetrics().height() + 4;
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignBottom, m_words);
    room.setBottom(room.bottom() - line);
    // Scaled on whole device pixels, and once: a picture of 600 dots an inch is far larger than its place.
    const QSize shown = m_face.size().scaled(room.size() * devicePixelRatioF(), Qt::KeepAspectRatio);
    QImage scaled = m_face.scaled(shown, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(devicePixelRatioF());
    const QSizeF size = scaled.deviceIndependentSize();
    painter.drawImage(
        QPointF(room.x() + (room.width() - size.width()) / 2, room.y() + (room.height() - size.height()) / 2), scaled);
}

} // namespace wenyi::ui
