// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/TokenNotice.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"

#include <QEvent>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

TokenNotice::TokenNotice(Session &session, const QStringList &keys, QWidget *parent)
    : QWidget(parent)
    , m_watch(session.tokens())
    , m_keys(keys)
    , m_strip(new NoticeStrip(this))
{
    m_strip->setObjectName(u"token"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_strip);
    hide();
    if (!m_watch)
        return;
    connect(m_watch, &core::TokenWatch::changed, this, &TokenNotice::look);
    look();
}

void TokenNotice::setKeys(const QStringList &keys)
{
    m_keys = keys;
    if (m_watch)
        look();
}

void TokenNotice::hold(QWidget *widget)
{
    m_held.append({widget, !widget->testAttribute(Qt::WA_ForceDisabled)});
    widget->installEventFilter(this);
    if (m_isOut)
        widget->setEnabled(false);
}

void TokenNotice::look()
{
    const auto fault = m_watch->faultOf(m_keys);
    const bool wasOut = std::exchange(m_isOut, fault.has_value());
    if (!fault)
        m_strip->clear();
    else if (fault->reason == "token.no-device")
        m_strip->showNotice(NoticeStrip::Mood::Caution,
            tr("Your token is not plugged in: signing and sealing wait for it, and nothing is lost. Please plug it in "
               "to go on."));
    else
        m_strip->showError(*fault);
    setVisible(m_isOut);
    if (wasOut == m_isOut)
        return;
    for (Held &held : m_held) {
        if (!held.widget)
            continue;
        if (m_isOut)
            held.isWanted = !held.widget->testAttribute(Qt::WA_ForceDisabled);
        if (auto *pin = qobject_cast<PinEdit *>(held.widget.data()); pin && m_isOut)
            (void)pin->takePin(); // It is for the token that is gone.
        held.widget->setEnabled(!m_isOut && held.isWanted);
    }
}

bool TokenNotice::eventFilter(QObject *object, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (m_isOut && event->type() == QEvent::EnabledChange && widget && widget->isEnabled()) {
        for (Held &held : m_held)
            held.isWanted = held.isWanted || held.widget == widget;
        widget->setEnabled(false);
    }
    return QWidget::eventFilter(object, event);
}

} // namespace wenyi::ui
