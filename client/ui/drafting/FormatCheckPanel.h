// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/FormatRules.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace wenyi::ui {

/// 版式检查: what breaks the format rules, each with the way to its place and, where the rule knows one, its mending.
///
/// Keys in the list: Enter goes to the place.
class FormatCheckPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit FormatCheckPanel(QWidget *parent = nullptr);

    /// `mendable` says of each fault whether the rule knows how to put it right.
    void showFaults(const QList<document::FormatFault> &faults, const QList<bool> &mendable);
    /// Whether the last mending can be taken back.
    void setUndoable(bool undoable);

Q_SIGNALS:
    void placeWanted(const wenyi::document::FormatFault &fault);
    void mendWanted(const wenyi::document::FormatFault &fault);
    void mendAllWanted();
    void undoWanted();

private:
    void updateButtons();

    QLabel *m_title;
    QListWidget *m_list;
    QPushButton *m_locate;
    QPushButton *m_mend;
    QPushButton *m_mendAll;
    QPushButton *m_undo;
    QList<document::FormatFault> m_faults;
    QList<bool> m_mendable;
};

} // namespace wenyi::ui
