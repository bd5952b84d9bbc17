// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/tables/Workbook.h"
#include "client/ui/session/Session.h"

#include <QPointer>

class QHeaderView;
class QProgressDialog;
class QTableView;

namespace wenyi::ui {

/// What a table of records shows, of all of these rows: its visible columns in the order in which they stand, sorted as
/// it is. `title`: of the list.
core::TableSheet sheetOf(
    const QList<core::RecordRow> &rows, const QHeaderView &header, const QString &title, const Clock &clock);

/// 导出 Excel of one list of records: asks where to, reads all of it, asks for a reason where anything in it is marked
/// secret, notes in the audit log that it was done, and writes it. Deletes itself when it is over.
class ListExport final : public QObject
{
    Q_OBJECT

public:
    /// All but the session and the query outlive it, or it ends with the window.
    ListExport(Session &session, core::RecordQuery query, QString title, QTableView *table, QWidget *window);

    /// Asks for the file.
    void begin();
    /// To this file.
    void exportTo(const QString &path);

Q_SIGNALS:
    void written(const QString &path, qsizetype rows);
    void failed(const wenyi::Error &error);

private:
    void fetch(const std::optional<core::RecordKey> &after);
    void askForReason();
    void write(const QString &reason);
    void end();

    Session &m_session;
    core::RecordQuery m_query;
    QString m_title;
    QTableView *m_table;
    QWidget *m_window;
    QPointer<QProgressDialog> m_progress;
    QString m_path;
    QList<core::RecordRow> m_rows;
};

} // namespace wenyi::ui
