// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/LimitDialog.h"

#include "client/core/exchange/SyncSettings.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

LimitDialog::LimitDialog(const core::BandwidthLimit &limit, QWidget *parent)
    : QDialog(parent)
    , m_up(addSpeed(limit.up, u"upLimit"_s))
    , m_down(addSpeed(limit.down, u"downLimit"_s))
    , m_hours(new QCheckBox(tr("Only between t&wo hours"), this))
    , m_from(new QTimeEdit(limit.from.isValid() ? limit.from : QTime(8, 0), this))
    , m_to(new QTimeEdit(limit.to.isValid() ? limit.to : QTime(18, 0), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Limit the speed"));
    m_hours->setObjectName(u"limitHours"_s);
    m_hours->setChecked(limit.from.isValid());
    for (QTimeEdit *edit : {m_from, m_to}) {
        edit->setDisplayFormat(u"HH:mm"_s);
        edit->setEnabled(m_hours->isChecked());
        connect(m_hours, &QCheckBox::toggled, edit, &QWidget::setEnabled);
    }
    auto *form = new QFormLayout(this);
    form->addRow(tr("&Sending"), m_up);
    form->addRow(tr("&Fetching"), m_down);
    form->addRow(m_hours);
    form->addRow(tr("F&rom"), m_from);
    form->addRow(tr("T&o"), m_to);
    form->addRow(plainLabel(
        tr("Acts, receipts and the list of documents are small and are never held back."), LabelWrap::Wraps, this));
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *save = buttons->addButton(tr("S&ave"), QDialogButtonBox::AcceptRole);
    save->setObjectName(u"saveLimit"_s);
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &LimitDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

QSpinBox *LimitDialog::addSpeed(quint32 limit, const QString &name)
{
    auto *speed = new QSpinBox(this);
    speed->setObjectName(name);
    speed->setRange(0, static_cast<int>(core::SyncSettings::LargestLimit));
    speed->setSingleStep(64);
    speed->setSuffix(tr(" KB/s"));
    speed->setSpecialValueText(tr("without limit"));
    speed->setValue(static_cast<int>(limit));
    return speed;
}

void LimitDialog::choose()
{
    // Slower than the least would be no speed at all; nothing at all is "without limit".
    const auto speed = [](const QSpinBox *box) {
        const auto value = static_cast<quint32>(box->value());
        return value == 0 ? value : std::max(value, core::SyncSettings::LeastLimit);
    };
    core::BandwidthLimit limit{speed(m_up), speed(m_down), {}, {}};
    if (m_hours->isChecked()) {
        limit.from = m_from->time();
        limit.to = m_to->time();
    }
    Q_EMIT chosen(limit);
    accept();
}

} // namespace wenyi::ui
