// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/RunningPresenter.h"

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

using ReadRecords = std::pair<core::RunningRecords, Instant>;

Result<ReadRecords> readRunning(Office &office)
{
    WENYI_TRY(auto running, core::runningRecords(*office.workspace));
    return ReadRecords(std::move(running), office.workspace->environment().clock.now());
}

/// Who oversees it is told where it stands, and of what it says its number.
Result<RecordSheet> readStanding(Office &office, const StreamId &stream)
{
    WENYI_TRY(const auto view, office.records.load(stream));
    RecordSheet sheet;
    sheet.standing = core::standingOf(*office.workspace, view);
    sheet.moduleName = view.definition->name;
    sheet.view.record.stream = stream;
    if (!view.definition->series.isEmpty())
        sheet.number = view.record.values().value(view.definition->series.constFirst().field).toVariant().toString();
    sheet.title = sheet.number.isEmpty() ? sheet.moduleName : sheet.moduleName + u' ' + sheet.number;
    return sheet;
}

} // namespace

RunningPresenter::RunningPresenter(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &Session::changed, this, &RunningPresenter::load);
}

void RunningPresenter::load()
{
    m_session.ask([](Office &office) { return readRunning(office); })
        .then(this, [this](const Result<ReadRecords> &read) {
            if (read)
                Q_EMIT loaded(read->first, read->second);
            else
                Q_EMIT failed(read.error());
        });
}

void RunningPresenter::judge(const StreamId &stream)
{
    const quint64 question = ++m_question;
    m_session.ask([stream](Office &office) { return readStanding(office, stream); })
        .then(this, [this, question](const Result<RecordSheet> &sheet) {
            if (question != m_question)
                return;
            if (sheet)
                Q_EMIT judged(*sheet);
            else
                Q_EMIT failed(sheet.error());
        });
}

} // namespace wenyi::ui
