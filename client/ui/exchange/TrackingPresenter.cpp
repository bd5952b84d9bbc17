// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/TrackingPresenter.h"

#include "client/core/exchange/DispatchService.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/UrgeService.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

Result<TrackingSheet> readTracking(Office &office, const StreamId &stream)
{
    TrackingSheet sheet;
    WENYI_TRY(const auto row, office.list.row(stream));
    sheet.title = row.title;
    sheet.number = row.number;
    WENYI_TRY(sheet.tracking, core::ReceiptService(*office.workspace).tracking(stream));
    WENYI_TRY(const auto view, office.records.load(stream));
    for (const core::PossibleAct &possible : view.possible) {
        if (possible.possible.rules.act == u"track")
            sheet.task = possible.possible.task.id;
    }
    if (core::DispatchService(*office.workspace).checkMayDispatch()) {
        WENYI_TRY(sheet.recallable, core::RecallService(*office.workspace).recallable(stream));
        WENYI_TRY(sheet.urgeable, core::UrgeService(*office.workspace).urgeable(stream));
        sheet.maySend = !sheet.tracking.lines.isEmpty();
        WENYI_TRY(sheet.successors, core::ResendService(*office.workspace).successors(stream));
        for (const UnitCode &successor : std::as_const(sheet.successors)) {
            const directory::Unit *unit = office.workspace->directory().unit(successor);
            sheet.successorNames.append(unit ? unit->name : successor.toString());
        }
    }
    return sheet;
}

} // namespace

TrackingPresenter::TrackingPresenter(Session &session, StreamId stream, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_stream(std::move(stream))
{
    connect(&m_session, &Session::changed, this, &TrackingPresenter::load);
}

void TrackingPresenter::load()
{
    m_session.ask([stream = m_stream](Office &office) { return readTracking(office, stream); })
        .then(this, [this](const Result<TrackingSheet> &sheet) {
            if (!sheet) {
                Q_EMIT failed(sheet.error());
                return;
            }
            m_task = sheet->task;
            m_successors = sheet->successors;
            Q_EMIT loaded(*sheet);
        });
}

void TrackingPresenter::conclude()
{
    core::ActRequest request;
    request.task = m_task;
    request.outcome = u"conclude"_s;
    Q_EMIT busyChanged(true);
    m_session.ask([stream = m_stream, request](Office &office) { return office.records.act(stream, request); })
        .then(this, [this](const Result<Digest> &entry) {
            Q_EMIT busyChanged(false);
            if (!entry) {
                Q_EMIT failed(entry.error());
                return;
            }
            Q_EMIT concluded();
            m_session.noteChange();
        });
}

void TrackingPresenter::recall(const QString &reason)
{
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream, reason](
                 Office &office) { return core::RecallService(*office.workspace).recall(stream, {}, reason); })
        .then(this, [this](const Result<QList<UnitCode>> &units) {
            Q_EMIT busyChanged(false);
            if (!units) {
                Q_EMIT failed(units.error());
                return;
            }
            Q_EMIT recalled();
            m_session.noteChange();
        });
}

void TrackingPresenter::urge()
{
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream](Office &office) { return core::UrgeService(*office.workspace).urge(stream, {}, {}); })
        .then(this, [this](const Result<QList<UnitCode>> &units) {
            Q_EMIT busyChanged(false);
            if (!units) {
                Q_EMIT failed(units.error());
                return;
            }
            Q_EMIT urged(units->size());
            m_session.noteChange();
        });
}

void TrackingPresenter::sendToSuccessors()
{
    core::ResendChoice choice;
    for (const UnitCode &unit : std::as_const(m_successors))
        choice.recipients.append(unit.toString());
    Q_EMIT busyChanged(true);
    m_session
        .ask([stream = m_stream, choice](
                 Office &office) { return core::ResendService(*office.workspace).send(stream, choice); })
        .then(this, [this](const Result<core::Dispatch> &sent) {
            Q_EMIT busyChanged(false);
            if (!sent) {
                Q_EMIT failed(sent.error());
                return;
            }
            m_session.noteChange();
        });
}

std::unique_ptr<AddRecipientsPresenter> TrackingPresenter::adding() const
{
    return std::make_unique<AddRecipientsPresenter>(m_session, m_stream);
}

} // namespace wenyi::ui
