// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/outgoing/OutgoingService.h"
#include "client/core/records/ImportService.h"
#include "client/core/records/NumberService.h"
#include "tests/client/core/SampleOffice.h"

#include <functional>

namespace wenyi::core::tests {

/// Who does each step of an outgoing document, and what happens before and after each of them.
struct OutgoingOffice
{
    QString unitName;
    QString clerk;
    QString reviewer;
    QString leader;
    QString registrar;
    QString sealKeeper;
    std::function<std::unique_ptr<Workspace>(const QString &)> unlock;
    std::function<Result<void>(Workspace &)> exchange; ///< After unlocking and after each step.
};

/// Does the step that awaits the member of a desktop.
inline Result<void> doStep(Workspace &desk, const StreamId &stream, const QString &outcome, const QString &words = {},
    const QJsonObject &values = {})
{
    RecordService records(desk);
    WENYI_TRY(const auto view, records.load(stream));
    if (view.possible.isEmpty())
        return Error{ErrorCode::NotAllowed, "record.not-your-step", outcome};
    WENYI_TRY(const auto draft, DraftService(desk).load(stream));
    ActRequest request;
    request.task = view.possible.first().possible.task.id;
    request.outcome = outcome;
    request.opinion.words = words;
    request.values = values;
    request.document = documentDigest(draft.content.document);
    const SecretBytes pin = SampleOffice::pin();
    WENYI_CHECK(records.act(stream, request, &pin));
    return {};
}

/// Work at a member's desktop, which exchanges before and after it.
inline Result<void> workAt(
    const OutgoingOffice &office, const QString &member, const std::function<Result<void>(Workspace &)> &work)
{
    const auto desk = office.unlock(member);
    WENYI_CHECK(office.exchange(*desk));
    WENYI_CHECK(work(*desk));
    return office.exchange(*desk);
}

/// Takes the sample notice as far as the seal keeper: drafted, reviewed, issued and numbered.
inline Result<StreamId> numberedNotice(
    const OutgoingOffice &office, const QStringList &recipients, const QString &urgency = {})
{
    document::OfficialDocument document = SampleOffice::notice();
    document.number.clear();
    document.issuers = {office.unitName};
    document.issuerMark = office.unitName + u"文件"_s;
    document.signatories = {office.unitName};
    document.printer = office.unitName;
    document.recipients = recipients;
    document.copyTo.clear();
    document.urgency = urgency;
    StreamId stream;
    WENYI_CHECK(workAt(office, office.registrar, [](Workspace &desk) { return NumberService(desk).openAll(); }));
    WENYI_CHECK(workAt(office, office.clerk, [&](Workspace &desk) -> Result<void> {
        WENYI_TRY(stream, ImportService(desk).begin(document));
        return doStep(desk, stream, u"submit"_s);
    }));
    WENYI_CHECK(workAt(
        office, office.reviewer, [&](Workspace &desk) { return doStep(desk, stream, u"agree"_s, u"拟同意。"_s); }));
    WENYI_CHECK(workAt(
        office, office.leader, [&](Workspace &desk) { return doStep(desk, stream, u"agree"_s, u"同意印发。"_s); }));
    WENYI_CHECK(workAt(office, office.registrar, [&](Workspace &desk) {
        const QDate date = toDateTime(desk.environment().clock.now()).toOffsetFromUtc(8 * 3600).date();
        return doStep(desk, stream, u"numbered"_s, {}, {{u"issueDate"_s, date.toString(Qt::ISODate)}});
    }));
    return stream;
}

/// Takes the sample notice as far as the mail room: also sealed.
inline Result<StreamId> sealedNotice(
    const OutgoingOffice &office, const QStringList &recipients, const QString &urgency = {})
{
    WENYI_TRY(const auto stream, numberedNotice(office, recipients, urgency));
    WENYI_CHECK(workAt(office, office.sealKeeper, [&](Workspace &desk) -> Result<void> {
        OutgoingService outgoing(desk);
        WENYI_TRY(const auto preview, outgoing.sealPreview(stream));
        const auto sealed = outgoing.seal(stream, preview, SampleOffice::pin());
        return sealed ? Result<void>() : Result<void>(sealed.error());
    }));
    return stream;
}

/// The standalone town, where everybody works at the one desktop.
inline OutgoingOffice townOf(const SampleOffice &office)
{
    return {u"澄江镇人民政府"_s, u"澄江镇/clerk"_s, u"澄江镇/clerk"_s, u"澄江镇/leader"_s, u"澄江镇/mailroom"_s,
        u"澄江镇/sealkeeper"_s, [&office](const QString &name) { return office.unlock(name); },
        [](Workspace &) { return Result<void>(); }};
}

} // namespace wenyi::core::tests
