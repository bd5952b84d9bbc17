// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/FolderAdapter.h"

#include "client/ui/text/Sentences.h"
#include "shared/base/DurableFile.h"

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

bool isFinal(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::NotAllowed:
    case ErrorCode::NotTrusted:
    case ErrorCode::TooLarge:
    case ErrorCode::Corrupt:
    case ErrorCode::Unsupported:
        return true;
    case ErrorCode::WrongPin:
    case ErrorCode::Locked:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
    case ErrorCode::StorageFailure:
    case ErrorCode::Internal:
        break;
    }
    return false;
}

QJsonObject RoundReport::toJson() const
{
    return {{u"sent"_s, static_cast<qint64>(sent)}, {u"waiting"_s, static_cast<qint64>(waiting)},
        {u"failed"_s, static_cast<qint64>(failed)}, {u"arrived"_s, static_cast<qint64>(arrived)},
        {u"answered"_s, static_cast<qint64>(answered)}, {u"receipts"_s, static_cast<qint64>(receipts)},
        {u"synchronisation"_s, attempt.toJson()}};
}

FolderAdapter::FolderAdapter(
    core::Workspace &workspace, AdapterFolder folder, AdapterJournal journal, PinSource pin, const Output &output)
    : m_workspace(workspace)
    , m_folder(std::move(folder))
    , m_journal(std::move(journal))
    , m_pin(std::move(pin))
    , m_output(output)
{
}

Result<void> FolderAdapter::begin()
{
    WENYI_CHECK(core::DispatchService(m_workspace).checkMayDispatch());
    for (const QString &name : m_folder.names(Place::Work, std::numeric_limits<qsizetype>::max())) {
        // The journal has it once it is whole: only its way into `in` is missing then, unless that was gone before.
        WENYI_TRY(const auto whole, m_journal.find(Handed::Arrival, name));
        if (whole) {
            WENYI_CHECK(m_folder.move(Place::Work, name, Place::In, name));
        } else {
            WENYI_CHECK(m_folder.remove(Place::Work, name));
        }
    }
    return {};
}

Result<RoundReport> FolderAdapter::round(const Synchronise &synchronise)
{
    m_report = {};
    WENYI_CHECK(submitOrders());
    WENYI_CHECK(answerRequests(Place::SignFor));
    WENYI_CHECK(answerRequests(Place::Return));
    WENYI_TRY(m_report.attempt, synchronise());
    const auto &report = m_report.attempt.report;
    WENYI_CHECK(settleOrders());
    if (report)
        WENYI_CHECK(refuseOrders(*report));
    m_report.waiting = m_waiting.size();
    // What another desktop of the unit took in or was told comes as entries; a stick is read by another program.
    WENYI_TRY(const bool isElsewhere, changedElsewhere());
    const bool hasNews = isElsewhere || (report && report->changedAnything());
    if (hasNews)
        WENYI_CHECK(handOver());
    if (hasNews || m_report.sent > 0)
        WENYI_CHECK(tellReceipts());
    return m_report;
}

Result<bool> FolderAdapter::changedElsewhere()
{
    journal::Statement select(m_workspace.journal().database(), "PRAGMA data_version");
    WENYI_CHECK(select.next());
    const std::optional<qint64> before = std::exchange(m_dataVersion, select.integer(0));
    return before != m_dataVersion;
}

Result<void> FolderAdapter::fail(Place place, const QString &name, const Error &error)
{
    const QString kept = place == Place::Out       ? name
                         : place == Place::SignFor ? u"signfor-"_s + name
                                                   : u"return-"_s + name;
    const QString free = m_folder.freeName(Place::Failed, kept, u".txt"_s);
    const QString text = u"%1 (%2)\n"_s.arg(ui::sentenceFor(error), describe(error));
    WENYI_CHECK(writeDurably(m_folder.path(Place::Failed, free + u".txt"_s), text.toUtf8()));
    WENYI_CHECK(m_folder.move(place, name, Place::Failed, free));
    m_waiting.remove(place == Place::Out ? name : QString());
    m_report.failed += 1;
    m_output.line(u"failed %1: %2"_s.arg(free, text.trimmed()));
    return {};
}

} // namespace wenyi::cli
