// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/StatusService.h"

#include "shared/exchange/StatusTicket.h"

namespace wenyi::core {

namespace {

template<typename Answer>
Result<Answer> askStatus(ServerLink &link, protocol::Body question)
{
    auto answer = link.ask<Answer>(std::move(question));
    if (!answer)
        return statusError(answer.error());
    return answer;
}

} // namespace

Error statusError(const Error &error)
{
    if (error.code == ErrorCode::Unsupported && error.reason == "message.type")
        return Error{ErrorCode::Unsupported, "status.old-server", error.detail};
    return error;
}

Result<void> StatusService::checkMayAsk() const
{
    const directory::Member &member = m_workspace.member();
    if (!member.has(directory::Role::SystemAdministrator))
        return Error{ErrorCode::NotAllowed, "status.role", member.id.toString()};
    return {};
}

Result<QByteArray> StatusService::ticket(const QByteArray &challenge, const SecretBytes &pin) const
{
    WENYI_CHECK(checkMayAsk());
    WENYI_TRY(const auto server, crypto::Certificate::fromDer(m_workspace.directory().content().server.certificate));
    WENYI_TRY(const auto signer, m_workspace.openKey(keyfile::PersonalSigning, pin, Workspace::KeyUse::Look));
    exchange::StatusTicketFacts facts;
    facts.challenge = challenge;
    facts.server = server.fingerprint();
    facts.desktop = m_workspace.profile().desktop;
    facts.member = m_workspace.member().id;
    WENYI_TRY(const auto ticket, exchange::StatusTicket::sign(facts, *signer));
    return ticket.toBytes();
}

Result<protocol::ServerReport> StatusService::read(ServerLink &link, const SecretBytes &pin) const
{
    WENYI_CHECK(checkMayAsk());
    WENYI_TRY(const auto given, askStatus<protocol::StatusOpening>(link, protocol::OpenStatus{}));
    WENYI_TRY(const QByteArray signedTicket, ticket(given.challenge, pin));
    WENYI_CHECK(askStatus<protocol::StatusOpening>(link, protocol::OpenStatus{signedTicket}));
    WENYI_TRY(const auto status, askStatus<protocol::ServerStatus>(link, protocol::AskStatus{}));
    return protocol::ServerReport::fromBytes(status.report);
}

} // namespace wenyi::core
