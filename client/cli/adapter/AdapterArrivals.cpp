// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/FolderAdapter.h"

#include "client/cli/ArrivalJson.h"
#include "client/cli/JsonForms.h"
#include "client/core/exchange/ArrivalFiles.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"
#include "shared/exchange/ExchangeLimits.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

/// FolderAdapter's way in: documents that arrived, and what is answered to them.
namespace wenyi::cli {

namespace {

constexpr qsizetype MostRequests = 1000;
constexpr qsizetype LongestReason = exchange::bounds::ReasonText * 4;

/// The envelope that a request is about: ENVELOPE, ENVELOPE.txt, ENVELOPE.json …
EnvelopeId envelopeOf(const QString &name)
{
    const qsizetype dot = name.indexOf(u'.');
    return EnvelopeId(dot < 0 ? name : name.left(dot));
}

Result<QString> reasonIn(const QString &file)
{
    const auto bytes = readBounded(file, LongestReason);
    if (!bytes)
        return Error{ErrorCode::InvalidInput, "receipt.reason", bytes.error().detail};
    const QString reason = QString::fromUtf8(*bytes).simplified();
    if (reason.isEmpty() || reason.size() > exchange::bounds::ReasonText)
        return Error{ErrorCode::InvalidInput, "receipt.reason", QString::number(reason.size())};
    return reason;
}

QJsonObject answerJson(const EnvelopeId &envelope, const StreamId &stream, const exchange::ReceiptFacts &facts)
{
    QJsonObject object{{u"envelope"_s, envelope.toString()}, {u"record"_s, stream.toString()},
        {u"outcome"_s, QString::fromLatin1(exchange::receiptKindName(facts.kind))}, {u"at"_s, timeText(facts.time)}};
    if (!facts.reason.isEmpty())
        object.insert(u"reason"_s, facts.reason);
    return object;
}

} // namespace

Result<void> FolderAdapter::answerRequests(Place place)
{
    for (const QString &name : m_folder.names(place, MostRequests)) {
        const auto done = answerRequest(place, name);
        if (done)
            continue;
        if (!isFinal(done.error()))
            return done.error();
        WENYI_CHECK(fail(place, name, done.error()));
    }
    return {};
}

Result<void> FolderAdapter::answerRequest(Place place, const QString &name)
{
    const QString file = m_folder.path(place, name);
    if (!QFileInfo(file).isFile() || QFileInfo(file).isSymLink())
        return Error{ErrorCode::InvalidInput, "adapter.no-file", name};
    const EnvelopeId envelope = envelopeOf(name);
    WENYI_CHECK(answerEnvelope(place, envelope, file));
    WENYI_CHECK(m_folder.remove(place, name));
    m_report.answered += 1;
    m_output.line(u"answered %1"_s.arg(envelope.toString()));
    return {};
}

Result<void> FolderAdapter::answerEnvelope(Place place, const EnvelopeId &envelope, const QString &file)
{
    WENYI_TRY(const auto arrived, core::arrivalOfFolder(m_workspace.journal().database(), envelope.toString()));
    if (!arrived)
        return Error{ErrorCode::NotFound, "receipt.no-envelope", envelope.toString()};
    core::ReceiptService receipts(m_workspace);
    const bool isReturn = place == Place::Return;
    const auto wanted = isReturn ? exchange::ReceiptKind::Returned : exchange::ReceiptKind::SignedFor;
    QString reason;
    if (isReturn) {
        WENYI_TRY(reason, reasonIn(file));
    }
    WENYI_TRY(const SecretBytes pin, m_pin());
    // After an interruption it may be answered already, and only that has to be told.
    WENYI_CHECK(receipts.answerOnce(arrived->stream, wanted, reason, pin));
    WENYI_TRY(const auto answer, receipts.answer(arrived->header));
    if (!answer)
        return Error{ErrorCode::NotFound, "receipt.no-envelope", arrived->stream.toString()};
    const QByteArray json = QJsonDocument(answerJson(arrived->header.routing().id, arrived->stream, *answer)).toJson();
    return writeDurably(m_folder.path(Place::Answered, envelope.toString() + u".json"_s), json);
}

Result<void> FolderAdapter::handOver()
{
    WENYI_TRY(const auto arrivals, core::openArrivals(m_workspace));
    for (const core::ArrivedEnvelope &arrived : arrivals) {
        const auto done = handOver(arrived);
        if (done)
            continue;
        // A blob of what another desktop took in may still be on its way.
        if (!isFinal(done.error()))
            return done.error();
        m_output.line(u"not handed over %1: %2"_s.arg(arrived.stream.toString(), describe(done.error())));
    }
    return {};
}

Result<void> FolderAdapter::handOver(const core::ArrivedEnvelope &arrived)
{
    const QString name = core::arrivalFolderName(arrived);
    WENYI_TRY(const auto handed, m_journal.find(Handed::Arrival, name));
    if (handed)
        return {};
    const core::ArrivalService arrivals(m_workspace);
    WENYI_TRY(const auto header, arrivals.documentHeader(arrived.entry));
    WENYI_TRY(const auto verdict, arrivals.verify(arrived));
    const QString work = m_folder.path(Place::Work, name);
    // What an earlier round began: its files may stand under a seal that did hold then.
    if (QFileInfo::exists(work))
        WENYI_CHECK(m_folder.remove(Place::Work, name));
    if (!QDir().mkpath(work))
        return Error{ErrorCode::StorageFailure, "adapter.folder", work};
    // What lies in `in` is what may be relied upon: of a seal that does not hold any more only the verdict is told.
    if (verdict.conclusion <= core::SealingConclusion::CannotBeChecked)
        WENYI_CHECK(core::writeArrival(arrivals, arrived, m_folder.path(Place::Work)));
    const QJsonObject told = arrivalJson(m_workspace, arrived, header, verdict);
    WENYI_CHECK(writeDurably(work + u"/verdict.json"_s, QJsonDocument(told).toJson()));
    WENYI_CHECK(syncTree(m_folder.path(Place::Work)));
    WENYI_CHECK(m_journal.put(Handed::Arrival, name, arrived.header.digest()));
    WENYI_CHECK(m_folder.move(Place::Work, name, Place::In, name));
    m_report.arrived += 1;
    m_output.line(u"arrived %1: %2"_s.arg(name, header.title));
    return {};
}

} // namespace wenyi::cli
