// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace wenyi::ui {

/// A strip above what it speaks of: a sentence, with the technical reason behind a button. Hidden while it is empty.
class NoticeStrip final : public QFrame
{
    Q_OBJECT

public:
    enum class Mood { Good, Caution, Bad };

    explicit NoticeStrip(QWidget *parent = nullptr);

    void showNotice(Mood mood, const QString &sentence);
    /// The error's sentence; code, reason and detail stand behind 详情.
    void showError(const Error &error);
    void clear();
    /// Gives the strip a button by which the person puts it away.
    void offerDismissal();
    QString sentence() const;
    Mood mood() const { return m_mood; }

private:
    Mood m_mood = Mood::Good;
    QLabel *m_mark;
    QLabel *m_sentence;
    QLabel *m_details;
    QPushButton *m_detailsButton;
    QPushButton *m_dismiss;
};

} // namespace wenyi::ui
