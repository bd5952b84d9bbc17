// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/SendingTime.h"

#include "client/ui/text/Wording.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int LongestDays = 365;
constexpr int HourSeconds = 3600;

} // namespace

SendingTime::SendingTime(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_later(new QCheckBox(tr("Send &later"), this))
    , m_at(new QDateTimeEdit(this))
    , m_words(plainLabel({}, LabelWrap::Wraps, this))
{
    m_later->setObjectName(u"sendLater"_s);
    m_at->setObjectName(u"sendAt"_s);
    m_at->setAccessibleName(tr("Not before"));
    m_at->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_at->setCalendarPopup(true);
    m_words->setObjectName(u"sendAtWords"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(m_later);
    row->addWidget(m_at);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_words);
    connect(m_later, &QCheckBox::toggled, this, [this](bool isLater) {
        if (isLater)
            offer();
        look();
    });
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, &SendingTime::look);
    offer();
    look();
}

void SendingTime::offer()
{
    const QDateTime now = toDateTime(m_clock.now()).toLocalTime();
    m_at->setDateTimeRange(now, now.addDays(LongestDays));
    const QDateTime soon = now.addSecs(HourSeconds);
    m_at->setDateTime(QDateTime(soon.date(), QTime(soon.time().hour(), 0)).addSecs(HourSeconds)); // A full hour.
}

std::optional<Instant> SendingTime::moment() const
{
    if (!m_later->isChecked())
        return std::nullopt;
    return instantFromMilliseconds(m_at->dateTime().toMSecsSinceEpoch());
}

void SendingTime::look()
{
    m_at->setEnabled(m_later->isChecked());
    m_words->setVisible(m_later->isChecked());
    if (const auto at = moment())
        m_words->setText(tr("Nobody has it before %1; until then it can be recalled from everybody.")
                             .arg(timeWords(*at, m_clock.now())));
}

} // namespace wenyi::ui
