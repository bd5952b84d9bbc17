// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/ListExport.h"

#include "client/ui/records/RecordModel.h"
#include "client/ui/text/Wording.h"

#include <QDate>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QProgressDialog>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// That it is done stands in the log before it is.
Result<void> noteExport(Office &office, const QString &reason, const QString &subject)
{
    core::Workspace &workspace = *office.workspace;
    return workspace.audit().record(workspace.member().id.toString(), u"list.export"_s, reason, subject);
}

} // namespace

core::TableSheet sheetOf(
    const QList<core::RecordRow> &rows, const QHeaderView &header, const QString &title, const Clock &clock)
{
    RecordModel model(clock);
    model.replace(rows, RecordModel::More::No);
    QSortFilterProxyModel sorted;
    sorted.setSortRole(RecordModel::SortRole);
    sorted.setSourceModel(&model);
    if (header.sortIndicatorSection() >= 0)
        sorted.sort(header.sortIndicatorSection(), header.sortIndicatorOrder());
    QList<int> columns;
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (!header.isSectionHidden(column))
            columns.append(column);
    }
    core::TableSheet sheet;
    sheet.title = title;
    sheet.note = ListExport::tr("%n records, %1", nullptr, static_cast<int>(rows.size())).arg(momentWords(clock.now()));
    for (const int column : std::as_const(columns))
        sheet.headers.append(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    for (int row = 0; row < sorted.rowCount(); ++row) {
        QStringList cells;
        for (const int column : std::as_const(columns))
            cells.append(sorted.index(row, column).data().toString());
        sheet.rows.append(cells);
    }
    return sheet;
}

ListExport::ListExport(Session &session, core::RecordQuery query, QString title, QTableView *table, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_query(std::move(query))
    , m_title(std::move(title))
    , m_table(table)
    , m_window(window)
{
}

void ListExport::begin()
{
    const QString name = u"%1 %2.xlsx"_s.arg(m_title, QDate::currentDate().toString(Qt::ISODate));
    auto *dialog = new QFileDialog(m_window, tr("Export to Excel"), name, tr("Excel workbooks (*.xlsx)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"xlsx"_s);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &ListExport::exportTo);
    connect(dialog, &QFileDialog::rejected, this, &ListExport::end);
    dialog->open();
}

void ListExport::exportTo(const QString &path)
{
    m_path = path;
    m_progress = new QProgressDialog(tr("Reading the list …"), tr("Cancel"), 0, 0, m_window);
    m_progress->setWindowModality(Qt::WindowModal);
    m_progress->setMinimumDuration(500);
    connect(m_progress, &QProgressDialog::canceled, this, &ListExport::end);
    fetch(std::nullopt);
}

void ListExport::fetch(const std::optional<core::RecordKey> &after)
{
    m_session
        .ask([query = m_query, after](
                 Office &office) { return office.list.page(query, after, core::RecordList::MaximumPage); })
        .then(this, [this](const Result<core::RecordPage> &page) {
            if (!m_progress || m_progress->wasCanceled())
                return;
            if (!page) {
                Q_EMIT failed(page.error());
                end();
                return;
            }
            m_rows += page->rows;
            m_progress->setLabelText(tr("Reading the list: %n records", nullptr, static_cast<int>(m_rows.size())));
            if (page->next)
                fetch(page->next);
            else
                askForReason();
        });
}

void ListExport::askForReason()
{
    delete m_progress;
    const bool isMarked =
        std::any_of(m_rows.begin(), m_rows.end(), [](const core::RecordRow &row) { return !row.secrecy.isEmpty(); });
    if (!isMarked) {
        write({});
        return;
    }
    auto *dialog = new QInputDialog(m_window);
    dialog->setObjectName(u"exportReason"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Export to Excel"));
    dialog->setLabelText(
        tr("Some of these records are marked secret. Why are they exported? It is kept in the audit log."));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &reason) {
        if (reason.trimmed().isEmpty()) {
            Q_EMIT failed(Error{ErrorCode::InvalidInput, "export.reason-required", {}});
            end();
        } else {
            write(reason.trimmed().left(200));
        }
    });
    connect(dialog, &QInputDialog::rejected, this, &ListExport::end);
    dialog->open();
}

void ListExport::write(const QString &reason)
{
    const core::TableSheet sheet =
        sheetOf(m_rows, *m_table->horizontalHeader(), m_title, m_session.environment().clock);
    const QString subject = u"%1, %2"_s.arg(m_title).arg(m_rows.size());
    m_session.ask([reason, subject](Office &office) { return noteExport(office, reason, subject); })
        .then(QThreadPool::globalInstance(),
            [sheet, path = m_path](
                const Result<void> &noted) { return noted ? core::writeWorkbook(path, sheet) : noted; })
        .then(this, [this](const Result<void> &done) {
            if (done)
                Q_EMIT written(m_path, m_rows.size());
            else
                Q_EMIT failed(done.error());
            end();
        });
}

void ListExport::end()
{
    delete m_progress;
    deleteLater();
}

} // namespace wenyi::ui
