// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace wenyi::ui {

enum class LabelWrap { OneLine, Wraps };

/// A label for data: what it shows is never taken for markup, so that a title cannot draw a link or a picture.
inline QLabel *plainLabel(const QString &text, LabelWrap wrap, QWidget *parent = nullptr)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(wrap == LabelWrap::Wraps);
    return label;
}

} // namespace wenyi::ui
