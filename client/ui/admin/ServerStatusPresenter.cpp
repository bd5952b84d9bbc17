// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ServerStatusPresenter.h"

#include "client/core/exchange/StatusService.h"

namespace wenyi::ui {

ServerStatusPresenter::ServerStatusPresenter(Session &session, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_next.setInterval(interval);
    connect(&m_next, &QTimer::timeout, this, &ServerStatusPresenter::ask);
}

ServerStatusPresenter::~ServerStatusPresenter() = default;

Result<ServerStatusPresenter::Start> ServerStatusPresenter::startOf(Office &office)
{
    core::Workspace &workspace = *office.workspace;
    WENYI_CHECK(core::StatusService(workspace).checkMayAsk());
    WENYI_TRY(auto settings, core::connectionSettings(workspace));
    Start start;
    start.connection = std::make_shared<protocol::ClientConnection::Settings>(std::move(settings));
    for (const directory::Unit &unit : workspace.directory().content().units)
        start.unitNames.insert(unit.code, unit.shortName.isEmpty() ? unit.name : unit.shortName);
    return start;
}

void ServerStatusPresenter::open(SecretBytes pin)
{
    if (m_isOpening || m_isOpen)
        return;
    m_isOpening = true;
    Q_EMIT busyChanged(true);
    // Work for the thread is copyable, a PIN is not.
    const auto secret = std::make_shared<SecretBytes>(std::move(pin));
    m_session.ask([](Office &office) { return startOf(office); })
        .then(this, [this, secret](const Result<Start> &start) {
            if (!start) {
                close(start.error());
                return;
            }
            m_unitNames = start->unitNames;
            m_samples.clear();
            m_connection = std::make_unique<protocol::ClientConnection>(
                std::move(*start->connection), m_session.environment().random);
            challenge(secret);
        });
}

void ServerStatusPresenter::request(protocol::Body body, std::function<void(Result<protocol::Body>)> on)
{
    const quint64 of = m_generation;
    Answer<Result<protocol::Body>>(m_connection->request(std::move(body), Patience))
        .then(this, [this, of, on = std::move(on)](const Result<protocol::Body> &answer) {
            if (of == m_generation) // What was asked over a connection that is given up is nobody's answer.
                on(answer);
        });
}

void ServerStatusPresenter::challenge(const PinRef &pin)
{
    request(protocol::OpenStatus{}, [this, pin](Result<protocol::Body> answer) {
        const auto given = protocol::answerAs<protocol::StatusOpening>(std::move(answer));
        if (given)
            sign(given->challenge, pin);
        else
            close(given.error());
    });
}

void ServerStatusPresenter::sign(const QByteArray &challenge, const PinRef &pin)
{
    m_session
        .ask(
            [challenge, pin](Office &office) { return core::StatusService(*office.workspace).ticket(challenge, *pin); })
        .then(this, [this](const Result<QByteArray> &ticket) {
            if (ticket)
                present(*ticket);
            else
                close(ticket.error());
        });
}

void ServerStatusPresenter::present(const QByteArray &ticket)
{
    request(protocol::OpenStatus{ticket}, [this](Result<protocol::Body> answer) {
        const auto given = protocol::answerAs<protocol::StatusOpening>(std::move(answer));
        if (!given) {
            close(given.error());
            return;
        }
        m_isOpening = false;
        m_isOpen = true;
        Q_EMIT busyChanged(false);
        Q_EMIT opened();
        ask();
        if (m_isWatched)
            m_next.start();
    });
}

void ServerStatusPresenter::setWatched(bool isWatched)
{
    if (m_isWatched == isWatched)
        return;
    m_isWatched = isWatched;
    if (!m_isOpen)
        return;
    if (!isWatched) {
        m_next.stop();
        return;
    }
    ask();
    m_next.start();
}

void ServerStatusPresenter::ask()
{
    if (!m_isOpen || !m_isWatched || m_isAsking)
        return;
    m_isAsking = true;
    const quint64 newest = m_samples.isEmpty() ? 0 : m_samples.constLast().number;
    request(protocol::AskStatus{newest}, [this](Result<protocol::Body> answer) {
        m_isAsking = false;
        const auto status = protocol::answerAs<protocol::ServerStatus>(std::move(answer));
        const auto report = status ? protocol::ServerReport::fromBytes(status->report) : status.error();
        if (report)
            take(*report);
        else if (report.error().reason != "session.too-fast") // The next time comes by itself.
            close(report.error());
    });
}

void ServerStatusPresenter::take(const protocol::ServerReport &report)
{
    for (const protocol::StatusSample &sample : report.samples) {
        if (m_samples.isEmpty() || sample.number > m_samples.constLast().number)
            m_samples.append(sample);
    }
    if (m_samples.size() > MostSamples)
        m_samples.remove(0, m_samples.size() - MostSamples);
    Q_EMIT reported(report);
}

void ServerStatusPresenter::close(const Error &error)
{
    m_next.stop();
    m_isOpening = false;
    m_isOpen = false;
    m_isAsking = false;
    ++m_generation;
    m_connection.reset();
    Q_EMIT busyChanged(false);
    Q_EMIT closed(core::statusError(error));
}

} // namespace wenyi::ui
