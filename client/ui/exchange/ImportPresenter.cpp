// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/ImportPresenter.h"

#include <QFileInfo>

namespace wenyi::ui {

namespace {

Result<QList<core::FoundBundle>> findBundles(Office &office, const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return Error{ErrorCode::NotFound, "courier.no-folder", folder};
    exchange::FolderMedium medium(folder);
    core::CourierService courier(*office.workspace);
    QList<core::FoundBundle> bundles;
    for (const QString &name : core::CourierService::bundlesIn(folder))
        bundles.append(courier.look(medium, name));
    return bundles;
}

ImportSheet sheetOf(Office &office, const core::ImportReport &report)
{
    ImportSheet sheet{report, {}};
    for (const core::ImportLine &line : report.lines) {
        const auto row = office.list.row(line.stream);
        const directory::Unit *unit = line.receipt ? office.workspace->directory().unit(line.receipt->unit) : nullptr;
        sheet.rows.append({line, row ? row->title : QString(), unit ? unit->name : QString()});
    }
    return sheet;
}

} // namespace

ImportPresenter::ImportPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_work, &LongWork::progressed, this, &ImportPresenter::progressed);
}

void ImportPresenter::load()
{
    m_session.ask([](Office &office) { return core::CourierService(*office.workspace).checkMayCarry(); })
        .then(this, [this](const Result<void> &may) {
            if (may)
                Q_EMIT loaded();
            else
                Q_EMIT failed(may.error());
        });
}

void ImportPresenter::look(const QString &folder)
{
    m_session.ask([folder](Office &office) { return findBundles(office, folder); })
        .then(this, [this](const Result<QList<core::FoundBundle>> &bundles) {
            if (bundles)
                Q_EMIT found(*bundles);
            else
                Q_EMIT failed(bundles.error());
        });
}

void ImportPresenter::take(const QString &folder, const QString &fileName, exchange::GapPolicy gaps)
{
    m_session
        .ask([folder, fileName, gaps, progress = m_work.begin()](Office &office) -> Result<ImportSheet> {
            exchange::FolderMedium medium(folder);
            WENYI_TRY(
                const auto report, core::CourierService(*office.workspace).import(medium, fileName, gaps, progress));
            return sheetOf(office, report);
        })
        .then(this, [this](const Result<ImportSheet> &sheet) {
            if (!sheet) {
                Q_EMIT notTaken(sheet.error());
                return;
            }
            Q_EMIT taken(*sheet);
            m_session.noteChange();
        });
}

} // namespace wenyi::ui
