// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/ExportPresenter.h"

#include "client/core/exchange/Volumes.h"

namespace wenyi::ui {

namespace {

Result<QList<core::CourierPeer>> readPeers(Office &office)
{
    core::CourierService courier(*office.workspace);
    WENYI_CHECK(courier.checkMayCarry());
    return courier.peers();
}

Result<CargoSheet> readCargo(Office &office, const DesktopId &addressee)
{
    WENYI_TRY(const auto list, core::CourierService(*office.workspace).contentsFor(addressee));
    CargoSheet sheet{{}, list.size};
    for (const core::CargoLine &line : list.lines) {
        const auto row = office.list.row(line.stream);
        sheet.rows.append({line, row ? row->title : QString()});
    }
    return sheet;
}

} // namespace

ExportPresenter::ExportPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_work, &LongWork::progressed, this, &ExportPresenter::progressed);
}

void ExportPresenter::load()
{
    m_session.ask(readPeers).then(this, [this](const Result<QList<core::CourierPeer>> &peers) {
        if (peers)
            Q_EMIT loaded(*peers);
        else
            Q_EMIT failed(peers.error());
    });
}

void ExportPresenter::readContents(const DesktopId &addressee)
{
    m_session.ask([addressee](Office &office) { return readCargo(office, addressee); })
        .then(this, [this](const Result<CargoSheet> &sheet) {
            if (sheet)
                Q_EMIT contentsRead(*sheet);
            else
                Q_EMIT failed(sheet.error());
        });
}

void ExportPresenter::write(const DesktopId &addressee, const QString &folder)
{
    m_session
        .ask([addressee, folder, progress = m_work.begin()](Office &office) -> Result<core::ExportReport> {
            core::CourierService courier(*office.workspace);
            WENYI_TRY(const auto contents, courier.contentsFor(addressee));
            WENYI_CHECK(core::checkRoom(folder, contents.size));
            exchange::FolderMedium medium(folder);
            return courier.exportTo(addressee, medium, progress);
        })
        .then(this, [this](const Result<core::ExportReport> &report) {
            if (!report) {
                Q_EMIT notWritten(report.error());
                return;
            }
            Q_EMIT written(*report);
            m_session.noteChange();
        });
}

} // namespace wenyi::ui
