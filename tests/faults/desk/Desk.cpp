// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/desk/Desk.h"

#include "client/core/exchange/Synchronizer.h"
#include "client/core/records/RecordList.h"
#include "shared/base/DurableFile.h"
#include "shared/document/TextImport.h"
#include "tests/faults/desk/Wording.h"

#include <QDate>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::faults {

namespace {

constexpr auto Patience = 3s; ///< With a server that may be gone.
const QList<core::Box> AnyBox{core::Box::Draft, core::Box::Awaiting, core::Box::InHand, core::Box::Done};

SecretBytes pin()
{
    return SecretBytes(QByteArrayView("135790"));
}

QString today()
{
    return QDate::currentDate().toString(Qt::ISODate);
}

Result<document::OfficialDocument> notice(const core::Environment &environment, int number)
{
    WENYI_TRY(const QByteArray text, readBounded(environment.resources + u"/documents/sample-notice.txt"_s, 1 << 20));
    WENYI_TRY(auto imported, document::importText(text, {}));
    document::OfficialDocument document = std::move(imported.document);
    const QString unit = u"江阴市人民政府办公室"_s;
    document.title = titleOf(number);
    document.issuers = {unit};
    document.issuerMark = unit + u"文件"_s;
    document.signatories = {unit};
    document.number.clear();
    document.recipients = {u"江阴市财政局"_s};
    document.copyTo.clear();
    document.printer = unit;
    document.date = QDate::currentDate();
    document.printDate = document.date;
    document.signers.clear();
    return document;
}

QString hex(const Digest &digest)
{
    return QString::fromLatin1(digest.toHex());
}

} // namespace

void Desk::say(const QStringList &words)
{
    m_out << words.join(u' ') << '\n';
    m_out.flush();
}

void Desk::follow(QTextStream &commands)
{
    for (QString line = commands.readLine(); !line.isNull(); line = commands.readLine()) {
        const auto done = obey(line.split(u' '));
        if (done)
            m_out << "done " << line << Qt::endl;
        else
            m_out << "failed " << done.error().reason << ' ' << describe(done.error()) << Qt::endl;
    }
}

Result<void> Desk::obey(const QStringList &words)
{
    const QString &command = words.first();
    if (command == u"draft" && words.size() == 2)
        return draft(words[1].toInt());
    if (command == u"act")
        return act(words.size() == 2 ? words[1].toInt() : -1);
    if (command == u"sync")
        return synchronise();
    if (command == u"read")
        return read();
    return Error{ErrorCode::InvalidInput, "desk.command", command};
}

Result<QList<core::RecordRow>> Desk::rows(const QList<core::Box> &boxes)
{
    QList<core::RecordRow> rows;
    for (const core::Box box : boxes) {
        core::RecordQuery query;
        query.box = box;
        WENYI_TRY(const auto page, core::RecordList(*m_workspace).page(query, {}, core::RecordList::MaximumPage));
        rows += page.rows;
    }
    return rows;
}

Result<void> Desk::draft(int number)
{
    core::DraftService drafts(*m_workspace);
    StreamId stream;
    WENYI_TRY(const auto found, rows(AnyBox));
    for (const core::RecordRow &row : found)
        stream = row.title == titleOf(number) ? row.stream : stream;
    if (stream.isEmpty()) {
        WENYI_TRY(const auto document, notice(m_workspace->environment(), number));
        WENYI_TRY(stream, drafts.create(document));
        say({u"drafted"_s, stream.toString(), QString::number(number)});
    }
    WENYI_TRY(const auto revisions, drafts.revisions(stream));
    if (revisions.size() > 1)
        return {};
    WENYI_TRY(const auto first, drafts.load(stream));
    document::DraftRevision second = first.content;
    second.parents = {first.info.revision};
    second.document.note = noteOf(number);
    WENYI_TRY(const Digest revision, drafts.save(stream, second));
    say({u"saved"_s, stream.toString(), hex(revision)});
    return {};
}

Result<void> Desk::dispatch(const StreamId &stream)
{
    WENYI_TRY(const auto dispatch, core::OutgoingService(*m_workspace).dispatch(stream, {}));
    say({u"closed"_s, stream.toString(), dispatch.envelope.toString()});
    return {};
}

Result<void> Desk::actOn(const StreamId &stream, const core::PossibleAct &possible)
{
    const QString &act = possible.possible.rules.act;
    core::OutgoingService outgoing(*m_workspace);
    if (act == u"dispatch")
        return dispatch(stream);
    if (act == u"signFor") {
        WENYI_CHECK(core::ReceiptService(*m_workspace).signFor(stream, pin()));
        say({u"signed-for"_s, stream.toString()});
        return {};
    }
    if (act == u"seal") {
        WENYI_TRY(const auto preview, outgoing.sealPreview(stream));
        WENYI_TRY(const auto sealed, outgoing.seal(stream, preview, pin()));
        say({u"sealed"_s, stream.toString(), hex(sealed.digest)});
        return {};
    }
    core::ActRequest request;
    request.task = possible.possible.task.id;
    static const QHash<QString, QString> outcomes{{u"draft"_s, u"submit"_s}, {u"review"_s, u"agree"_s},
        {u"issue"_s, u"agree"_s}, {u"number"_s, u"numbered"_s}, {u"register"_s, u"registered"_s}};
    if (!outcomes.contains(act))
        return {}; // Nobody of this story does it.
    request.outcome = outcomes.value(act);
    request.opinion.words = Opinion;
    if (act == u"number")
        request.values.insert(u"issueDate"_s, today());
    if (act == u"register")
        request.values.insert(u"receivedDate"_s, today());
    if (act == u"review" || act == u"issue") {
        WENYI_TRY(const auto draft, core::DraftService(*m_workspace).load(stream));
        request.document = core::documentDigest(draft.content.document);
    }
    const SecretBytes own = pin();
    WENYI_TRY(const Digest entry, core::RecordService(*m_workspace).act(stream, request, &own));
    say({u"did"_s, stream.toString(), hex(entry), act});
    return {};
}

Result<void> Desk::act(int most)
{
    WENYI_TRY(const auto waiting, rows({core::Box::Draft, core::Box::Awaiting}));
    for (const core::RecordRow &row : waiting) {
        if (most-- == 0)
            return {};
        WENYI_TRY(const auto view, core::RecordService(*m_workspace).load(row.stream));
        for (const core::PossibleAct &possible : view.possible)
            WENYI_CHECK(actOn(row.stream, possible));
    }
    return {};
}

Result<void> Desk::synchronise()
{
    WENYI_TRY(auto settings, core::connectionSettings(*m_workspace));
    settings.endpoint = m_endpoint;
    settings.backOff = {20ms, 200ms};
    protocol::ClientConnection connection(std::move(settings), m_workspace->environment().random);
    core::ConnectionLink link(connection, Patience);
    core::DirectGate gate;
    core::Synchronizer synchronizer(*m_workspace, gate, link);
    WENYI_TRY(const auto report, synchronizer.run());
    for (const core::SyncRefusal &refusal : report.refused)
        say({u"refused"_s, refusal.subject, QString::fromLatin1(refusal.error.reason)});
    for (const core::ArrivalOutcome &arrival : report.arrivals)
        say({u"arrived"_s, arrival.stream.toString(), arrival.envelope.toString()});
    WENYI_TRY(const auto outbox, core::ExchangeProjection::outbox(m_workspace->journal().database()));
    WENYI_TRY(const auto waiting, core::ExchangeProjection::notAccepted(m_workspace->journal().database()));
    QSet<EnvelopeId> open;
    for (const core::DispatchedEnvelope &envelope : waiting)
        open.insert(envelope.header.routing().id);
    for (const core::DispatchedEnvelope &envelope : outbox) {
        if (!open.contains(envelope.header.routing().id))
            say({u"accepted"_s, envelope.stream.toString(), envelope.header.routing().id.toString()});
    }
    return {};
}

Result<void> Desk::read()
{
    WENYI_TRY(const auto found, rows(AnyBox));
    for (const core::RecordRow &row : found) {
        WENYI_CHECK(core::RecordService(*m_workspace).load(row.stream));
        if (row.module == core::DraftService::Module)
            WENYI_CHECK(core::DraftService(*m_workspace).load(row.stream));
    }
    say({u"records"_s, QString::number(found.size())});
    return {};
}

} // namespace wenyi::faults
