// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/exchange/NoticeSteps.h"

#include <QTest>

namespace wenyi::core::tests {

Result<Dispatch> NoticeSteps::dispatch(int serial, const QStringList &to)
{
    if (!m_order)
        m_order = m_exchange->order({}, 28);
    m_order->stream = streamOf(serial);
    m_order->recipients = to;
    return DispatchService(*m_exchange->sender).dispatch(*m_order);
}

Dispatch NoticeSteps::send(int serial, const QStringList &to)
{
    auto sent = dispatch(serial, to);
    if (!sent)
        qFatal("%s", sent.error().reason.constData());
    return *std::move(sent);
}

SyncReport NoticeSteps::sync(Workspace &workspace)
{
    const auto report = m_exchange->sync(workspace);
    if (!report)
        QTest::qFail(qPrintable(describe(report.error())), __FILE__, __LINE__);
    else if (!report->refused.isEmpty())
        QTest::qFail(qPrintable(describe(report->refused.first().error)), __FILE__, __LINE__);
    return report ? *report : SyncReport();
}

Result<QList<UnitCode>> NoticeSteps::recall(int serial, const QList<UnitCode> &units)
{
    return RecallService(*m_exchange->sender).recall(streamOf(serial), units, u"附件有误"_s);
}

TrackingLine NoticeSteps::line(int serial, qsizetype index) const
{
    return ReceiptService(*m_exchange->sender).tracking(streamOf(serial))->lines.value(index);
}

} // namespace wenyi::core::tests
