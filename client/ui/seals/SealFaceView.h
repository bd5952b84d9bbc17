// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace wenyi::ui {

/// 印模: a seal's picture on white paper with its measure under it, or the words why there is none.
class SealFaceView final : public QWidget
{
    Q_OBJECT

public:
    explicit SealFaceView(const QString &accessibleName, QWidget *parent = nullptr);

    /// Shown as large as there is room for; its measure in mm stands below.
    void showFace(const QImage &face, const QSizeF &measure);
    /// A picture with words below it.
    void showPicture(const QImage &picture, const QString &words);
    void showWords(const QString &words);
    bool hasFace() const { return !m_face.isNull(); }
    const QImage &face() const { return m_face; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_face;
    QString m_words; ///< Below the face, or instead of it.
};

} // namespace wenyi::ui
