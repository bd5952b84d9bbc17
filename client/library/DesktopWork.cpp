// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/library/DesktopWork.h"

#include "client/core/exchange/ArrivalFiles.h"
#include "client/core/outgoing/SubmissionService.h"
#include "client/core/records/RecordService.h"
#include "client/ui/text/Sentences.h"

using namespace Qt::StringLiterals;

namespace wenyi::client {

namespace {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

std::string utf8(Instant at)
{
    return utf8(toDateTime(at).toString(Qt::ISODateWithMs));
}

/// Named by the environment while developing, as for the product's programs; else where the product was installed to.
QString dataFolder(const char *variable, const QString &given, const QString &below)
{
    const QString named = qEnvironmentVariable(variable);
    if (!named.isEmpty())
        return named;
    return (given.isEmpty() ? QStringLiteral(WENYI_DATA_FOLDER) : given) + below;
}

} // namespace

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

Failure failureOf(const Error &error)
{
    return {errorCodeName(error.code).toStdString(), error.reason.toStdString(), utf8(error.detail),
        utf8(ui::sentenceFor(error))};
}

Result<void> DesktopWork::open(const Settings &settings)
{
    const QString folder = textOf(settings.profile);
    WENYI_TRY(const auto profile, core::Profile::open(folder));
    MemberId member(textOf(settings.member));
    if (member.isEmpty() && profile.members.size() != 1)
        return Error{ErrorCode::InvalidInput, "unlock.which-member", folder};
    if (member.isEmpty())
        member = profile.members.first();
    const QString data = textOf(settings.data);
    const core::Environment environment{
        m_clock, m_random, dataFolder("WENYI_RESOURCES", data, {}), dataFolder("WENYI_FONTS", data, u"/fonts"_s)};
    m_pin = SecretBytes(QByteArrayView(settings.pin.data(), static_cast<qsizetype>(settings.pin.size())));
    WENYI_TRY(m_workspace, core::Workspace::unlock(folder, member, m_pin, environment));
    m_connection = std::make_unique<core::KeptConnection>(*m_workspace);
    return {};
}

Result<bool> DesktopWork::synchronise()
{
    m_refusals.clear();
    if (m_workspace->profile().connection == directory::Connection::Standalone)
        return false;
    const auto report = m_connection->synchronise();
    if (report) {
        for (const core::SyncRefusal &refusal : report->refused)
            m_refusals.push_back({utf8(refusal.subject), failureOf(refusal.error)});
        return true;
    }
    if (report.error().code == ErrorCode::Unavailable)
        return false;
    return report.error();
}

Unit DesktopWork::unitOf(const UnitCode &code) const
{
    const directory::Unit *known = m_workspace->directory().unit(code);
    return {utf8(code.toString()), known ? utf8(known->name) : utf8(code.toString())};
}

Result<Sent> DesktopWork::send(const QString &orderFile, const QString &message)
{
    WENYI_TRY(const auto submission, core::readSubmission(orderFile, message));
    WENYI_TRY(const auto submitted, core::SubmissionService(*m_workspace).submit(submission));
    Sent sent{utf8(submission.message), utf8(submitted.stream.toString()), utf8(submitted.dispatch.envelope.toString()),
        submitted.novelty == core::Novelty::New, {}};
    for (const core::DispatchedEntry::Route &route : submitted.dispatch.routes)
        sent.recipients.push_back(unitOf(route.unit));
    return sent;
}

Result<std::vector<Delivery>> DesktopWork::track(const QString &message)
{
    const StreamId stream = core::submissionStream(message);
    WENYI_CHECK(core::RecordService(*m_workspace).load(stream));
    WENYI_TRY(const auto tracking, core::ReceiptService(*m_workspace).tracking(stream));
    std::vector<Delivery> deliveries;
    for (const core::TrackingLine &line : tracking.lines) {
        const bool byServer = line.channel == core::Channel::Server;
        Delivery delivery{unitOf(line.delivery.recipient), byServer ? "server" : "bundle",
            exchange::stageName(line.delivery.stage()).toStdString(), {}};
        for (const exchange::ReceiptFacts &facts : line.delivery.receipts) {
            delivery.receipts.push_back({exchange::receiptKindName(facts.kind).toStdString(), utf8(facts.time),
                utf8(facts.memberName), utf8(facts.reason)});
        }
        deliveries.push_back(std::move(delivery));
    }
    return deliveries;
}

Result<Arrival> DesktopWork::arrivalOf(const core::ArrivedEnvelope &arrived) const
{
    const core::ArrivalService arrivals(*m_workspace);
    WENYI_TRY(const auto header, arrivals.documentHeader(arrived.entry));
    WENYI_TRY(const auto verdict, arrivals.verify(arrived));
    const exchange::EnvelopeRouting &routing = arrived.header.routing();
    return Arrival{utf8(arrived.stream.toString()), utf8(routing.id.toString()), unitOf(routing.sender),
        utf8(header.identifier), utf8(header.number), utf8(header.title),
        core::conclusionName(verdict.conclusion).toStdString()};
}

Result<std::vector<Arrival>> DesktopWork::arrivals()
{
    WENYI_TRY(const auto open, core::openArrivals(*m_workspace));
    std::vector<Arrival> arrivals;
    for (const core::ArrivedEnvelope &arrived : open) {
        WENYI_TRY(const Arrival arrival, arrivalOf(arrived));
        arrivals.push_back(arrival);
    }
    return arrivals;
}

Result<std::string> DesktopWork::save(const StreamId &record, const QString &folder)
{
    WENYI_TRY(const auto arrived, core::ExchangeProjection::arrivedIn(m_workspace->journal().database(), record));
    if (!arrived)
        return Error{ErrorCode::NotFound, "receipt.no-envelope", record.toString()};
    const core::ArrivalService arrivals(*m_workspace);
    WENYI_TRY(const auto verdict, arrivals.verify(*arrived));
    if (verdict.conclusion > core::SealingConclusion::CannotBeChecked)
        return Error{ErrorCode::NotTrusted, "arrival.seal", QString::fromLatin1(conclusionName(verdict.conclusion))};
    WENYI_TRY(const auto files, core::writeArrival(arrivals, *arrived, folder));
    return utf8(files.folder);
}

Result<bool> DesktopWork::answer(const StreamId &record, exchange::ReceiptKind kind, const QString &reason)
{
    WENYI_TRY(const auto novelty, core::ReceiptService(*m_workspace).answerOnce(record, kind, reason, m_pin));
    return novelty == core::Novelty::New;
}

} // namespace wenyi::client
