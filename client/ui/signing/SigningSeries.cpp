// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/signing/SigningSeries.h"

namespace wenyi::ui {

SigningSeries::SigningSeries(QList<core::RecordRow> rows)
    : m_rows(std::move(rows))
{
    Q_ASSERT(!m_rows.isEmpty());
    m_forget.setSingleShot(true);
    m_forget.setInterval(PinLasts);
    QObject::connect(&m_forget, &QTimer::timeout, &m_forget, [this] { forgetPin(); });
}

void SigningSeries::keepPin(const SecretBytes &pin)
{
    m_pin = pin.clone();
    m_forget.start();
}

void SigningSeries::forgetPin()
{
    m_pin = SecretBytes();
    m_forget.stop();
}

} // namespace wenyi::ui
