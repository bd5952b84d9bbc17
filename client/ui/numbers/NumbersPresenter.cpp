// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/numbers/NumbersPresenter.h"

namespace wenyi::ui {

namespace {

Result<NumbersSheet> readSeries(Office &office)
{
    core::Workspace &workspace = *office.workspace;
    NumbersSheet sheet;
    WENYI_TRY(sheet.series, core::allSeries(workspace));
    sheet.desktop = workspace.profile().desktop;
    for (const directory::Desktop &desktop : workspace.directory().content().desktops) {
        if (desktop.unit == workspace.profile().unit)
            sheet.desktops.append(desktop.id);
    }
    sheet.mayChange = workspace.member().has(directory::Role::Registrar);
    return sheet;
}

} // namespace

NumbersPresenter::NumbersPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::changed, this, &NumbersPresenter::load);
}

void NumbersPresenter::load()
{
    m_session.ask([](Office &office) { return readSeries(office); })
        .then(this, [this](const Result<NumbersSheet> &sheet) {
            if (sheet)
                Q_EMIT loaded(*sheet);
            else
                Q_EMIT failed(sheet.error());
        });
}

void NumbersPresenter::goOn(const modules::SeriesKey &key, int last, const QString &reason)
{
    act([key, last, reason](core::NumberService &numbers) { return numbers.goOnFrom(key, last, reason); });
}

void NumbersPresenter::beginTerm(const modules::SeriesKey &key, int last)
{
    act([key, last](core::NumberService &numbers) -> Result<void> {
        WENYI_CHECK(numbers.beginTerm(key, last + 1));
        return {};
    });
}

void NumbersPresenter::act(Work work)
{
    Q_EMIT busyChanged(true);
    m_session
        .ask([work = std::move(work)](Office &office) {
            core::NumberService numbers(*office.workspace);
            return work(numbers);
        })
        .then(this, [this](const Result<void> &done) {
            Q_EMIT busyChanged(false);
            if (done)
                Q_EMIT acted();
            else
                Q_EMIT actFailed(done.error());
            // A part of it may be done.
            m_session.noteChange();
        });
}

} // namespace wenyi::ui
