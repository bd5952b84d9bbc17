// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"
#include "shared/protocol/ServerReport.h"

#include <QHash>
#include <QTimer>

#include <functional>

namespace wenyi::ui {

/// 服务器运行状况: has the server show how it is, over a connection of its own, and asks again by itself for as long as
/// somebody looks. The samples of all its reports are gathered.
class ServerStatusPresenter final : public QObject
{
    Q_OBJECT

public:
    /// Between two questions.
    static constexpr std::chrono::seconds Interval{10};
    /// For how long an answer is waited for.
    static constexpr std::chrono::seconds Patience{10};
    /// Samples that are kept: a day's.
    static constexpr qsizetype MostSamples = 24 * 60;

    explicit ServerStatusPresenter(
        Session &session, std::chrono::milliseconds interval = Interval, QObject *parent = nullptr);
    ~ServerStatusPresenter() override;

    /// Signs the server's challenge and begins to look.
    void open(SecretBytes pin);
    /// Whether anybody looks: nothing is asked while nobody does.
    void setWatched(bool isWatched);
    bool isOpen() const { return m_isOpen; }
    /// A unit's name, else its code.
    QString unitName(const UnitCode &unit) const { return m_unitNames.value(unit, unit.toString()); }
    const QList<protocol::StatusSample> &samples() const { return m_samples; }

Q_SIGNALS:
    void busyChanged(bool busy);
    /// It is open: reports follow.
    void opened();
    void reported(const wenyi::protocol::ServerReport &report);
    /// It is closed again, or was not opened; why.
    void closed(const wenyi::Error &error);

private:
    /// What is needed of the workspace.
    struct Start
    {
        std::shared_ptr<protocol::ClientConnection::Settings> connection;
        QHash<UnitCode, QString> unitNames;
    };
    using PinRef = std::shared_ptr<SecretBytes>;

    static Result<Start> startOf(Office &office);
    void request(protocol::Body body, std::function<void(Result<protocol::Body>)> on);
    void watchConnection();
    void challenge(const PinRef &pin);
    void sign(const QByteArray &challenge, const PinRef &pin);
    void present(const QByteArray &ticket);
    void ask();
    void take(const protocol::ServerReport &report);
    void close(const Error &error);

    Session &m_session;
    std::unique_ptr<protocol::ClientConnection> m_connection; ///< While it is open, or being opened.
    QHash<UnitCode, QString> m_unitNames;
    QList<protocol::StatusSample> m_samples;
    quint64 m_generation = 0; ///< Counts connections: what belongs to an earlier one is late.
    QTimer m_next;
    bool m_isOpening = false;
    bool m_isOpen = false;
    bool m_isAsking = false;
    bool m_isWatched = true;
};

} // namespace wenyi::ui
