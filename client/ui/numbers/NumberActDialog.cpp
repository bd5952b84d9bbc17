// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/numbers/NumberActDialog.h"

#include "client/ui/numbers/NumberWords.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

NumberActDialog::NumberActDialog(
    NumbersPresenter &presenter, NumberAct act, core::DrawnSeries drawn, const DesktopId &desktop, QWidget *parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_kind(act)
    , m_drawn(std::move(drawn))
    , m_next(m_drawn.view.series.next(desktop))
    , m_last(new QSpinBox(this))
    , m_outlook(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_act(new QPushButton(act == NumberAct::GoOn ? tr("&Go on") : tr("&Begin the term"), this))
    , m_cancel(new QPushButton(tr("Cance&l"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(act == NumberAct::GoOn ? tr("Go on behind a number") : tr("Begin a new term"));
    setMinimumWidth(40 * fontMetrics().horizontalAdvance(u'汉'));
    buildLayout(desktop);
    connectPresenter();
    weigh();
}

void NumberActDialog::buildLayout(const DesktopId &desktop)
{
    QLabel *facts = plainLabel(
        tr("%1, %2: %3").arg(seriesWords(m_drawn), periodWords(m_drawn.key), seriesStateWords(m_drawn, desktop)),
        LabelWrap::Wraps, this);
    facts->setObjectName(u"facts"_s);
    m_last->setObjectName(u"last"_s);
    m_last->setRange(0, 99'998);
    if (m_kind == NumberAct::GoOn && m_next)
        m_last->setValue(*m_next - 1);
    m_outlook->setObjectName(u"outlook"_s);
    m_outlook->setAccessibleName(tr("What will follow"));
    QFont bold = font();
    bold.setBold(true);
    m_outlook->setFont(bold);
    // Room for the longest of its sentences: the window does not grow with what is typed, and nothing is cut.
    m_outlook->setMinimumHeight(4 * QFontMetrics(bold).lineSpacing());
    m_outlook->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    m_notice->setObjectName(u"actNotice"_s);
    auto *form = new QFormLayout;
    QLabel *lastLabel = plainLabel(m_kind == NumberAct::GoOn ? tr("Last &number given on paper or elsewhere")
                                                             : tr("Last &number of the new term given elsewhere"),
        LabelWrap::OneLine, this);
    lastLabel->setBuddy(m_last);
    m_last->setAccessibleName(lastLabel->text().remove(u'&'));
    form->addRow(lastLabel, m_last);
    if (m_kind == NumberAct::GoOn && !m_drawn.view.series.owner().isEmpty()) {
        m_reason = new QLineEdit(u"此前已编号"_s, this);
        m_reason->setObjectName(u"reason"_s);
        m_reason->setMaxLength(200);
        QLabel *reasonLabel = plainLabel(tr("&Reason, kept with the gap"), LabelWrap::OneLine, this);
        reasonLabel->setBuddy(m_reason);
        m_reason->setAccessibleName(reasonLabel->text().remove(u'&'));
        form->addRow(reasonLabel, m_reason);
        connect(m_reason, &QLineEdit::textChanged, this, &NumberActDialog::weigh);
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(facts);
    layout->addLayout(form);
    layout->addWidget(m_outlook);
    layout->addWidget(m_notice);
    layout->addStretch();
    layout->addLayout(buttonRow());
}

QLayout *NumberActDialog::buttonRow()
{
    m_act->setObjectName(u"act"_s);
    m_act->setAutoDefault(false); // Enter never acts.
    m_cancel->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_act);
    row->addWidget(m_cancel);
    connect(m_act, &QPushButton::clicked, this, &NumberActDialog::act);
    connect(m_cancel, &QPushButton::clicked, this, &NumberActDialog::reject);
    return row;
}

void NumberActDialog::connectPresenter()
{
    connect(m_last, &QSpinBox::valueChanged, this, &NumberActDialog::weigh);
    connect(&m_presenter, &NumbersPresenter::busyChanged, this, [this](bool busy) {
        m_isBusy = busy;
        weigh();
    });
    connect(&m_presenter, &NumbersPresenter::actFailed, m_notice, &NoticeStrip::showError);
    connect(&m_presenter, &NumbersPresenter::acted, this, &QDialog::accept);
}

NumberActDialog::Outlook NumberActDialog::goingOn() const
{
    const int last = m_last->value();
    const QString first = m_drawn.written(last + 1);
    if (m_drawn.view.series.owner().isEmpty())
        return {tr("The series begins at this desktop, with %1. This cannot be taken back.").arg(first), true};
    if (!m_next)
        return {sentenceFor(m_next.error()), false};
    const QString next = m_drawn.written(*m_next);
    if (last + 1 == *m_next)
        return {tr("The next number is %1 as it is; nothing would change.").arg(next), false};
    if (last + 1 < *m_next)
        return {tr("Numbers before %1 are given or set aside already; none of them comes again.").arg(next), false};
    if (m_reason->text().trimmed().isEmpty())
        return {tr("Please write why those numbers have no document here."), false};
    return {tr("The next number here will be %1. %2 will have no document here, for that reason. This cannot be taken "
               "back.")
                .arg(first, rangeWords(m_drawn, {*m_next, last})),
        true};
}

NumberActDialog::Outlook NumberActDialog::outlook() const
{
    if (m_kind == NumberAct::GoOn)
        return goingOn();
    const int term = m_drawn.key.term;
    return {tr("Term %1 ends: nobody draws its numbers any more. Term %2 begins with %3. This cannot be taken back. "
               "Where the unit has several desktops, numbers are drawn once it is synchronised.")
                .arg(term)
                .arg(term + 1)
                .arg(m_drawn.written(m_last->value() + 1)),
        true};
}

void NumberActDialog::weigh()
{
    const Outlook seen = outlook();
    m_outlook->setText(seen.words);
    m_act->setEnabled(seen.isPossible && !m_isBusy);
    m_cancel->setEnabled(!m_isBusy);
}

void NumberActDialog::act()
{
    m_notice->clear();
    if (m_kind == NumberAct::BeginTerm)
        m_presenter.beginTerm(m_drawn.key, m_last->value());
    else
        m_presenter.goOn(m_drawn.key, m_last->value(), m_reason ? m_reason->text().trimmed() : QString());
}

void NumberActDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
