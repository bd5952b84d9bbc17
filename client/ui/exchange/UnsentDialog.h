// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Unsent.h"
#include "client/ui/session/Session.h"

#include <QDialog>
#include <QTimer>

class QLabel;

namespace wenyi::ui {

class NoticeStrip;
class PlainTable;

/// 待发清单: what has not gone yet, since when, why, and when it is tried again; and what was refused, with the next
/// step.
class UnsentDialog final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Title, Kind, Since, Why, NextStep };

    /// While the session synchronises.
    explicit UnsentDialog(Session &session, QWidget *parent = nullptr);

private:
    void load();
    void showRows();

    Session &m_session;
    NoticeStrip *m_notice;
    PlainTable *m_table;
    QLabel *m_none;
    QList<core::UnsentThing> m_things;
    QTimer m_again; ///< Several changes are one look.
};

} // namespace wenyi::ui
