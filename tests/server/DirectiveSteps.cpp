// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/DirectiveSteps.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace wenyi::tests {

void DirectiveSteps::start()
{
    auto started = server::Server::start(m_domain.folder(), m_clock);
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

std::unique_ptr<protocol::ClientConnection> DirectiveSteps::connectAs(const UnitCode &unit)
{
    return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit));
}

exchange::Envelope DirectiveSteps::send(const QList<UnitCode> &to, exchange::Urgency urgency)
{
    exchange::Envelope envelope = m_domain.envelope(Office, to, 500, urgency);
    if (const auto sent = sendWhole(*connectAs(Office), envelope); !sent)
        qFatal("%s", sent.error().reason.constData());
    return envelope;
}

exchange::DirectiveFacts DirectiveSteps::factsOf(exchange::DirectiveKind kind, const exchange::EnvelopeHeader &header,
    const QList<UnitCode> &units, const QString &reason) const
{
    return {kind, header.routing().id, header.digest(), header.routing().sender, units, {}, m_clock.now(),
        MemberId(u"mailroom"_s), u"孙丽华"_s, reason, {}};
}

} // namespace wenyi::tests
